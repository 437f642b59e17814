import { setImmediate as nextTurn } from 'node:timers/promises';
import type { Json } from '../../core/base/canonical-json.ts';
import {
  customerValue,
  fittingValueModel,
  type PastCustomers,
  type ValueExperience,
  type ValueModel,
} from '../../core/statistics/customer-value.ts';
import type { Steps } from '../../core/statistics/steps.ts';
import { workspaceClock } from '../../store/database/clock.ts';
import { type Database, inTransaction, LONG } from '../../store/database/database.ts';
import {
  drawPastPurchases,
  drawPurchases,
  findValueModel,
  insertValueModel,
  listBuyersToValue,
  markValued,
  noteAllPurchases,
  type PurchaseEvent,
  type StoredValueModel,
  sumPurchases,
} from '../../store/measurement/customer-purchases.ts';
import { listWorkspaces } from '../../store/measurement/measures.ts';
import { getConfiguration } from '../../store/workspaces/configuration.ts';
import { type RevisitDependencies, setCustomerValues } from '../intake/revisit.ts';

const DAY_MS = 86_400_000;
/** Customers in one transaction. Events of these wait for it. */
const AT_ONCE = 200;
const SUMMED_AT_ONCE = 1_000;
/** A model is made from so many customers; all are valued by it. */
const MOST_DRAWN = 50_000;
/** How far back a model is tried out: half of what is known, within these bounds. */
const LEAST_WEEKS = 8;
const MOST_WEEKS = 52;

interface Asked {
  readonly workspace: string;
  readonly purchase: PurchaseEvent;
  readonly margin: number;
  readonly now: number;
}

/**
 * Computes what customers are worth: sums purchases of those who bought since, makes a model each day, and values who bought or
 * who was valued by an older model. Doing it twice, or in two workers, gives the same.
 */
export async function refreshCustomerValues(dependencies: RevisitDependencies, stopping?: AbortSignal): Promise<void> {
  const { database } = dependencies;
  for (const workspace of await listWorkspaces(database)) {
    const { configuration } = await getConfiguration(database, database, workspace);
    const { purchase } = configuration.measurement;
    if (!purchase || stopping?.aborted) continue;
    const asked: Asked = {
      workspace,
      purchase: { event: purchase.event, property: purchase.value?.ref },
      margin: purchase.margin ?? 1,
      now: await workspaceClock(database, workspace).now(),
    };
    const stored = await findValueModel(database, workspace);
    const isOther = stored?.purchase !== JSON.stringify(asked.purchase);
    if (isOther) await inTransaction(database, (trx) => noteAllPurchases(trx, workspace, asked.purchase), LONG);
    if (!(await sumAll(database, asked, stopping))) continue;
    const isDue = isOther || asked.now - stored.madeAt >= DAY_MS;
    const model = isDue ? await makeModel(database, asked, stored, stopping) : stored;
    if (model) await valueAll(dependencies, asked, model, stopping);
  }
}

async function sumAll(
  database: Database,
  { workspace, purchase, now }: Asked,
  stopping?: AbortSignal,
): Promise<boolean> {
  while (!stopping?.aborted) {
    const limit = SUMMED_AT_ONCE;
    const summed = await inTransaction(database, (trx) => sumPurchases(trx, workspace, purchase, { now, limit }), LONG);
    if (summed < limit) return true;
  }
  return false;
}

/** Undefined: nobody has bought anything, or it stopped on the way. */
async function makeModel(
  database: Database,
  asked: Asked,
  before: StoredValueModel | undefined,
  stopping?: AbortSignal,
): Promise<StoredValueModel | undefined> {
  const experience = await inTransaction(database, (trx) => readExperience(trx, asked), LONG);
  if (experience.customers.length === 0) return undefined;
  const model = await inSlices(fittingValueModel(experience), stopping);
  if (!model) return undefined;
  const { workspace, now, purchase } = asked;
  const made = { number: (before?.number ?? 0) + 1, madeAt: now, purchase: JSON.stringify(purchase), model };
  await inTransaction(database, (trx) => insertValueModel(trx, workspace, made));
  return findValueModel(database, workspace); // another worker may have been first
}

async function readExperience(
  trx: Parameters<Parameters<typeof inTransaction>[1]>[0],
  { workspace, purchase, margin, now }: Asked,
): Promise<ValueExperience> {
  const today = Math.floor(now / DAY_MS);
  const customers = await drawPurchases(trx, workspace, MOST_DRAWN);
  const first = customers.reduce((least, { firstDay }) => Math.min(least, firstDay), today);
  const weeks = Math.min(MOST_WEEKS, Math.round((today - first) / 14));
  if (weeks < LEAST_WEEKS) return { today, customers, margin };
  const day = today - weeks * 7;
  const past: PastCustomers = {
    ...{ day, weeks },
    customers: await drawPastPurchases(trx, workspace, purchase, { now, day, most: MOST_DRAWN }),
  };
  return { today, customers, margin, past };
}

/** Between two steps the process does its other work. */
async function inSlices<Result>(steps: Steps<Result>, stopping?: AbortSignal): Promise<Result | undefined> {
  while (!stopping?.aborted) {
    const step = steps.next();
    if (step.done) return step.value;
    await nextTurn();
  }
  return undefined;
}

async function valueAll(
  dependencies: RevisitDependencies,
  { workspace, now }: Asked,
  { number, model }: { readonly number: number; readonly model: ValueModel },
  stopping?: AbortSignal,
): Promise<void> {
  const { database } = dependencies;
  const today = Math.floor(now / DAY_MS);
  while (!stopping?.aborted) {
    const buyers = await listBuyersToValue(database, { workspace, number, limit: AT_ONCE });
    const values = new Map(
      buyers.map((buyer): [string, Json] => [
        buyer.customerId,
        { ...customerValue(model, buyer, today) } as unknown as Json,
      ]),
    );
    await setCustomerValues(dependencies, workspace, values);
    await markValued(database, number, buyers);
    if (buyers.length < AT_ONCE) return;
    await nextTurn();
  }
}
