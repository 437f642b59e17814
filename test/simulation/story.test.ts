import { defineEvent, email, flow, inApp, journey, on, send, t, template, wait } from '../../core/index.ts';
import { story } from '../../simulation/index.ts';

const Started = defineEvent('Started', { plan: t.text });
const trial = journey(
  'trial',
  { purpose: 'transactional', entry: on(Started), reentry: 'always' },
  flow(wait('rest', '1 day'), send('tips', template('tips'), { via: [email] })),
);

it('begins by the clocks of its zone, and a day is a day there', async () => {
  const s = await story(trial, { start: '2026-03-28T20:10', zone: 'Europe/Berlin' });
  expect(s.now()).toBe('2026-03-28T19:10:00.000Z');
  const ada = s.customer({ email: 'ada@example.com' });
  await ada.does(Started({ plan: 'team' }));
  await s.skip('1 day'); // 23 hours long
  expect(s.now()).toBe('2026-03-29T18:10:00.000Z');
  expect(ada.received().map(({ at }) => at)).toEqual(['2026-03-29T18:10:00.000Z']);
});

it('trims the names of events, as intake does', async () => {
  const Padded = defineEvent(' Started ', { plan: t.text });
  const s = await story(trial, { start: '2026-03-02T08:00Z' });
  const ada = s.customer({ email: 'ada@example.com' });
  await ada.does(Padded({ plan: 'team' }));
  expect(ada.runs()).toHaveLength(1);
});

it('reaches in the product who has signed in, and others by the next channel', async () => {
  const told = journey(
    'told',
    { purpose: 'transactional', entry: on(Started) },
    flow(send('tips', template('tips'), { via: [inApp, email] })),
  );
  const s = await story(told, { start: '2026-03-02T08:00Z' });
  const ada = s.customer({ email: 'ada@example.com' });
  const grace = s.customer({ email: 'grace@example.com' }, { signedIn: false });
  for (const each of [ada, grace]) await each.does(Started({ plan: 'team' }));
  expect([ada, grace].map((each) => each.received().map(({ channel }) => channel))).toEqual([['in-app'], ['email']]);
});

it("keeps a customer's own zone", async () => {
  const s = await story(trial, { start: '2026-03-28T19:10Z', zone: 'Europe/Berlin' });
  const ada = s.customer({ email: 'ada@example.com', timezone: 'UTC' });
  await ada.does(Started({ plan: 'team' }));
  await s.skip('1 day');
  expect(ada.received()).toEqual([]);
  await s.skip('1 hour');
  expect(ada.received()).toHaveLength(1);
});

it('stops at each moment on the way, for all customers in order', async () => {
  const s = await story(trial, { start: '2026-03-02T08:00Z' });
  const people = [s.customer({ email: 'a@example.com' }), s.customer({ email: 'b@example.com' })] as const;
  await people[1].does(Started({ plan: 'team' }));
  await s.skip('1 hour');
  await people[0].does(Started({ plan: 'team' }));
  await s.skip('1 year');
  expect(people.map((each) => each.received()[0]?.at)).toEqual([
    '2026-03-03T09:00:00.000Z',
    '2026-03-03T08:00:00.000Z',
  ]);
});

it('tells two stories apart, and two customers', async () => {
  const [one, other] = [
    await story(trial, { start: '2026-03-02T08:00Z' }),
    await story(trial, { start: '2026-03-02T08:00Z' }),
  ];
  const [ada, grace] = [one.customer(), other.customer()];
  const unmoved = one.customer();
  await ada.does(Started({ plan: 'team' }));
  expect([ada, grace, unmoved].map((each) => each.runs().length)).toEqual([1, 0, 0]);
});

it('shows each run with its visits, messages and end', async () => {
  const s = await story(trial, { start: '2026-03-02T08:00Z' });
  const ada = s.customer({ email: 'ada@example.com' });
  await s.provider(email, 'unknown');
  await ada.does(Started({ plan: 'team' }));
  await s.skip('1 day');
  const rest = {
    step: 'rest',
    arrivedAt: '2026-03-02T08:00:00.000Z',
    leftAt: '2026-03-03T08:00:00.000Z',
    path: 'next',
  };
  const tips = {
    step: 'tips',
    arrivedAt: '2026-03-03T08:00:00.000Z',
    leftAt: '2026-03-03T08:00:00.000Z',
    path: 'next',
  };
  const message = { step: 'tips', template: 'tips', channel: 'email', at: '2026-03-03T08:00:00.000Z' };
  expect(ada.runs()).toEqual([
    {
      status: 'ended',
      endReason: 'completed',
      stands: [],
      key: null,
      standsOn: undefined,
      visits: [rest, tips],
      messages: [{ ...message, result: 'unknown', rule: undefined }],
      tasks: [],
      goal: undefined,
    },
  ]);
  expect(ada.received()).toEqual([]); // it may have arrived; nobody knows
});

it.each([
  [{ start: 'tomorrow' }, /start.*"tomorrow"/],
  [{ start: '2026-03-02T08:00', zone: 'Berlin' }, /zone.*"Berlin"/],
])('says what it can not read in %j', async (options, message) => {
  await expect(story(trial, options)).rejects.toThrow(message);
});

it('refuses what publishing would refuse, and durations and channels that are none', async () => {
  await expect(story({ ...trial, start: 'nowhere' }, { start: '2026-03-02T08:00Z' })).rejects.toThrow(/nowhere/);
  const s = await story(trial, { start: '2026-03-02T08:00Z' });
  await expect(s.skip('a while')).rejects.toThrow(/a while/);
  await expect(s.provider({ channel: 'pigeon' }, 'failed')).rejects.toThrow(/pigeon/);
  await expect(s.customer().does(Started({ plan: 'team' }), { at: 'then' })).rejects.toThrow(/then/);
});

/** Only compiled: each line is checked by the compiler, and one that compiles in spite of its mark is an error. */
async function misuse() {
  const s = await story(trial, { start: '2026-03-02T08:00Z' });
  // @ts-expect-error a property is missing
  await s.customer().does(Started({}));
  // @ts-expect-error a property is of another type
  await s.customer().does(Started({ plan: 7 }));
  // @ts-expect-error the declaration itself is no event
  await s.customer().does(Started);
  // @ts-expect-error a story begins somewhere
  await story(trial, {});
}
void misuse;
