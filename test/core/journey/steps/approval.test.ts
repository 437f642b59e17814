import {
  decide,
  defineEvent,
  defineTraits,
  email,
  exit,
  flow,
  gives,
  inOrder,
  journey,
  nothing,
  on,
  policy,
  send,
  t,
  template,
} from '../../../../core/index.ts';
import { printJourney } from '../../../../core/journey/draw/typescript/index.ts';
import { story } from '../../../../simulation/index.ts';

const Lapsed = defineEvent('Lapsed', { worth: t.number });
const customer = defineTraits({ vip: t.optional(t.boolean) });

const offers = policy('offer', {
  purpose: 'transactional',
  fallback: 'plain',
  candidates: [
    gives('big', { title: 'half price', template: template('big'), via: [email], cost: 30 }),
    gives('plain', { template: template('plain'), via: [email], cost: 1 }),
    nothing,
  ],
  rank: inOrder,
});

type Approve = NonNullable<Parameters<typeof decide>[3]>['approve'];
const asking = (approve: Approve) => {
  const offer = decide('offer', offers, { rejected: flow(exit('no', 'rejected')) }, { approve });
  return journey(
    'win-back',
    { purpose: 'transactional', entry: on(Lapsed), reentry: 'always', exit: {} },
    flow(offer, send('tell', offer.template, { via: offer.channels })),
  );
};

async function begin(approve: Approve, traits: object = {}) {
  const s = await story(asking(approve), { start: '2026-03-02T10:00', policies: [offers] });
  const ada = s.customer({ email: 'ada@example.com', ...traits });
  await ada.does(Lapsed({ worth: 10 }));
  return { s, ada, sent: () => ada.received().map(({ template: id }) => id) };
}

it('asks a person, who sees the proposal and why, and does what they choose', async () => {
  const { ada, sent } = await begin({ group: 'sales', instruction: 'Mind the margin.' });
  expect(sent()).toEqual([]);
  const [task] = ada.runs()[0]?.tasks ?? [];
  expect(task).toMatchObject({ step: 'offer', group: 'sales', state: 'open' });
  expect(task?.instruction).toContain('Mind the margin.');
  expect(task?.instruction).toContain('Chosen: half price');
  await ada.task('offer').answers('plain', { by: 'sue' });
  expect(sent()).toEqual(['plain']);
});

it('goes by "rejected" where the person takes none', async () => {
  const { ada, sent } = await begin({ person: 'sue' });
  await ada.task('offer').answers('rejected', { by: 'sue' });
  expect(sent()).toEqual([]);
  expect(ada.runs()).toMatchObject([{ status: 'ended', endReason: 'rejected' }]);
});

it.each([
  ['take', ['big']],
  ['fallback', ['plain']],
  ['nothing', []],
] as const)('does "%s" where nobody answers in time', async (ifLate, expected) => {
  const { s, sent, ada } = await begin({ group: 'sales', due: '2 hours', ifLate });
  await s.skip('1 hour 59 minutes');
  expect(sent()).toEqual([]);
  await s.skip('1 minute');
  expect(sent()).toEqual(expected);
  expect(ada.runs()[0]?.tasks).toMatchObject([{ state: 'overdue' }]);
});

it('asks only where a reason applies: a condition, a cost, a small chance', async () => {
  expect((await begin({ group: 'sales', costAbove: 40 })).sent()).toEqual(['big']);
  expect((await begin({ group: 'sales', costAbove: 20 })).sent()).toEqual([]);
  expect((await begin({ group: 'sales', chanceBelow: 0.9 })).sent()).toEqual(['big']);
  expect((await begin({ group: 'sales', when: customer.vip.is(true) })).sent()).toEqual(['big']);
  expect((await begin({ group: 'sales', when: customer.vip.is(true) }, { vip: true })).sent()).toEqual([]);
});

it('is printed as the journey file that reads back the same', () => {
  const definition = asking({ group: 'sales', costAbove: 20, due: '2 hours', ifLate: 'fallback' });
  expect(printJourney(definition)).toContain(
    "approve: { group: 'sales', costAbove: 20, due: '2 hours', ifLate: 'fallback' }",
  );
});

it('refuses an approval by nobody', () => {
  expect(() => asking({ costAbove: 20 })).toThrow('Nobody is asked');
});
