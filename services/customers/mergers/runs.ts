import { mergeConsents } from '../../../core/customer/consent.ts';
import { mostTolerance } from '../../../core/customer/event-time.ts';
import { exitsByConsent } from '../../../core/journey/consent-exit.ts';
import { exitTriggers } from '../../../core/journey/subscriptions.ts';
import { findMergingRuns, type MergingRun, moveRuns, supersedeRuns } from '../../../store/customers/merges.ts';
import type { Transaction } from '../../../store/database/database.ts';
import { findEventsSince } from '../../../store/events/events.ts';
import { type Definitions, versionKey } from '../../../store/journeys/definitions.ts';
import { enqueueRuns, lanes } from '../../../store/outbox/outbox.ts';
import { appendInputs, type NewInput } from '../../../store/runs/run-inputs.ts';
import { reachGoals } from './goals.ts';
import type { Merge, SubjectMerger } from './subject-merger.ts';

/**
 * All runs become those of who stays. Of two open runs of one journey and key the older goes on; the younger leaves the index
 * of open runs and gets an input by which it exits. Exits are evaluated again: an exit event of the one that came since the
 * run of the other began is handed to it, and so is what the one withdrew of which the run of the other is about. So are
 * goals (goals.ts). Nothing enters by a merge.
 */
export const runs: SubjectMerger = {
  subject: 'runs',
  async merge(trx, merge) {
    const { workspace, from, into, at } = merge;
    const open = await findMergingRuns(trx, workspace, [from.id, into.id]);
    const superseded = supersededAmong(open);
    await supersedeRuns(trx, [...superseded.keys()], at);
    const reached = await reachGoals(trx, merge);
    const moved = await moveRuns(trx, from.id, into.id);
    const continuing = open.filter(({ id }) => !superseded.has(id));
    const definitions = await merge.definitionsOf(continuing);
    const inputs: NewInput[] = [
      ...[...superseded].map(([id, by]): NewInput => ({ journeyRunId: id, kind: 'superseded', by })),
      ...reached.flatMap((id): NewInput[] => (superseded.has(id) ? [] : [{ journeyRunId: id, kind: 'goal-reached' }])),
      ...consentExits(merge, continuing, definitions),
      ...(await exitEvents(trx, merge, continuing, definitions)),
    ];
    await appendInputs(trx, at, inputs);
    const woken = new Map(
      inputs.map(({ journeyRunId, kind }) => [journeyRunId, { journeyRunId, label: `merge: ${kind}` }]),
    );
    await enqueueRuns(trx, [...woken.values()], lanes.live);
    return moved;
  },
};

/** The younger of each pair of the same journey and key ▸ the older. Parallel runs go on side by side. */
function supersededAmong(open: readonly MergingRun[]): Map<string, string> {
  const older = new Map<string, string>();
  const superseded = new Map<string, string>();
  const byAge = [...open].sort((a, b) => a.enteredAt - b.enteredAt || (a.id < b.id ? -1 : 1));
  for (const { id, journeyId, key, observation } of byAge.filter(({ isParallel }) => !isParallel)) {
    const name = `${journeyId}\n${key ?? ''}\n${observation ?? ''}`;
    const first = older.get(name);
    if (first === undefined) older.set(name, id);
    else superseded.set(id, first);
  }
  return superseded;
}

function consentExits({ from, into, at }: Merge, open: readonly MergingRun[], definitions: Definitions): NewInput[] {
  const consents = mergeConsents(into.consents, from.consents);
  return open.flatMap((run): NewInput[] => {
    const definition = definitions.get(versionKey(run));
    if (!definition || !exitsByConsent(definition, consents, at)) return [];
    return [{ journeyRunId: run.id, kind: 'consent-withdrawn', consent: definition.topic ?? 'marketing' }];
  });
}

/** Events of the other customer that may end these runs, newest last. Whether one does is for the engine to say. */
async function exitEvents(
  trx: Transaction,
  { from, into }: Merge,
  open: readonly MergingRun[],
  definitions: Definitions,
): Promise<NewInput[]> {
  const asked = open.map((run) => {
    const definition = definitions.get(versionKey(run));
    const names = definition ? [...new Set(exitTriggers(definition).map(({ event }) => event))] : [];
    return { run, names, other: run.customerId === from.id ? into.id : from.id };
  });
  const since = Math.min(...asked.map(({ run }) => run.occurredAt - mostTolerance));
  const found = await findEventsSince(
    trx,
    [from.id, into.id].map((customerId) => ({
      customerId,
      names: [...new Set(asked.filter(({ other }) => other === customerId).flatMap(({ names }) => names))],
      since,
    })),
  );
  return asked.flatMap(({ run, names, other }) =>
    found
      .filter(
        ({ customerId, name, timestamp }) =>
          customerId === other && names.includes(name) && timestamp >= run.occurredAt - mostTolerance,
      )
      .sort((a, b) => a.acceptedAt - b.acceptedAt)
      .slice(-MOST_EVENTS)
      .map(
        ({ id, acceptedAt }): NewInput => ({
          journeyRunId: run.id,
          kind: 'event',
          eventId: id,
          eventAcceptedAt: acceptedAt,
        }),
      ),
  );
}

/** The newest exit events that a run is handed. */
const MOST_EVENTS = 100;
