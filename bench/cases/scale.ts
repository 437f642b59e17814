import { setTimeout as pause } from 'node:timers/promises';
import { count, defineEvent, flow, journey, on, segment, t, wait } from '../../core/index.ts';
import { execute, LONG, openDatabase } from '../../store/database/database.ts';
import { type Figure, perSecond } from '../figures.ts';
import type { Stage, TrackCall } from '../stage.ts';
import { drain, rawInserts } from './intake.ts';

/**
 * Whether intake stays as fast as a workspace grows: with segments and journeys that listen to what comes, with ten times as
 * many customers, with 200 times as many journeys. Plain inserts are measured before and after each figure, so that what the
 * machine does meanwhile falls out of the comparison.
 */
const EVENTS = 10_000;
const ROUNDS = 3;
const CUSTOMERS = 4_000;
const KINDS = 20;

const seenOf = (kind: number) => defineEvent(`Seen ${kind}`, { price: t.number });
const seen = Array.from({ length: KINDS }, (_, kind) => seenOf(kind));
type Seen = (typeof seen)[number];

const often = (event: Seen, kind: number) =>
  segment(`often-${kind}`, { title: `Often ${kind}`, when: count(event).within('30 days').atLeast(5) });

/** Each event reaches the filter of one of them; no price is so high. */
const luxury = (event: Seen, number: number) =>
  journey(
    `luxury-${number}`,
    { purpose: 'transactional', entry: on(event).where(event.price.atLeast(1_000)), reentry: 'always' },
    flow(wait('a-day', '1 day')),
  );
const luxuries = (number: number) =>
  // All but the first ten listen for events that are not sent: an event meets as many filters, however many journeys there are.
  Array.from({ length: number }, (_, index) => luxury(seenOf(index < 10 ? index : index + KINDS), index));

/** Of customers drawn evenly from so many, by a step that meets each once before it meets one again. */
function callsOf(customers: number, round: number): TrackCall[] {
  return Array.from({ length: EVENTS }, (_, number) => ({
    userId: `customer-${((number + round * EVENTS) * 7_919) % customers}`,
    event: `Seen ${number % KINDS}`,
    properties: { page: `/products/${number % 97}`, price: number % 50, tags: ['a', 'b'] },
  }));
}

interface Measured {
  readonly rate: number;
  readonly raw: number;
}

let rounds = 0;
/** The medians of a few rounds of ours and of plain inserts, in turn. */
async function measure(stage: Stage, customers: number): Promise<Measured> {
  rounds += 1;
  await drain(stage, callsOf(customers, rounds)); // the code is warm
  const [rates, raws]: [number[], number[]] = [[], []];
  for (let round = 0; round < ROUNDS; round += 1) {
    rounds += 1;
    const calls = callsOf(customers, rounds);
    const from = performance.now();
    await drain(stage, calls);
    rates.push((EVENTS * 1_000) / (performance.now() - from));
    raws.push(await rawInserts(stage, EVENTS));
  }
  return { rate: median(rates), raw: median(raws) };
}

const median = (values: readonly number[]) =>
  [...values].sort((a, b) => a - b)[Math.floor(values.length / 2)] as number;

export async function intakeListening(stage: Stage): Promise<Figure[]> {
  const before = await measure(stage, CUSTOMERS);
  await stage.system.publish({ journeys: luxuries(10), segments: seen.map(often) });
  await filled(stage);
  const { rate, raw } = await measure(stage, CUSTOMERS);
  return [
    {
      what: `intake with ${KINDS} segments and 10 journeys live, each event asks one segment and every second one a journey`,
      ours: `${perSecond(rate)} (without them ${perSecond(before.rate)})`,
      reference: `plain multi-row inserts: ${perSecond(raw)}`,
      ratio: rate / raw,
      budget: 'at least 0.25 ×',
      met: rate / raw >= 0.25,
    },
  ];
}

/** Segments are live: those who were there before are looked at. */
async function filled({ system: { db } }: Stage): Promise<void> {
  const open = () =>
    db.look<{ open: number }>('select count(*)::int as open from segment_fills where finished_at is null');
  while (((await open())[0]?.open ?? 0) > 0) await pause(200);
}

/** The larger beside the smaller, each against plain inserts of the same minute. */
function compared(what: string, large: Measured, than: string, small: Measured): Figure {
  const ratio = large.rate / large.raw / (small.rate / small.raw);
  const inWords = ({ rate, raw }: Measured) => `${perSecond(rate)}, ${(rate / raw).toFixed(2)} × plain inserts`;
  return {
    what,
    ours: inWords(large),
    reference: `${than}: ${inWords(small)}`,
    ratio,
    budget: 'at least 0.8 ×',
    met: ratio >= 0.8,
  };
}

export async function intakeCustomers(stage: Stage): Promise<Figure[]> {
  await stage.system.publish({ journeys: luxuries(10) });
  await insertCustomers(stage, 0, 100_000);
  const small = await measure(stage, 100_000);
  await insertCustomers(stage, 100_000, 1_000_000);
  const large = await measure(stage, 1_000_000);
  return [compared('intake with 1 million customers', large, 'with 100,000', small)];
}

/** Named customer-<number>. */
export async function insertCustomers({ system: { db } }: Stage, from: number, until: number): Promise<void> {
  const database = openDatabase({ url: db.url, max: 1, limits: LONG });
  try {
    await execute(database, 'set synchronous_commit = off');
    await execute(
      database,
      `with made as (
         insert into customers (id, workspace, traits, created_at)
         select uuidv7(), 'default', jsonb_build_object('number', n), now()
         from generate_series(cast(? as integer), cast(? as integer) - 1) n returning id, traits)
       insert into identities (workspace, kind, value, customer_id)
       select 'default', 'user_id', 'customer-' || (traits->>'number'), id from made`,
      [from, until],
    );
    await execute(database, 'vacuum analyze customers, identities');
    await execute(database, 'checkpoint');
  } finally {
    await database.destroy();
  }
}

const MOST_IN_PUSH = 200;

export async function intakeJourneys(stage: Stage): Promise<Figure[]> {
  const all = luxuries(2_000);
  await stage.system.publish({ journeys: all.slice(0, 10) });
  const small = await measure(stage, CUSTOMERS);
  for (let from = 10; from < all.length; from += MOST_IN_PUSH)
    await stage.system.publish({ journeys: all.slice(from, from + MOST_IN_PUSH) });
  const large = await measure(stage, CUSTOMERS);
  return [compared('intake with 2,000 journeys live', large, 'with 10', small)];
}
