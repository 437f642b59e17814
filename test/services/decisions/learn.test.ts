import { runTurn } from '../../../activities/run-turn.ts';
import { newId } from '../../../core/base/id.ts';
import { explainDecision } from '../../../core/decision/explain.ts';
import {
  counts,
  decide,
  defineEvent,
  email,
  exit,
  flow,
  gives,
  journey,
  nothing,
  on,
  policy,
  send,
  t,
  template,
  thompson,
} from '../../../core/index.ts';
import { renewStates, sumAllFeedback } from '../../../services/decisions/learn.ts';
import { viewPolicy } from '../../../services/decisions/policies.ts';
import { publish } from '../../../services/publishing/publish.ts';
import { answerTask } from '../../../services/tasks/operate.ts';
import { inTransaction } from '../../../store/database/database.ts';
import { readCells, recountCells } from '../../../store/decisions/cells.ts';
import { listDecisions, listPolicyDecisions, voidDecision } from '../../../store/decisions/decisions.ts';
import { findPolicy } from '../../../store/decisions/policies.ts';
import { createTestDatabase, type TestDatabase } from '../../support/database.ts';
import { takeIn } from '../../support/runs.ts';

/** The whole way on PostgreSQL: published, decided in a turn, rewarded by intake, summed, and learned from. */
const Lapsed = defineEvent('Lapsed', {});
const Bought = defineEvent('Bought', { total: t.number });
const offers = policy('offers', {
  candidates: [
    nothing,
    gives('plain', { template: template('plain'), via: [email] }),
    gives('ten', { template: template('ten'), via: [email] }),
  ],
  rank: thompson(),
  reward: { events: [counts(Bought, { value: Bought.total, cap: 100 })], within: '7 days', count: 'all' },
});
const offer = decide('offer', offers);
const winBack = journey(
  'win-back',
  { purpose: 'marketing', entry: on(Lapsed), reentry: 'always' as never },
  flow(offer, send('tell', offer.template, { via: offer.channels })),
);
const content = { email: { subject: 'Hello', html: '<p>Hello</p>' } };

let db: TestDatabase;
beforeEach(async () => {
  db = await createTestDatabase();
  await publish(db.database, 'default', {
    journeys: [winBack],
    policies: [offers],
    templates: ['plain', 'ten'].map((id) => ({ id, content })),
  });
});
afterEach(() => db.destroy());

async function lapse(userId: string = newId()) {
  const traits = { email: `${userId}@example.com` };
  await takeIn(db, { userId, properties: traits }, { userId, name: 'Lapsed' });
  const [run] = await db.look<{ id: string }>(
    `select run.id from journey_runs run join identities i on i.customer_id = run.customer_id where i.value = ? order by run.id desc limit 1`,
    [userId],
  );
  const id = run?.id as string;
  const result = await runTurn(db.database, id, Date.now());
  const [decision] = await listDecisions(db.database, { workspace: 'default', journeyRunId: id });
  if (!decision) throw new Error('nothing was decided');
  return { id, userId, result, decision };
}
const buy = (userId: string, total: number, more: object = {}) =>
  takeIn(db, { userId, name: 'Bought', properties: { total }, ...more });
const cells = async () => readCells(db.database, { workspace: 'default', policyId: 'offers' });
const sumOf = async (name: 'trials' | 'goals' | 'value' | 'squares') =>
  (await cells()).reduce((sum, cell) => sum + cell[name], 0);

it('decides in the turn, records it, and sends what the decision gives', async () => {
  const made = await Promise.all(Array.from({ length: 6 }, () => lapse()));
  for (const { id, result, decision } of made) {
    const { chosen, candidates, by } = decision.record;
    expect(by).toBe('policy');
    expect(candidates.map(({ ppm }) => ppm)).toEqual([333_334, 333_333, 333_333]);
    const [message] = await db.look<{ template_id: string; channel: string }>(
      'select template_id, channel from messages where journey_run_id = ?',
      [id],
    );
    if (chosen === 'nothing') expect([message, result.finished]).toEqual([undefined, true]);
    else expect(message).toEqual({ template_id: chosen, channel: 'email' });
  }
  expect(new Set(made.map(({ decision }) => decision.record.chosen)).size).toBeGreaterThan(1);
});

