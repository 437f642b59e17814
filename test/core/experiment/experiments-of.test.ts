import { experimentsOf } from '../../../core/experiment/experiments-of.ts';
import { declaredMetricsSchema } from '../../../core/experiment/metric.ts';
import { defineEvent, flow, journey, on, percent, split, t, wait } from '../../../core/index.ts';
import type { JourneyDefinition } from '../../../core/journey/definition/index.ts';

const SignedUp = defineEvent('Signed Up', {});
const Ordered = defineEvent('Order Completed', { total: t.number });

const asDefinition = (definition: unknown) => definition as JourneyDefinition;
const winBack = asDefinition(
  journey(
    'win-back',
    {
      title: 'Win back',
      purpose: 'marketing',
      entry: on(SignedUp),
      goal: on(Ordered).within('14 days').value(Ordered.total),
      holdout: percent(10),
    },
    flow(split('offer', { plain: 500, ten: 500 }, { plain: flow(wait('rest', '1 day')) })),
  ),
);

const none = { globalControlPerMille: 0, declared: {} };

it('a holdout and a split each make one, measured by the goal of the journey', () => {
  const [holdout, offer, ...others] = experimentsOf([winBack], none);
  expect(others).toEqual([]);
  expect(holdout).toMatchObject({
    id: 'win-back/holdout',
    kind: 'holdout',
    shares: { 'held-out': 100, treated: 900 },
    control: 'held-out',
    plannedSize: 5_000,
  });
  expect(offer).toMatchObject({ id: 'win-back/offer', kind: 'split', journeyId: 'win-back', control: 'plain' });
  expect(offer?.metrics).toEqual([
    {
      id: 'goal',
      role: 'primary',
      source: { kind: 'goal', journey: 'win-back' },
      event: 'Order Completed',
      within: 'P14D',
      measure: 'any',
      better: 'more',
    },
    expect.objectContaining({ id: 'goal-value', role: 'secondary', measure: 'sum' }),
  ]);
});

it('the global control makes one, which has no goal', () => {
  const [global] = experimentsOf([], { globalControlPerMille: 50, declared: {} });
  expect(global).toMatchObject({
    id: 'global-control',
    shares: { 'held-out': 50, treated: 950 },
    control: 'held-out',
    metrics: [],
  });
});

it('declared metrics take the place of the goal, and say which arm is the control', () => {
  const declared = declaredMetricsSchema.parse({
    primary: {
      event: 'Order Completed',
      within: 'P7D',
      measure: 'sum',
      value: { ref: 'event.properties.total' },
      cap: 300,
    },
    guardrails: { leaving: { event: 'Unsubscribed', within: 'P7D', better: 'less', acceptableHarm: 0.002 } },
    plannedSize: 20_000,
    control: 'ten',
  });
  const [, offer] = experimentsOf([winBack], { globalControlPerMille: 0, declared: { 'win-back/offer': declared } });
  expect(offer).toMatchObject({ control: 'ten', plannedSize: 20_000 });
  expect(offer?.metrics).toEqual([
    {
      id: 'primary',
      role: 'primary',
      source: { kind: 'event', property: 'event.properties.total' },
      event: 'Order Completed',
      within: 'P7D',
      measure: 'sum',
      cap: 300,
      better: 'more',
    },
    {
      id: 'guardrail-leaving',
      role: 'guardrail',
      source: { kind: 'event' },
      event: 'Unsubscribed',
      within: 'P7D',
      measure: 'any',
      better: 'less',
      acceptableHarm: 0.002,
    },
  ]);
});

it.each([
  [{ event: 'A', within: 'P7D', measure: 'sum' }, 'value'],
  [{ event: 'A', within: 'P7D', value: { ref: 'event.properties.total' } }, 'value'],
  [{ event: 'A', within: 'P7D', measure: 'sum', value: { ref: 'customer.traits.total' } }, 'value'],
  [
    {
      event: 'A',
      within: 'P7D',
      where: { combinator: 'and', rules: [{ field: 'customer.traits.plan', operator: '=', value: 'pro' }] },
    },
    'where',
  ],
])('a metric that looks at what may have changed, or sums nothing, is refused: %j', (primary, at) => {
  const read = declaredMetricsSchema.safeParse({ primary });
  expect(read.error?.issues.map(({ path }) => path.at(-1))).toContain(at);
});
