import {
  branch,
  count,
  defineEvent,
  email,
  entryOf,
  exit,
  flow,
  journey,
  MessageSent,
  on,
  send,
  startJourney,
  t,
  template,
  wait,
  waitFor,
  when,
} from '../../core/index.ts';
import { story } from '../../simulation/index.ts';

const Asked = defineEvent('Asked', { what: t.text });
const asking = (id: string, options: object = {}) =>
  journey(
    id,
    { purpose: 'transactional', entry: on(Asked), reentry: 'always', exit: {}, ...options },
    flow(wait('patience', '10 days'), send('answer', template('answer'), { via: [email] })),
  );
const start = '2026-03-02T10:00';
const begin = (definition: ReturnType<typeof asking>) => story(definition, { start, zone: 'Europe/Berlin' });

it('ends a run that is older than its journey lets it be, in whatever it waits for', async () => {
  const s = await begin(asking('brief', { lifetime: '3 days' }));
  const ada = s.customer({ email: 'ada@example.com' });
  await ada.does(Asked({ what: 'a' }));
  await s.skip('2 days 23 hours');
  expect(ada.runs()).toMatchObject([{ status: 'open' }]);
  await s.skip('1 hour');
  expect(ada.runs()).toMatchObject([{ status: 'ended', endReason: 'lifetime' }]);
  await s.skip('10 days');
  expect(ada.received()).toEqual([]);
});

it('lets nobody in before the start date and after the end date, and those inside go on', async () => {
  const s = await begin(asking('season', { startDate: '2026-03-03', endDate: '2026-03-04' }));
  const [early, inTime, late] = [
    s.customer({ email: 'a@a.example' }),
    s.customer({ email: 'b@b.example' }),
    s.customer(),
  ];
  await early.does(Asked({ what: 'a' }));
  await s.skip('1 day');
  await inTime.does(Asked({ what: 'b' }));
  await s.skip('2 days');
  await late.does(Asked({ what: 'c' }));
  await s.skip('10 days');
  expect([early.runs().length, inTime.runs().length, late.runs().length]).toEqual([0, 1, 0]);
  expect(inTime.received()).toHaveLength(1);
});

it('begins again where a journey restarts, and leaves alone what is under way where it does not', async () => {
  const restarting = await begin(asking('again', { whileOpen: 'restart' }));
  const ada = restarting.customer({ email: 'ada@example.com' });
  await ada.does(Asked({ what: 'first' }));
  await restarting.skip('9 days');
  await ada.does(Asked({ what: 'second' }));
  expect(ada.runs()).toMatchObject([{ status: 'ended', endReason: 'restarted' }, { status: 'open' }]);
  await restarting.skip('9 days');
  expect(ada.received()).toEqual([]);
  await restarting.skip('1 day');
  expect(ada.received()).toHaveLength(1);

  const ignoring = await begin(asking('once'));
  const ben = ignoring.customer({ email: 'ben@example.com' });
  await ben.does(Asked({ what: 'first' }));
  await ben.does(Asked({ what: 'second' }));
  expect(ben.runs()).toHaveLength(1);
});

it('waits again, and speaks of the newest entry, where a new one refreshes the run', async () => {
  const definition = journey(
    'cart',
    { purpose: 'transactional', entry: on(Asked), exit: {}, whileOpen: 'refresh' },
    flow(
      wait('settle', '1 hour', { restartOn: 'refresh' }),
      send('answer', template('answer'), { via: [email], onlyIf: entryOf(Asked).what.is('second') }),
      wait('patience', '1 hour'),
    ),
  );
  const s = await begin(definition);
  const ada = s.customer({ email: 'ada@example.com' });
  await ada.does(Asked({ what: 'first' }));
  await s.skip('50 minutes');
  await ada.does(Asked({ what: 'second' }));
  await s.skip('50 minutes');
  expect(ada.received()).toEqual([]);
  await s.skip('10 minutes');
  expect(ada.received()).toMatchObject([{ step: 'answer', at: '2026-03-02T10:50:00.000Z' }]);
  await s.skip('30 minutes');
  await ada.does(Asked({ what: 'third' })); // this wait does not say so
  await s.skip('30 minutes');
  expect(ada.runs()).toMatchObject([{ status: 'ended', endReason: 'completed' }]);
});