it('takes a decision once, however often the turn is taken', async () => {
  const { id } = await lapse();
  await Promise.all([runTurn(db.database, id, Date.now()), runTurn(db.database, id, Date.now())]);
  await sumAllFeedback(db.database);
  expect(await sumOf('trials')).toBe(1);
});

it('counts a reward once, in its window, by its own time, and up to its cap', async () => {
  const { userId } = await lapse();
  const messageId = newId();
  await buy(userId, 40, { messageId });
  await buy(userId, 40, { messageId });
  await buy(userId, 500);
  await buy(userId, 10, { timestamp: Date.now() - 3_600_000 });
  await sumAllFeedback(db.database);
  expect([await sumOf('trials'), await sumOf('goals'), await sumOf('value'), await sumOf('squares')]).toEqual([
    1,
    1,
    140,
    140 ** 2,
  ]);
  expect(await recountCells(db.database)).toEqual([]);
});

it('takes trial and rewards back of a decision that is made void, once', async () => {
  const { id, userId, decision } = await lapse();
  await buy(userId, 40);
  const take = () =>
    inTransaction(db.database, (trx) =>
      voidDecision(trx, { journeyRunId: id, visit: decision.visit, reason: 'provider' }),
    );
  await Promise.all([take(), take(), buy(userId, 7)]);
  await buy(userId, 9);
  await sumAllFeedback(db.database);
  expect([await sumOf('trials'), await sumOf('goals'), await sumOf('value'), await sumOf('squares')]).toEqual([
    0, 0, 0, 0,
  ]);
  expect(await recountCells(db.database)).toEqual([]);
});

it('keeps cells equal to the recount with several summers at once', async () => {
  const summing = { isOver: false };
  const summers = [1, 2, 3].map(async () => {
    while (!summing.isOver) await sumAllFeedback(db.database);
  });
  await Promise.all(
    Array.from({ length: 4 }, async (_, worker) => {
      for (let index = 0; index < 6; index += 1) {
        const { id, userId, decision } = await lapse();
        await buy(userId, 10 * worker + index);
        if (index % 2 === 0) await buy(userId, 3.25);
        if (index % 3 === 0)
          await inTransaction(db.database, (trx) =>
            voidDecision(trx, { journeyRunId: id, visit: decision.visit, reason: 'operator' }),
          );
      }
    }),
  );
  summing.isOver = true;
  await Promise.all(summers);
  await sumAllFeedback(db.database);
  expect(await recountCells(db.database)).toEqual([]);
  expect(await sumOf('trials')).toBe(16);
});

it('learns a state from the cells, which the next decision names and explains itself by', async () => {
  for (let index = 0; index < 6; index += 1) {
    const { userId, decision } = await lapse();
    if (decision.record.chosen === 'ten') await buy(userId, 80);
  }
  await sumAllFeedback(db.database);
  const made = await Promise.all([renewStates(db.database), renewStates(db.database)]);
  expect(made.some((count) => count === 1)).toBe(true);
  expect(await findPolicy(db.database, { workspace: 'default', id: 'offers' })).toMatchObject({ stateNumber: 1 });
  const { decision } = await lapse();
  expect(decision.record).toMatchObject({ state: 1, evidence: { decisions: 6 } });
  expect(explainDecision(decision.record).at(-1)).toMatch(/^Policy offers v1, state 1: 6 decisions, \d goals\.$/);
});

