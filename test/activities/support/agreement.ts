import { runTurn } from '../../../activities/run-turn.ts';
import { after } from '../../../core/base/calendar.ts';
import { toIsoDuration } from '../../../core/base/duration.ts';
import { TemporaryFailure } from '../../../core/base/failure.ts';
import { newId } from '../../../core/base/id.ts';
import type { Properties } from '../../../core/condition/schema.ts';
import { directEntryNames, type JourneyDefinition } from '../../../core/journey/definition/index.ts';
import { isSend } from '../../../core/journey/steps/send.ts';
import type { ConfigurationInput } from '../../../core/workspace/configuration.ts';
import type { Channel, SendResult } from '../../../services/channels/channel.ts';
import { channelKinds } from '../../../services/channels/index.ts';
import { performCall } from '../../../services/delivery/calls/perform-call.ts';
import { deliver } from '../../../services/delivery/deliver.ts';
import { recordFeedback } from '../../../services/delivery/feedback.ts';
import { acceptBatch } from '../../../services/intake/accept.ts';
import type { IncomingEvent } from '../../../services/intake/event.ts';
import { createPublishedJourneys } from '../../../services/intake/published-journeys.ts';
import { publish } from '../../../services/publishing/publish.ts';
import { answerTask } from '../../../services/tasks/operate.ts';
import {
  type Answer,
  type CallReply,
  type StoryArms,
  type StoryRun,
  type StoryTask,
  story,
} from '../../../simulation/index.ts';
import { armsOf } from '../../../simulation/story-problems.ts';
import { inTransaction } from '../../../store/database/database.ts';
import { insertArms } from '../../../store/experiments/arms.ts';
import { findRunView } from '../../../store/runs/run-views.ts';
import { listTasks, listTasksOfRun } from '../../../store/tasks/task-views.ts';
import { setTestCalls } from '../../../store/workspaces/test-answers.ts';
import { type ClockedDatabase, createClockedDatabase } from '../../support/frozen-clock.ts';
import { takeIn } from '../../support/runs.ts';

/** One thing that happens in a scenario. */
export type Deed =
  | { readonly who: number; readonly does: string; readonly properties?: Properties; readonly ago?: number }
  | { readonly who: number; readonly enters: Properties; readonly by?: 'api' | 'hand' }
  | { readonly who: number; readonly learn: Properties }
  | { readonly who: number; readonly answers: string; readonly choice: string }
  /** With the newest message of a step that they received; nothing, where there is none. */
  | { readonly who: number; readonly with: string; readonly act: 'opened' | 'clicked' }
  | { readonly skip: string }
  | { readonly provider: 'email' | 'webhook'; readonly says: Answer }
  | { readonly endpoint: string; readonly replies: CallReply };

interface Scenario {
  readonly journey: JourneyDefinition;
  readonly zone?: string;
  /** Of the workspace; the spread must be "none", for it goes by the ids of customers. */
  readonly limits?: Pick<ConfigurationInput, 'quietHours' | 'caps'>;
  readonly deeds: readonly Deed[];
  /** Who ▸ the arms that they have from the beginning. */
  readonly arms?: Readonly<Record<number, StoryArms>>;
}

const start = Date.UTC(2026, 2, 27, 8); // a weekend on which Europe changes its clocks is near
const iso = (moment: number) => new Date(moment).toISOString();

let db: ClockedDatabase;
let scenarios = 0;

/** The database of a file's scenarios. */
export function useClockedDatabase(): void {
  beforeAll(async () => {
    db = await createClockedDatabase();
  });
  afterAll(() => db.destroy());
}

