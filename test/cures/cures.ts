/**
 * For each moment that breaks naive designs: the cure in the code, and the test that shows it. `npm run test:cures` takes
 * each cure out, in a copy of the project, and the test must then fail. An `edit` names a piece of source that stands
 * there once, and what stands there without the cure.
 */
export interface Cure {
  readonly against: string;
  readonly edits: readonly { readonly file: string; readonly with: string; readonly without: string }[];
  readonly test: { readonly file: string; readonly title: string };
}

export const cures: readonly Cure[] = [
  {
    against: 'a turn taken twice at once',
    edits: [
      { file: 'src/store/customers.ts', with: '     order by id for no key update`', without: '     order by id`' },
      {
        file: 'src/store/runs.ts',
        with: 'from journey_runs where id = ? for no key update`',
        without: 'from journey_runs where id = ?`',
      },
    ],
    test: { file: 'test/activities/advance.test.ts', title: 'one turn at a time' },
  },
  {
    against: "an SDK's retry",
    edits: [
      {
        file: 'src/store/events.ts',
        with: 'return new Set(fresh.map(({ id }) => id));',
        without: 'void fresh; return new Set(messageIds);',
      },
    ],
    test: { file: 'test/intake/accept.test.ts', title: "SDK's retry over the end of a month" },
  },
  {
    against: 'two batches that give one anonymous customer two userIds',
    edits: [{ file: 'src/intake/resolve.ts', with: '{ lock: true }', without: '{ lock: false }' }],
    test: { file: 'test/intake/accept.test.ts', title: 'keep two batches from giving' },
  },
  {
    against: 'two batches that bring the same new people in opposite order',
    edits: [
      {
        file: 'src/store/customers.ts',
        with: '     order by kind, value\n     on conflict',
        without: '     on conflict',
      },
      { file: 'src/store/events.ts', with: ' as id order by id\n', without: ' as id\n' },
      {
        file: 'src/store/database.ts',
        with: "const COLLISIONS = new Set(['40P01', '40001']);",
        without: 'const COLLISIONS = new Set<string>();',
      }, // it would be tried again
    ],
    test: { file: 'test/intake/accept.test.ts', title: 'are taken in one order' },
  },
  {
    against: 'one poison item in a collected batch',
    edits: [
      {
        file: 'src/intake/accept.ts',
        with: "if (!(error instanceof PermanentFailure) || error.code !== 'data-refused') throw error;",
        without: 'if (error) throw error;',
      },
    ],
    test: { file: 'test/intake/accept.test.ts', title: 'harms only itself' },
  },
  {
    against: 'a publish through one API process, the event through another',
    edits: [
      {
        file: 'src/intake/catalog.ts',
        with: 'if (known && known.number === number) return known;',
        without: 'if (known) return known;',
      },
    ],
    test: { file: 'test/intake/accept.test.ts', title: 'holds a publish through one process' },
  },
  {
    against: 'an entry that arrives after the exit that happened later',
    edits: [
      { file: 'src/journey/entry.ts', with: "if (contradicted) return 'contradicted';", without: 'void contradicted;' },
    ],
    test: { file: 'test/intake/accept.test.ts', title: 'when an exit that happened later' },
  },
  {
    against: 'a message claimed by many attempts at once',
    edits: [
      { file: 'src/delivery/guard.ts', with: 'if (earlier.leasedFor > 0)', without: 'if (earlier.leasedFor > 9e15)' },
    ],
    test: { file: 'test/delivery/deliver.test.ts', title: 'claimed by one of many' },
  },
  {
    against: 'a claim whose lease ends while its owner still lives',
    edits: [
      {
        file: 'src/store/messages.ts',
        with: "visit = ? and attempt_token = ? and state = 'claimed'",
        without: "visit = ? and coalesce(attempt_token, ?) is not null and state <> ''",
      },
      { file: 'src/store/messages.ts', with: 'and leased_until >', without: 'or leased_until >' },
    ],
    test: { file: 'test/delivery/deliver.test.ts', title: 'whose lease ended while its owner still lived' },
  },
  {
    against: 'an exit committed just before a claim',
    edits: [
      { file: 'src/delivery/guard.ts', with: "if (run.hasUnconsumedInputs) return { verdict: 'yield' };", without: '' },
    ],
    test: { file: 'test/delivery/deliver.test.ts', title: 'before the claim wins' },
  },
  {
    against: 'an exit committed just after a claim',
    edits: [
      {
        file: 'src/activities/advance.ts',
        with: 'run.state.jobs.length === 0 ? new Set() : await findBegunJobs(trx, run.id)',
        without: 'new Set(), ...(await findBegunJobs(trx, run.id)) && {}',
      },
    ],
    test: { file: 'test/delivery/deliver.test.ts', title: 'after the claim lets the message settle' },
  },
  {
    against: 'SIGKILL between "sending" and the outcome, on SMTP',
    edits: [
      {
        file: 'src/delivery/guard.ts',
        with: "if (earlier.state === 'sending' && !receiverHonoursKey)",
        without: 'if (earlier.state === receiverHonoursKey as never)',
      },
    ],
    test: { file: 'test/delivery/deliver.test.ts', title: 'an attempt that dies' },
  },
  {
    against: 'a mail server that drops the connection after the content',
    edits: [{ file: 'src/channels/smtp.ts', with: 'contentBegan.has(messageId)', without: 'false' }],
    test: { file: 'test/channels/smtp.test.ts', title: 'at the content is unknown' },
  },
  {
    against: 'a doorbell that rings while the one before it is told',
    edits: [{ file: 'src/store/dispatch.ts', with: ' and dispatch.generation = done.generation`', without: '`' }],
    test: { file: 'test/store/dispatch.test.ts', title: 'keeps a ring that comes while' },
  },
  {
    against: 'a dispatcher paused beyond its lease',
    edits: [{ file: 'src/store/dispatch.ts', with: ' and dispatch.generation = done.generation`', without: '`' }],
    test: { file: 'test/store/dispatch.test.ts', title: 'paused beyond its lease' },
  },
  {
    against: 'a ring that waits for a taker at work',
    edits: [
      {
        file: 'src/store/dispatch.ts',
        with: "set generation = nextval('dispatch_generation'), leased_until = '-infinity',",
        without: "set generation = nextval('dispatch_generation'),",
      },
    ],
    test: { file: 'test/store/dispatch.test.ts', title: 'is never waited for' },
  },
  {
    against: 'an answer accepted in time, seen by a turn that comes too late',
    edits: [
      {
        file: 'src/journey/engine.ts',
        with: 'isPast: (moment) => timePasses && moment <= now,',
        without: 'isPast: (moment) => (timePasses || true) && moment <= now,',
      },
    ],
    test: { file: 'test/journey', title: '' },
  },
  {
    against: 'the clocks of the database and of Temporal apart',
    edits: [
      {
        file: 'src/activities/advance.ts',
        with: 'wakeIn: outcome.wakeAt - now',
        without: 'wakeIn: outcome.wakeAt - workflowNow',
      },
    ],
    test: { file: 'test/activities/advance.test.ts', title: 'tells the wake-up as a span' },
  },
  {
    against: 'a run that is stuck, swept and swept again',
    edits: [{ file: 'src/store/overdue.ts', with: ' and stuck_at is null', without: '' }],
    test: { file: 'test/activities/advance.test.ts', title: 'is stuck, visibly' },
  },
];