it('records what policies in shadow would have chosen, and counts how often they agree', async () => {
  const cautious = { ...offers, id: 'cautious', rank: { by: 'order' } };
  await publish(db.database, 'default', {
    journeys: [],
    templates: [],
    policies: [cautious, { ...offers, shadows: ['cautious'] }],
  });
  const made = [await lapse(), await lapse(), await lapse(), await lapse()];
  for (const { decision } of made)
    expect(decision.record.shadows).toEqual([{ policy: 'cautious', version: 1, chosen: 'nothing', refused: [] }]);
  const policy = await findPolicy(db.database, { workspace: 'default', id: 'offers' });
  if (!policy) throw new Error('the policy is gone');
  const { shadows, uses, cells } = await viewPolicy(db.database, { workspace: 'default', now: Date.now() }, policy);
  expect(uses).toEqual([{ journey: 'win-back', step: 'offer', isApproved: false }]);
  expect(cells).toEqual([]);
  const agreed = made.filter(({ decision }) => decision.record.chosen === 'nothing').length;
  expect(shadows).toEqual([{ policy: 'cautious', chosen: 'nothing', decisions: 4, agreed }]);
  await sumAllFeedback(db.database);
  expect(await sumOf('trials')).toBe(4);
  expect(await readCells(db.database, { workspace: 'default', policyId: 'cautious' })).toEqual([]);
  const counted = (await viewPolicy(db.database, { workspace: 'default', now: Date.now() }, policy)).cells;
  expect(counted.reduce((sum, { trials }) => sum + trials, 0)).toBe(4);
  expect(new Set(counted.map(({ context }) => context))).toEqual(new Set(['']));
  const last = await listPolicyDecisions(db.database, { workspace: 'default', policyId: 'offers', limit: 3 });
  expect(last.map(({ record }) => record.policy)).toEqual(['offers', 'offers', 'offers']);
});

it('refuses a shadow that there is not, and a policy that is its own', async () => {
  const publishing = (shadows: string[]) =>
    publish(db.database, 'default', { journeys: [], templates: [], policies: [{ ...offers, shadows }] });
  await expect(publishing(['cautios'])).rejects.toThrow('There is no policy "cautios"');
  await expect(publishing(['offers'])).rejects.toThrow('no shadow of itself');
});

it('lets a person choose, who sees the proposal; the choice is recorded and not learned from', async () => {
  const asked = decide('offer', offers, { rejected: flow(exit('no', 'rejected')) }, { approve: { group: 'sales' } });
  const approved = journey(
    'win-back',
    { purpose: 'marketing', entry: on(Lapsed), reentry: 'always' as never },
    flow(asked, send('tell', asked.template, { via: asked.channels })),
  );
  await publish(db.database, 'default', {
    journeys: [approved],
    templates: [],
    workspace: { groups: { sales: { title: 'Sales', members: ['sue'] } } },
  });
  const userId = newId();
  await takeIn(db, { userId, properties: { email: 'a@example.com' } }, { userId, name: 'Lapsed' });
  const [run] = await db.look<{ id: string }>('select id from journey_runs');
  const id = run?.id as string;
  await runTurn(db.database, id, Date.now());
  const place = { workspace: 'default', journeyRunId: id };
  expect(await listDecisions(db.database, place)).toEqual([]);
  const [task] = await db.look<{ id: string; instruction: string; choices: string[] }>(
    'select id, instruction, choices from tasks',
  );
  expect(task?.instruction).toContain('Chosen: ');
  expect([...(task?.choices ?? [])].sort()).toEqual(['nothing', 'plain', 'rejected', 'ten']);
  const ofTask = { workspace: 'default', id: task?.id ?? '' };
  expect(await answerTask(db.database, ofTask, { person: 'sue', choice: 'ten' })).toMatchObject({ result: 'done' });
  await runTurn(db.database, id, Date.now());
  const [decision] = await listDecisions(db.database, place);
  expect(decision?.record).toMatchObject({ by: 'person', chosen: 'ten', isTrial: false });
  expect(await db.look('select template_id from messages')).toEqual([{ template_id: 'ten' }]);
  await sumAllFeedback(db.database);
  expect(await sumOf('trials')).toBe(0);
});
