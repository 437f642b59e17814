import { setTimeout as pause } from 'node:timers/promises';
import type { WorkflowHandle } from '@temporalio/client';
import { retryRun } from '../../api/operations/runs/retry-run.ts';
import { callOperation } from '../../cli/api-client.ts';
import {
  defineEvent,
  email,
  type Flow,
  flow,
  join,
  journey,
  on,
  parallel,
  send,
  template,
  wait,
  waitFor,
} from '../../core/index.ts';
import type { JourneyDefinition } from '../../core/journey/definition/index.ts';
import type { MailboxOptions } from '../../devstack/mailbox/mailbox.ts';
import { wakeName } from '../../workflows/contract.ts';
import { whileDatabaseIsAway } from '../support/database-outage.ts';
import { eventually, type Role, type System } from '../support/system.ts';

/**
 * What golden histories are made of: one customer, one journey each, played on the whole system. Between them they make
 * the loop do all it can; `holds` names the events by which a recording shows that it did.
 */
export interface Scenario {
  readonly id: string;
  readonly definition: JourneyDefinition;
  /** Attributes of history events that must be there, over all links of the run; "attributes.member" asks for a member. */
  readonly holds: readonly string[];
  /** Left open: a run that waits is what meets a new release most often. */
  readonly staysOpen?: true;
  /** It takes away what the others need, so it is played by itself. */
  readonly alone?: true;
  /** From the entry on; the first turn has been taken. */
  play?(stage: Stage): Promise<void>;
  /** The customer's traits; an address unless said otherwise. */
  readonly traits?: Readonly<Record<string, string>>;
}

export interface Stage {
  readonly system: System;
  readonly handle: WorkflowHandle;
  readonly journeyRunId: string;
  /** The customer does something. */
  happens(event: string): void;
  identifies(traits: Readonly<Record<string, string>>): void;
  /** Until the run's label says so. */
  stands(where: RegExp): Promise<unknown>;
  replaceWorker(between?: () => Promise<void>): Promise<Role>;
}

const Answered = defineEvent('Answered', {});
const Closed = defineEvent('Account Closed', {});
/** The event that enters the scenario's journey, and no other. */
export const entryOf = (id: string) => `Began ${id}`;
const addressOf = (id: string) => `${id}@example.com`;
export const traitsOf = ({ id, traits }: Scenario) => traits ?? { email: addressOf(id), name: 'Ann' };

function played(id: string, steps: Flow): JourneyDefinition {
  const entry = on(defineEvent(entryOf(id), {}));
  return journey(id, { purpose: 'transactional', entry, exit: { closed: on(Closed) } }, steps);
}
const message = (id = 'hello') => send(id, template('hello'), { via: [email] });
const bothMessages = parallel('both', { one: flow(message('one')), two: flow(message('two')) });
const question = (timeout: string) => waitFor('question', { answered: on(Answered), timeout });

const timer = 'timerStartedEventAttributes';
const timerFired = 'timerFiredEventAttributes';
const timerCancelled = 'timerCanceledEventAttributes';
const job = 'activityTaskCompletedEventAttributes';
const jobTriedAgain = 'activityTaskStartedEventAttributes.lastFailure';
const signal = 'workflowExecutionSignaledEventAttributes';
const localActivity = 'markerRecordedEventAttributes';

