import { aliveChance, type Bgnbd, type BgnbdFit, expectedPurchases, fittingBgnbd } from './bgnbd.ts';
import { expectedOrder, fittingGammaGamma, type GammaGammaFit } from './gamma-gamma.ts';
import type { Steps } from './steps.ts';

/** A customer's purchases: days with several count once. Days are whole numbers, from 1970-01-01 on. */
export interface PurchaseHistory {
  /** Days with a purchase. */
  readonly days: number;
  readonly firstDay: number;
  readonly lastDay: number;
  readonly money: number;
  /** Of the days after the first. */
  readonly repeatMoney: number;
}

/** What is expected of a customer, and how they stand among the others. */
export interface CustomerValue {
  /** The chance to buy ever again. One who bought once is alive by construction: `buys90` tells more of them. */
  readonly alive?: number | undefined;
  readonly buys90?: number | undefined;
  readonly order?: number | undefined;
  readonly clv365?: number | undefined;
  /** Three digits from 1 to 5: recency, frequency, money; 5 is best. */
  readonly rfm: string;
  readonly stage: BuyerStage;
  readonly purchases: number;
  readonly spent: number;
}

export const buyerStages = ['new', 'one-time', 'active', 'at-risk', 'lapsed'] as const;
export type BuyerStage = (typeof buyerStages)[number];

/** What one who bought twice and more is called by the chance to buy again, and for how long one who bought once is new. */
const surelyActive = 0.7;
const hardlyActive = 0.3;
const daysNew = 91;

export interface ValueModel {
  readonly v: 1;
  /** The day that it was fitted on. */
  readonly day: number;
  readonly customers: number;
  /** Missing: too few bought again. */
  readonly purchases: BgnbdFit | null;
  readonly money: GammaGammaFit | null;
  /** Mean money of a day with a purchase. */
  readonly meanOrder: number;
  /** The ends of the four lower fifths. */
  readonly fifths: { readonly recency: Ends; readonly frequency: Ends; readonly money: Ends };
  readonly margin: number;
  readonly holdout: Holdout | null;
}

type Ends = readonly number[];

/** How many customers must have bought again before a model is made of them. */
export const leastRepeatBuyers = 30;

/** A year's discount: money of later months counts less. */
const discountOfYear = 0.12;
const weeksOfMonth = 365 / 12 / 7;

const weeks = (days: number) => days / 7;

export const purchasesOf = ({ days, firstDay, lastDay }: PurchaseHistory, today: number) => ({
  repeats: days - 1,
  lastAt: weeks(lastDay - firstDay),
  age: weeks(Math.max(today, lastDay) - firstDay),
});

export interface ValueExperience {
  readonly today: number;
  readonly customers: readonly PurchaseHistory[];
  readonly margin: number;
  readonly past?: PastCustomers | undefined;
}

export function* fittingValueModel({ today, customers, margin, past }: ValueExperience): Steps<ValueModel> {
  const repeatBuyers = customers.filter(({ days }) => days > 1).length;
  const isEnough = repeatBuyers >= leastRepeatBuyers;
  const purchases = isEnough ? yield* fittingBgnbd(customers.map((each) => purchasesOf(each, today))) : null;
  const money = isEnough ? yield* fittingGammaGamma(customers.map(spendingOf)) : undefined;
  const all = customers.reduce((sum, each) => sum + each.money, 0);
  const days = customers.reduce((sum, each) => sum + each.days, 0);
  return {
    v: 1,
    day: today,
    customers: customers.length,
    purchases,
    money: money ?? null,
    meanOrder: days === 0 ? 0 : all / days,
    fifths: {
      recency: endsOf(customers.map(({ lastDay }) => lastDay)),
      frequency: endsOf(customers.map((each) => each.days)),
      money: endsOf(customers.map((each) => each.money)),
    },
    margin,
    holdout: past ? yield* judging(past) : null,
  };
}

const spendingOf = ({ days, repeatMoney }: PurchaseHistory) => ({
  repeats: days - 1,
  mean: days > 1 ? repeatMoney / (days - 1) : 0,
});

function endsOf(values: readonly number[]): Ends {
  const sorted = [...values].sort((a, b) => a - b);
  return [1, 2, 3, 4].map(
    (fifth) => sorted[Math.min(sorted.length - 1, Math.ceil((fifth * sorted.length) / 5) - 1)] ?? 0,
  );
}

const fifthOf = (value: number, ends: Ends) => 1 + ends.filter((end) => value > end).length;

/** What the model says of a customer on a day. */
export function customerValue(model: ValueModel, history: PurchaseHistory, today: number): CustomerValue {
  const { fifths, purchases: bgnbd } = model;
  const { days, lastDay, money } = history;
  const rfm = [fifthOf(lastDay, fifths.recency), fifthOf(days, fifths.frequency), fifthOf(money, fifths.money)].join(
    '',
  );
  const common = { rfm, purchases: days, spent: rounded(money, 2) };
  const age = today - history.firstDay;
  if (!bgnbd) return { ...common, stage: days > 1 ? 'active' : age <= daysNew ? 'new' : 'one-time' };
  const customer = purchasesOf(history, today);
  const alive = aliveChance(bgnbd, customer);
  const order = orderOf(model, history);
  const stage: BuyerStage =
    days === 1
      ? age <= daysNew
        ? 'new'
        : 'one-time'
      : alive >= surelyActive
        ? 'active'
        : alive >= hardlyActive
          ? 'at-risk'
          : 'lapsed';
  return {
    ...common,
    stage,
    alive: rounded(alive, 4),
    buys90: rounded(expectedPurchases(bgnbd, customer, weeks(90)), 4),
    order: rounded(order, 2),
    clv365: rounded(discounted(bgnbd, customer) * order * model.margin, 2),
  };
}

