import { jobKinds } from '../../activities/jobs/index.ts';
import type { ExternalJobKind, InlineJobKind } from '../../activities/jobs/job-kind.ts';
import { runTurn } from '../../activities/run-turn.ts';
import type { JourneyDefinition } from '../../core/journey/definition/index.ts';
import { proceed, requestJob, type StepType } from '../../core/journey/step-type.ts';
import { stepTypes } from '../../core/journey/steps/index.ts';
import { updateTraits } from '../../store/customers/customers.ts';
import { inTransaction } from '../../store/database/database.ts';
import { appendInputs } from '../../store/runs/run-inputs.ts';
import { createTestDatabase, type TestDatabase } from '../support/database.ts';
import { register } from '../support/registries.ts';
import { insertTestRun, takeIn } from '../support/runs.ts';

/** Two kinds of job that only these tests have, and the steps that request them. */
const noting: InlineJobKind = {
  kind: 'noting',
  mode: 'inline',
  observe: async () => ({ result: 'done' }),
  async perform({ trx, customer }, { step }) {
    noted.push(`${step}: ${JSON.stringify(customer.traits.noted ?? null)}`);
    await updateTraits(trx, [{ ...customer, traits: { ...customer.traits, noted: step } }]);
    return { result: 'done' };
  },
};
const asking: ExternalJobKind = {
  kind: 'asking',
  mode: 'external',
  observe: 'waits',
  open: async (_context, { visit }) => void asked.push(`open ${visit}`),
  withdraw: async (_context, { visit }) => void asked.push(`withdraw ${visit}`),
};
const stepOf = (type: string, job: string, paths: readonly string[], due?: string): StepType<never> => ({
  ...(stepTypes.get('wait') as StepType<never>),
  type,
  schema: stepTypes.get('exit')?.schema as never,
  paths: () => ({ required: paths, optional: [] }),
  describe: () => `doing ${job}`,
  check: () => [],
  evaluate(_step, token, turn) {
    if (token.outcome) return proceed(token.outcome.answer ?? 'next');
    const until = due === undefined ? undefined : turn.after(token.arrivedAt, due);
    return until !== undefined && turn.isPast(until) ? proceed('overdue') : requestJob(job, until);
  },
});

let db: TestDatabase;
let noted: string[];
let asked: string[];
let unregister: (() => void)[];
beforeEach(async () => {
  noted = [];
  asked = [];
  unregister = [
    register(jobKinds, 'noting', noting),
    register(jobKinds, 'asking', asking),
    register(stepTypes, 'note', { ...stepOf('note', 'noting', ['next']), schema: anyStep } as never),
    register(stepTypes, 'ask', { ...stepOf('ask', 'asking', ['yes', 'overdue'], 'PT1H'), schema: anyStep } as never),
  ];
  db = await createTestDatabase();
});
afterEach(async () => {
  for (const back of unregister) back();
  await db.destroy();
});

/** Takes any step: what these types mean is checked nowhere. */
const anyStep = { safeParse: (data: unknown) => ({ success: true, data }) };

const definition = (steps: JourneyDefinition['steps']): JourneyDefinition => ({
  id: 'modes',
  purpose: 'transactional',
  entry: [{ on: 'event', event: 'Signed Up' }],
  exit: [{ reason: 'closed', on: 'event', event: 'Account Closed' }],
  start: Object.keys(steps)[0] as string,
  steps,
});
const ask = { type: 'ask', paths: { yes: 'last', overdue: null } };
const last = { type: 'wait', for: 'PT1H', paths: { next: null } };
const state = async () =>
  (
    await db.look<{ state: { tokens: { step: string }[]; jobs: { kind: string }[] }; reason: string | null }>(
      'select state, end_reason as reason from journey_runs',
    )
  )[0];
const answer = (journeyRunId: string, visit: number) =>
  inTransaction(db.database, (trx) =>
    appendInputs(trx, Date.now(), [
      { journeyRunId, kind: 'job-settled', visit, outcome: { result: 'done', answer: 'yes' } },
    ]),
  );

it('an inline job is done in the turn that requests it, one after the other, each with what the one before changed', async () => {
  const note = (next: string) => ({ type: 'note', paths: { next } });
  const run = await insertTestRun(db, {
    definition: definition({ first: note('second'), second: note('last'), last }) as never,
    traits: {},
  });
  expect(await runTurn(db.database, run.id, Date.now())).toMatchObject({ openJobs: [], label: /^last: waiting/ });
  expect(noted).toEqual(['first: null', 'second: "first"']);
  expect(await state()).toMatchObject({ state: { tokens: [{ step: 'last' }], jobs: [] } });
  expect(await db.look('select kind from run_inputs order by seq')).toEqual([
    { kind: 'entry' },
    { kind: 'job-settled' },
    { kind: 'job-settled' },
  ]);
  expect(await db.look('select consumed = last_seq as "all" from journey_runs')).toEqual([{ all: true }]);
});

it('what an inline job appends is taken in the same turn: an exit that it brings about keeps the next from being done', async () => {
  unregister.push(
    register(jobKinds, 'leaving', {
      kind: 'leaving',
      mode: 'inline',
      observe: async () => ({ result: 'done' }),
      async perform({ trx, run, now }) {
        await appendInputs(trx, now, [{ journeyRunId: run.id, kind: 'operator-exit', reason: 'enough' }]);
        return { result: 'done' };
      },
    } satisfies InlineJobKind),
    register(stepTypes, 'leave', { ...stepOf('leave', 'leaving', ['next']), schema: anyStep } as never),
  );
  const run = await insertTestRun(db, {
    definition: definition({
      first: { type: 'leave', paths: { next: 'second' } },
      second: { type: 'note', paths: { next: null } },
    }) as never,
  });
  expect(await runTurn(db.database, run.id, Date.now())).toMatchObject({ finished: true });
  expect(noted).toEqual([]);
  expect(await state()).toMatchObject({ reason: 'enough' });
});

it('an external job starts no activity, and is opened once however often the run takes turns', async () => {
  const run = await insertTestRun(db, { definition: definition({ ask, last }) as never });
  const now = Date.now();
  for (let turns = 0; turns < 3; turns += 1)
    expect(await runTurn(db.database, run.id, now)).toMatchObject({
      openJobs: [],
      finished: false,
      wakeAt: expect.any(Number),
    });
  expect(asked).toEqual(['open 1']);
  await answer(run.id, 1);
  await answer(run.id, 1); // a second answer comes late and changes nothing
  await runTurn(db.database, run.id, now);
  expect(await state()).toMatchObject({ state: { tokens: [{ step: 'last' }], jobs: [] } });
  expect(asked).toEqual(['open 1']);
});

it('an external job is withdrawn by an exit, and by the step itself when its time is up', async () => {
  const exited = await insertTestRun(db, { definition: definition({ ask, last }) as never });
  await runTurn(db.database, exited.id, Date.now());
  await takeIn(db, { userId: exited.userId, name: 'Account Closed' });
  expect(await runTurn(db.database, exited.id, Date.now())).toMatchObject({ finished: true });
  expect(asked).toEqual(['open 1', 'withdraw 1']);

  const overdue = await insertTestRun(db, { definition: definition({ ask, last }) as never });
  const { wakeAt } = await runTurn(db.database, overdue.id, Date.now());
  expect(await runTurn(db.database, overdue.id, wakeAt as number)).toMatchObject({ finished: true });
  expect(asked).toEqual(['open 1', 'withdraw 1', 'open 1', 'withdraw 1']);
});