export const scenarios: readonly Scenario[] = [
  {
    id: 'message',
    definition: played('message', flow(wait('settle', '1 second'), message())),
    holds: [localActivity, timer, timerFired],
  },
  {
    id: 'answer',
    definition: played('answer', flow(question('1 hour'), message(), wait('settle', '1 second'))),
    holds: [timer, timerCancelled, signal],
    async play({ happens }) {
      happens('Answered');
    },
  },
  {
    id: 'no-answer',
    definition: played('no-answer', flow(question('2 seconds'), message())),
    holds: [timer, timerFired],
  },
  {
    id: 'exit-in-a-wait',
    definition: played('exit-in-a-wait', flow(wait('settle', '3 days'), message())),
    holds: [timer, signal],
    async play({ happens }) {
      happens('Account Closed');
    },
  },
  {
    id: 'message-deferred',
    definition: played('message-deferred', flow(message())),
    holds: [localActivity, timer, timerFired],
    traits: { name: 'Ann' },
    async play({ stands, identifies }) {
      await stands(/deferred until/);
      identifies({ email: addressOf('message-deferred') });
    },
  },
  {
    id: 'provider-fails-temporarily',
    definition: played('provider-fails-temporarily', flow(message())),
    holds: [timerFired, job, jobTriedAgain],
  },
  {
    id: 'two-messages', // of one turn: the first is sent inline, the second is a job
    definition: played('two-messages', flow(bothMessages, join('together'))),
    holds: [localActivity, job],
  },
  {
    id: 'send-unanswered', // goes on without its turn, and brings another one when the provider is given up
    definition: played('send-unanswered', flow(message())),
    holds: [localActivity, timer, signal],
  },
  {
    id: 'cancelled-in-temporal',
    definition: played('cancelled-in-temporal', flow(wait('settle', '3 days'), message())),
    holds: ['workflowExecutionCancelRequestedEventAttributes', timer],
    async play({ handle }) {
      await handle.cancel();
    },
  },
  {
    id: 'stuck-and-resumed',
    definition: played('stuck-and-resumed', flow(question('1 hour'), message())),
    holds: ['upsertWorkflowSearchAttributesEventAttributes', signal],
    async play({ system, happens, journeyRunId }) {
      const [sound] = await system.db.look<{ state: { tokens: object[] } }>(
        'select state from journey_runs where id = ?',
        [journeyRunId],
      );
      const setState = (state: unknown) =>
        system.db.look('update journey_runs set state = ? where id = ? returning 1', [
          JSON.stringify(state),
          journeyRunId,
        ]);
      const tokens = sound?.state.tokens.map((token) => ({ ...token, step: 'no-such-step' }));
      await setState({ ...sound?.state, tokens });
      happens('Answered');
      await eventually(
        () =>
          system.db.look<{ stuck: boolean }>('select stuck_at is not null as stuck from journey_runs where id = ?', [
            journeyRunId,
          ]),
        ([run]) => run?.stuck === true,
      );
      await setState(sound?.state);
      await callOperation(system, retryRun, { params: { id: journeyRunId } });
    },
  },
  {
    id: 'standing',
    definition: played('standing', flow(message(), wait('rest', '60 days'), message('late'))),
    holds: [localActivity, timer],
    staysOpen: true,
    async play({ stands }) {
      await stands(/^rest/);
    },
  },
  {
    id: 'new-link',
    definition: played('new-link', flow(question('1 hour'), message())),
    holds: ['workflowExecutionContinuedAsNewEventAttributes', signal],
    async play({ handle, happens }) {
      const linkOf = async () => (await handle.describe()).runId;
      const first = await linkOf();
      while ((await linkOf()) === first) {
        await handle.signal(wakeName, 'look again');
        await pause(50);
      }
      happens('Answered');
    },
  },
  {
    id: 'database-away',
    definition: played('database-away', flow(question('1 hour'), message())),
    holds: [localActivity, timerFired, signal],
    alone: true,
    async play({ system, handle, happens }) {
      await whileDatabaseIsAway(system.db.url, async () => {
        await handle.signal(wakeName, 'look again');
        // Beyond the threshold of three seconds, the pause between two tries is a timer of the server.
        await eventually(
          async () => (await handle.fetchHistory()).events?.filter((event) => event.timerStartedEventAttributes) ?? [],
          (timers) => timers.length === 2,
        );
      });
      happens('Answered');
    },
  },
  {
    id: 'worker-killed',
    definition: played('worker-killed', flow(bothMessages, join('together'), question('1 hour'), message('late'))),
    holds: [jobTriedAgain, signal, job],
    alone: true,
    async play({ system, happens, stands, replaceWorker }) {
      await eventually(
        () =>
          system.db.look<{ state: string }>(`select state from messages where state = 'sending' and step_id = 'two'`),
        (sending) => sending.length === 1,
      );
      await replaceWorker(); // with a job under way: the next one finds the claim when its lease is over
      await stands(/^question/);
      await replaceWorker(async () => {
        happens('Answered');
        await pause(3_000); // the parked run's own worker is given up
      });
    },
  },
];

/** The mail server of the scenarios: one customer's mails are refused at first, those of others are long in coming. */
export function mailServer(): NonNullable<MailboxOptions['onMail']> {
  const seen = new Map<string, number>();
  return async ({ to: [address = ''] }) => {
    const time = (seen.get(address) ?? 0) + 1;
    seen.set(address, time);
    if (address === addressOf('provider-fails-temporarily') && time <= 3)
      return { reject: { code: 451, message: 'come again later' } };
    if (address === addressOf('worker-killed') && time === 2) return { delayMs: 60_000 };
    if (address === addressOf('send-unanswered')) return { delayMs: 60_000 };
    return undefined;
  };
}
