import { setTimeout as pause } from 'node:timers/promises';
import type { Mail } from '../support/mails.ts';
import { planCustomer, type Sent, sendAll } from './load.ts';
import { type Acts, startPeople } from './people.ts';
import type { Deadline } from './request.ts';
import type { Look, Targets } from './targets.ts';

/** What was accepted, done and received, by the answers of the API and by the receivers: the one side of the reconciliation. */
export interface Played extends Sent, Acts {
  readonly mails: readonly Mail[];
  readonly hooks: ReadonlyMap<string, { readonly times: number; readonly body: unknown }>;
}

export interface PlayOptions {
  readonly customers: number;
  /** How long customers keep coming. */
  readonly spreadMs: number;
  /** How long after the beginning a call may remain unanswered. */
  readonly giveUpAfterMs: number;
  readonly chance: (name: string) => number;
}

/** Lets the customers come, and people react to what they get. */
export function startPlay(targets: Targets, { customers, spreadMs, giveUpAfterMs, chance }: PlayOptions) {
  const plan = Array.from({ length: customers }, (_, number) => planCustomer(number, spreadMs, chance)).flat();
  const deadline: Deadline = { at: Date.now() + giveUpAfterMs };
  const peoplesDeadline: Deadline = { at: Number.POSITIVE_INFINITY }; // they end when nothing moves any more
  const people = startPeople(targets, chance, peoplesDeadline);
  const sent = sendAll(plan, targets, deadline);
  sent.catch(() => {}); // reported to the caller, who may not wait for it yet
  return {
    /** All calls of the plan are accepted. */
    sent,
    /** Waits until every run has ended and every report is decided. */
    async finish(say: (line: string) => void): Promise<Played> {
      const calls = await sent;
      await rest(targets.look, say);
      const acts = await people.finish();
      await rest(targets.look, say);
      return { ...calls, ...acts, mails: await targets.mails(), hooks: targets.sink.effects() };
    },
    /** Ends what is still asked, if the test fails. */
    stop() {
      deadline.at = 0;
      peoplesDeadline.at = 0;
    },
  };
}

/** Until every run has ended and no report is due, or nothing has moved for a minute and a half. */
async function rest(look: Look, say: (line: string) => void): Promise<void> {
  let before = '';
  let since = Date.now();
  for (;;) {
    const [state] = await look<{ open: number; due: number; consumed: number }>(
      `select count(*) filter (where ended_at is null) as open, sum(consumed) as consumed,
              (select count(*) from message_feedback where due_at is not null) as due from journey_runs`,
    ).catch(() => []);
    if (state && state.open + state.due === 0) return;
    const now = JSON.stringify(state);
    if (now !== before) [before, since] = [now, Date.now()];
    if (Date.now() - since > 90_000) return say(`nothing moves any more: ${now}`);
    await pause(250);
  }
}