function orderOf({ money, meanOrder }: ValueModel, history: PurchaseHistory): number {
  return money && money.q > 1 ? expectedOrder(money, spendingOf(history)) : meanOrder;
}

/** Purchases of the next twelve months, those of later ones worth less. */
function discounted(model: Bgnbd, customer: ReturnType<typeof purchasesOf>): number {
  let [sum, before] = [0, 0];
  for (let month = 1; month <= 12; month += 1) {
    const until = expectedPurchases(model, customer, month * weeksOfMonth);
    sum += (until - before) / (1 + discountOfYear) ** (month / 12);
    before = until;
  }
  return sum;
}

const rounded = (value: number, digits: number) => Math.round(value * 10 ** digits) / 10 ** digits;

/** Customers as they were some weeks ago, and on how many days they have bought since. */
export interface PastCustomers {
  readonly day: number;
  readonly weeks: number;
  readonly customers: readonly (PurchaseHistory & { readonly since: number })[];
}

/** What a model of that day expected, beside what came: by the days with a purchase that a customer had. */
export interface Holdout {
  readonly day: number;
  readonly weeks: number;
  readonly customers: number;
  readonly expected: number;
  readonly bought: number;
  /** The chance that one who bought again was expected to buy more than one who did not. */
  readonly auc: number | null;
  readonly classes: readonly HoldoutClass[];
}

interface HoldoutClass {
  /** Days with a purchase by then; the last class is of all with more. */
  readonly days: number;
  readonly customers: number;
  readonly expected: number;
  readonly bought: number;
}

const mostClasses = 6;

function* judging({ day, weeks: ahead, customers }: PastCustomers): Steps<Holdout | null> {
  if (customers.filter(({ days }) => days > 1).length < leastRepeatBuyers) return null;
  const model = yield* fittingBgnbd(customers.map((each) => purchasesOf(each, day)));
  const each = customers.map((customer) => ({
    days: Math.min(customer.days, mostClasses),
    expected: expectedPurchases(model, purchasesOf(customer, day), ahead),
    bought: customer.since,
  }));
  const sumOf = (of: typeof each) => ({
    customers: of.length,
    expected: rounded(
      of.reduce((sum, { expected }) => sum + expected, 0),
      2,
    ),
    bought: of.reduce((sum, { bought }) => sum + bought, 0),
  });
  const classes = Array.from({ length: mostClasses }, (_, index) => index + 1)
    .map((days) => ({ days, ...sumOf(each.filter((one) => one.days === days)) }))
    .filter((one) => one.customers > 0);
  return {
    day,
    weeks: ahead,
    ...sumOf(each),
    auc: areaUnderCurve(each.map((one) => [one.expected, one.bought > 0])),
    classes,
  };
}

/** The chance that a hit has a greater score than a miss, ties counted half. Null: all are one or the other. */
export function areaUnderCurve(scored: readonly (readonly [score: number, isHit: boolean])[]): number | null {
  const sorted = [...scored].sort(([a], [b]) => a - b);
  const hits = sorted.filter(([, isHit]) => isHit).length;
  const misses = sorted.length - hits;
  if (hits === 0 || misses === 0) return null;
  let ranks = 0;
  for (let from = 0; from < sorted.length; ) {
    let until = from;
    while (until < sorted.length && sorted[until]?.[0] === sorted[from]?.[0]) until += 1;
    const rank = (from + 1 + until) / 2;
    for (const [, isHit] of sorted.slice(from, until)) if (isHit) ranks += rank;
    from = until;
  }
  return (ranks - (hits * (hits + 1)) / 2) / (hits * misses);
}

/** The correlation of number and money of purchases over which money expected is not to be relied on. */
const tooCorrelated = 0.3;

/** What can be said of a model, for people. */
export function describeValueModel(model: ValueModel | undefined): string[] {
  if (!model) {
    return [
      'No purchase is known. The configuration says which event is one: measurement: { purchase: { event, value } }.',
    ];
  }
  const { customers, purchases, money, holdout } = model;
  const number = (value: number) => Math.round(value).toLocaleString('en');
  if (!purchases) {
    return [
      `Fewer than ${leastRepeatBuyers} of ${number(customers)} customers bought again: nothing is expected of anybody yet. What they bought is shown.`,
    ];
  }
  const sentences = [`The model is made from ${number(customers)} customers.`];
  if (holdout) {
    const off = Math.round((100 * (holdout.expected - holdout.bought)) / Math.max(1, holdout.bought));
    const side = off < 0 ? `${-off} % too few` : off > 0 ? `${off} % too many` : 'as many as came';
    sentences.push(
      `A model of ${holdout.weeks} weeks ago expected ${number(holdout.expected)} days with a purchase since; ${number(holdout.bought)} came: ${side}.`,
    );
    if (holdout.auc !== null)
      sentences.push(
        `Of two customers, one who bought again and one who did not, it rated the buyer higher in ${Math.round(100 * holdout.auc)} of 100 cases.`,
      );
  }
  if (money && Math.abs(money.correlation) > tooCorrelated)
    sentences.push('Customers who buy often spend another amount each time: money expected is not to be relied on.');
  sentences.push(
    'Who bought once is alive by construction: segment by purchases expected in 90 days, not by the chance to buy again.',
  );
  return sentences;
}