async function asStory({ journey, zone = 'UTC', limits, deeds, arms = {} }: Scenario): Promise<StoryRun[][]> {
  const s = await story(journey, { start: iso(start), zone, ...limits });
  const customers = new Map<number, ReturnType<typeof s.customer>>();
  const customer = (who: number) =>
    customers.get(who) ??
    (customers.set(who, s.customer({ arms: arms[who] })).get(who) as ReturnType<typeof s.customer>);
  for (const deed of deeds) {
    if ('skip' in deed) await s.skip(deed.skip);
    else if ('provider' in deed) await s.provider({ channel: deed.provider }, deed.says);
    else if ('endpoint' in deed) await s.endpoint(deed.endpoint, deed.replies);
    else if ('answers' in deed) await customer(deed.who).task(deed.answers).answers(deed.choice, { by: 'ann' });
    else if ('enters' in deed) await customer(deed.who).enters(deed.enters, { by: deed.by });
    else if ('learn' in deed) await customer(deed.who).identify(deed.learn);
    else if ('act' in deed) {
      const person = customer(deed.who);
      const has = person.runs().some(({ messages }) => messages.some((each) => isReceived(each, deed.with)));
      if (has) await (deed.act === 'opened' ? person.opens(deed.with) : person.clicks(deed.with));
    } else {
      const at = iso(Date.parse(s.now()) - (deed.ago ?? 0));
      await customer(deed.who).does({ name: deed.does, properties: deed.properties ?? {} } as never, { at });
    }
  }
  return [...customers].sort(([a], [b]) => a - b).map(([, each]) => [...each.runs()]);
}

const isReceived = ({ step, result }: StoryRun['messages'][number], wanted: string) =>
  step === wanted && result === 'accepted';

async function forReal({ journey, zone = 'UTC', limits = {}, deeds, arms = {} }: Scenario): Promise<StoryRun[][]> {
  scenarios += 1;
  const scenario = scenarios;
  const people: number[] = [];
  const answers = new Map<string, Answer>();
  const wakeTimes = new Map<string, number>();
  let now = start;
  await db.setClock(now);
  await publish(db.database, 'default', { journeys: [journey], templates: templatesOf(journey), workspace: limits });

  const channels = new Map(
    Object.values(channelKinds).map((kind): [string, Channel] => {
      const send: Channel['provider']['send'] = async (_message, begin) => {
        await begin();
        return resultOf(answers.get(kind.id) ?? 'accepted');
      };
      return [kind.id, { ...kind, provider: { send, close: async () => {} } }];
    }),
  );
  const delivering = { database: db.database, channels, leaseMs: 60_000, sendTimeoutMs: 5_000, longestPauseMs: 60_000 };

  /** What the loop does: a turn, the jobs it asks for, and again. */
  async function drive(id: string): Promise<void> {
    for (;;) {
      const level = await runTurn(db.database, id, now);
      wakeTimes.delete(id);
      if (level.wakeAt !== undefined) wakeTimes.set(id, level.wakeAt);
      if (level.openJobs.length === 0) return;
      for (const { visit, messageId, activity } of level.openJobs) {
        if (activity === 'call') await call({ journeyRunId: id, visit });
        else await deliver(delivering, { journeyRunId: id, visit, messageId: messageId as string }, now);
      }
    }
  }
  /** As often as Temporal would, until it is settled. */
  async function call(key: { journeyRunId: string; visit: number }): Promise<void> {
    for (;;) {
      try {
        return await performCall({ ...delivering, testMode: true }, key, now);
      } catch (thrown) {
        if (!(thrown instanceof TemporaryFailure)) throw thrown;
      }
    }
  }
  async function driveRung(): Promise<void> {
    for (;;) {
      const enqueued = await db.look<{ id: string }>('delete from outbox returning journey_run_id as id');
      if (enqueued.length === 0) return;
      for (const { id } of enqueued) await drive(id);
    }
  }
  async function skipTo(target: number): Promise<void> {
    for (;;) {
      const [due] = [...wakeTimes].filter(([, at]) => at <= target).sort(([, a], [, b]) => a - b);
      if (!due) break;
      now = Math.max(now, due[1]);
      await db.setClock(now);
      await drive(due[0]);
    }
    now = target;
    await db.setClock(now);
  }

  /** As a pixel or a link would report it. */
  async function giveFeedback(userId: string, step: string, kind: 'opened' | 'clicked'): Promise<void> {
    const [message] = await db.look<{ id: string }>(
      `select m.id from messages m join identities i on i.customer_id = m.customer_id
       where i.value = ? and m.journey_id = ? and m.step_id = ? and m.state = 'accepted'
       order by m.updated_at desc, m.visit desc limit 1`,
      [userId, journey.id, step],
    );
    if (!message) return;
    const publishedJourneys = createPublishedJourneys();
    const submit = (workspace: string, events: readonly IncomingEvent[]) =>
      acceptBatch({ database: db.database, publishedJourneys }, workspace, events);
    const report = { messageId: message.id, kind, identity: newId(), at: now, url: 'https://example.com/' };
    await recordFeedback({ database: db.database, submit }, { workspace: 'default', source: 'test' }, [report]);
  }

  for (const deed of deeds) {
    if ('skip' in deed) await skipTo(after(now, toIsoDuration(deed.skip), zone));
    else if ('provider' in deed) answers.set(deed.provider, deed.says);
    else if ('endpoint' in deed) {
      const { status = 200, body } = deed.replies === 'no-answer' ? {} : deed.replies;
      const reply = deed.replies === 'no-answer' ? deed.replies : { status, body };
      await setTestCalls(db.database, 'default', { [deed.endpoint]: reply });
    } else if ('answers' in deed) {
      await answer(journey.id, `customer-${scenario}-${deed.who}`, deed);
      await driveRung();
    } else {
      const userId = `customer-${scenario}-${deed.who}`;
      // The zone of a story is a trait that its customers are born with.
      if (!people.includes(deed.who) && arms[deed.who]) {
        people.push(deed.who);
        await takeIn(db, { userId, timestamp: now, properties: { timezone: zone } });
        await giveArms(journey, userId, arms[deed.who] as StoryArms);
      }
      const isNew = !people.includes(deed.who);
      if (isNew) people.push(deed.who);
      if ('learn' in deed)
        await takeIn(db, { userId, timestamp: now, properties: { ...(isNew && { timezone: zone }), ...deed.learn } });
      else if ('enters' in deed) {
        if (isNew) await takeIn(db, { userId, timestamp: now, properties: { timezone: zone } });
        const by = deed.by ?? 'api';
        const enters = { journey: journey.id, by };
        await takeIn(db, {
          userId,
          type: 'entry',
          name: directEntryNames[by],
          timestamp: now,
          properties: deed.enters,
          enters,
        });
      } else if ('act' in deed) await giveFeedback(userId, deed.with, deed.act);
      else {
        const born = isNew ? [{ userId, timestamp: now, properties: { timezone: zone } }] : [];
        const event = { userId, name: deed.does, properties: deed.properties ?? {}, timestamp: now - (deed.ago ?? 0) };
        await takeIn(db, ...born, event);
      }
      await driveRung();
    }
  }
  return Promise.all(people.sort((a, b) => a - b).map((who) => readRuns(journey.id, `customer-${scenario}-${who}`)));
}

