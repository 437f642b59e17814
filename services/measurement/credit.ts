import { allot, type CreditModel, creditShares } from '../../core/statistics/credit.ts';
import type { Database } from '../../store/database/database.ts';
import { type Conversion, type ConversionsAsked, listConversions } from '../../store/measurement/conversions.ts';

/** A journey's part; null: no message came before these purchases. */
export interface Credit {
  readonly journey: string | null;
  readonly purchases: number;
  readonly money: number;
}

export interface Credits {
  readonly purchases: number;
  readonly money: number;
  /** The parts sum to the whole. */
  readonly credits: readonly Credit[];
  /** There were more purchases than are counted. */
  readonly isCut: boolean;
}

const PAGE = 2_000;
const MOST_PAGES = 50;
/** Money is divided in such units: a whole of cents stays a whole of cents. */
const UNITS = 10_000;

/** Credits journeys with the purchases of a time. */
export async function creditJourneys(
  database: Database,
  asked: ConversionsAsked & { readonly model: CreditModel },
): Promise<Credits> {
  const parts = new Map<string | null, { purchases: number; units: number }>();
  let [purchases, units] = [0, 0];
  let after: Conversion | undefined;
  for (let page = 0; page < MOST_PAGES; page += 1) {
    const found = await listConversions(database, asked, { after, limit: PAGE });
    for (const conversion of found) {
      purchases += 1;
      units += unitsOf(conversion);
      share(asked.model, conversion, parts);
    }
    after = found.at(-1);
    if (found.length < PAGE) return creditsOf(parts, { purchases, units, isCut: false });
  }
  return creditsOf(parts, { purchases, units, isCut: true });
}

const unitsOf = ({ money }: Conversion) => Math.round(Number(money ?? 0) * UNITS);

function share(
  model: CreditModel,
  conversion: Conversion,
  parts: Map<string | null, { purchases: number; units: number }>,
): void {
  const { touches } = conversion;
  const shares =
    touches.length === 0
      ? [1]
      : creditShares(
          model,
          touches.map(({ before }) => before),
        );
  const units = allot(unitsOf(conversion), shares);
  for (const [index, own] of shares.entries()) {
    const journey = touches[index]?.journey ?? null;
    const known = parts.get(journey) ?? { purchases: 0, units: 0 };
    parts.set(journey, { purchases: known.purchases + own, units: known.units + (units[index] ?? 0) });
  }
}

function creditsOf(
  parts: ReadonlyMap<string | null, { purchases: number; units: number }>,
  { purchases, units, isCut }: { purchases: number; units: number; isCut: boolean },
): Credits {
  const credits = [...parts]
    .map(([journey, part]) => ({ journey, purchases: part.purchases, money: part.units / UNITS }))
    .sort(
      (a, b) => b.money - a.money || b.purchases - a.purchases || String(a.journey).localeCompare(String(b.journey)),
    );
  return { purchases, money: units / UNITS, credits, isCut };
}