it('has accepted messages in the history that conditions look at, and as events that runs wait for', async () => {
  const definition = journey(
    'mindful',
    { purpose: 'transactional', entry: on(Asked), exit: {} },
    flow(
      send('first', template('answer'), { via: [email] }),
      waitFor('heard', { sent: on(MessageSent), timeout: '1 day' }, { timeout: flow(exit('deaf', 'not-heard')) }),
      wait('a-day', '1 day'),
      send('second', template('answer'), { via: [email], onlyIf: count(MessageSent).within('2 days').none() }),
      send('third', template('answer'), { via: [email], onlyIf: count(MessageSent).within('2 days').atLeast(1) }),
    ),
  );
  const s = await begin(definition);
  const ada = s.customer({ email: 'ada@example.com' });
  await ada.does(Asked({ what: 'a' }));
  await s.skip('2 days');
  expect(ada.received().map(({ step }) => step)).toEqual(['first', 'third']);
  expect(ada.runs()).toMatchObject([{ endReason: 'completed' }]);
});

it('opens runs side by side where the journey is parallel', async () => {
  const s = await begin(asking('beside', { whileOpen: 'parallel' }));
  const ada = s.customer({ email: 'ada@example.com' });
  await ada.does(Asked({ what: 'first' }));
  await s.skip('1 day');
  await ada.does(Asked({ what: 'second' }));
  expect(ada.runs()).toMatchObject([{ status: 'open' }, { status: 'open' }]);
  await s.skip('9 days');
  expect(ada.runs()).toMatchObject([{ status: 'ended' }, { status: 'open' }]);
  await s.skip('1 day');
  expect(ada.received()).toHaveLength(2);
});

describe('a step that waits for the journey it starts', () => {
  const handing = (waiting: true | { timeout: string }) =>
    journey(
      'handing',
      { purpose: 'transactional', entry: on(Asked), exit: {} },
      flow(
        startJourney('hand-over', 'second', {
          wait: waiting,
          ...(waiting !== true && { timeout: flow(exit('late', 'too-late')) }),
        }),
        exit('done', 'handed-over'),
      ),
    );

  it('goes on when that one ends', async () => {
    const s = await begin(handing(true));
    const ada = s.customer();
    await ada.does(Asked({ what: 'help' }));
    await s.skip('100 days');
    expect(ada.runs()).toMatchObject([{ status: 'open', standsOn: 'hand-over' }]);
    await ada.startedEnds('hand-over', { reason: 'bought' });
    expect(ada.runs()).toMatchObject([{ status: 'ended', endReason: 'handed-over' }]);
    await expect(ada.startedEnds('hand-over')).rejects.toThrow('No open run');
  });

  it('knows why that one ended', async () => {
    const handOver = startJourney('hand-over', 'second', { wait: true });
    const steps = flow(
      handOver,
      branch('why', [when(handOver.reason.is('bought'), flow(exit('won', 'won')))]),
      exit('over', 'not-won'),
    );
    const s = await begin(journey('handing', { purpose: 'transactional', entry: on(Asked) }, steps));
    for (const [reason, ended] of [
      ['bought', 'won'],
      ['lost', 'not-won'],
    ] as const) {
      const customer = s.customer();
      await customer.does(Asked({ what: 'help' }));
      await customer.startedEnds('hand-over', { reason });
      expect(customer.runs()).toMatchObject([{ status: 'ended', endReason: ended }]);
    }
  });

  it('leaves by its timeout where that one takes longer', async () => {
    const s = await begin(handing({ timeout: '3 days' }));
    const ada = s.customer();
    await ada.does(Asked({ what: 'help' }));
    await s.skip('2 days 23 hours');
    expect(ada.runs()).toMatchObject([{ status: 'open' }]);
    await s.skip('1 hour');
    expect(ada.runs()).toMatchObject([{ status: 'ended', endReason: 'too-late' }]);
  });
});