async function giveArms(journey: JourneyDefinition, userId: string, arms: StoryArms): Promise<void> {
  const [customer] = await db.look<{ id: string }>('select customer_id as id from identities where value = ?', [
    userId,
  ]);
  const own = [...armsOf(journey, arms)].map(([experiment, arm]) => ({
    customerId: customer?.id ?? '',
    experiment,
    arm,
  }));
  await inTransaction(db.database, (trx) => insertArms(trx, { workspace: 'default', at: start, arms: own }));
}

/** As somebody does it over the API, which says no where there is nothing to answer. */
async function answer(
  journeyId: string,
  userId: string,
  { answers: step, choice }: { answers: string; choice: string },
): Promise<void> {
  const open = await listTasks(db.database, { workspace: 'default', userId, state: 'unanswered', limit: 10 });
  const task = open.find((each) => each.journey === journeyId && each.step === step);
  const outcome = await answerTask(
    db.database,
    { workspace: 'default', id: task?.id ?? '' },
    { person: task?.person ?? 'ann', choice },
  );
  expect(outcome.result).toBe('done');
}

/** Of this journey alone: those of other scenarios are live, too. */
async function readRuns(journeyId: string, userId: string): Promise<StoryRun[]> {
  const runs = await db.look<{
    id: string;
    key: string | null;
    books: StoryRun['books'] | null;
    reason: string | null;
    stands: string[];
  }>(
    `select r.id, r.key, r.books, r.end_reason as reason,
            (select coalesce(json_agg(token ->> 'step'), '[]') from jsonb_array_elements(r.state -> 'tokens') token) as stands from journey_runs r
     join identities i on i.customer_id = r.customer_id where r.journey_id = ? and i.value = ? order by r.id`,
    [journeyId, userId],
  );
  const moment = (column: string) => `floor(extract(epoch from ${column}) * 1000)::bigint`;
  return Promise.all(
    runs.map(async ({ id, key, books, reason, stands }): Promise<StoryRun> => {
      const visits = await db.look<{ step: string; arrived: number; left: number | null; path: string | null }>(
        `select step_id as step, ${moment('arrived_at')} as arrived, ${moment('left_at')} as left, path from run_visits
         where journey_run_id = ? order by visit`,
        [id],
      );
      const messages = await db.look<
        Record<'step' | 'template' | 'channel' | 'state', string> & {
          rule: string | null;
          ruleValue: string | null;
          at: number;
        }
      >(
        `select step_id as step, template_id as template, channel, state, rule, rule_value as "ruleValue", ${moment('updated_at')} as at from messages
         where journey_run_id = ? order by visit`,
        [id],
      );
      return {
        status: reason === null ? 'open' : 'ended',
        endReason: reason ?? undefined,
        key,
        books: books ?? undefined,
        standsOn: stands[0],
        stands,
        visits: visits.map(({ step, arrived, left, path }) => ({
          step,
          arrivedAt: iso(arrived),
          leftAt: left === null ? undefined : iso(left),
          path: path ?? undefined,
        })),
        messages: messages.map(({ state, rule, ruleValue, at, ...message }) => ({
          ...message,
          at: iso(at),
          result: (state === 'failed-permanently' ? 'failed' : state) as StoryRun['messages'][number]['result'],
          rule: rule ?? undefined,
          until: state === 'deferred' ? (ruleValue ?? undefined) : undefined,
        })),
        tasks: (await listTasksOfRun(db.database, id)).map((task): StoryTask => {
          const at = (what: string) => task.history.find((each) => each.what === what)?.at;
          const isoOf = (moment: number | undefined) => (moment === undefined ? undefined : iso(moment));
          return {
            step: task.step,
            group: task.group ?? undefined,
            person: task.person ?? undefined,
            instruction: task.instruction,
            state: task.state,
            choice: task.choice ?? undefined,
            by: task.state === 'answered' ? (task.assignee ?? undefined) : undefined,
            remindedAt: isoOf(at('reminded')),
            escalatedAt: isoOf(at('escalated')),
          };
        }),
        goal: await readGoal(id),
      };
    }),
  );
}

async function readGoal(id: string): Promise<StoryRun['goal']> {
  const found = await findRunView(db.database, 'default', id);
  const goal = found?.run.goal;
  return goal ? { event: goal.event ?? '', value: goal.value, at: iso(goal.reachedAt) } : undefined;
}

function resultOf(answer: Answer): SendResult {
  return answer === 'accepted'
    ? { result: 'accepted' }
    : { result: answer === 'failed' ? 'failed-permanently' : 'unknown', code: 'scripted', detail: 'as the test says' };
}

/** What is in them is not looked at here. */
function templatesOf({ steps }: JourneyDefinition) {
  const ids = new Set(
    Object.values(steps)
      .filter(isSend)
      .flatMap(({ template }) => (typeof template === 'string' ? [template] : [])),
  );
  const part = { email: { subject: 'x', html: 'x' }, webhook: { body: '{}' }, 'in-app': { title: 'x', body: 'x' } };
  return [...ids].map((id) => ({ id, content: part }));
}

/**
 * A story and the real way must agree: the same deeds go through `story`, and through intake, turns and deliveries on
 * PostgreSQL (with the loop's part, when to look again, played here). Visits with their paths and times, messages with
 * their fates, ends: all must be equal, to the millisecond.
 */
export async function agree(scenario: Scenario): Promise<StoryRun[][]> {
  const [told, real] = [await asStory(scenario), await forReal(scenario)];
  expect(told).toEqual(real);
  return told;
}
