import { TemporaryFailure } from '../../core/base/failure.ts';
import type { Condition } from '../../core/condition/schema.ts';
import { estimateCustomers } from '../customers/customer-list.ts';
import { type Database, execute, inTransaction, SHORT, type Transaction } from '../database/database.ts';
import { generate } from '../database/generated.ts';
import { personIds } from './audience.ts';
import { conditionSql } from './condition-sql.ts';

/** Up to so many customers are counted exactly, whatever it takes; an exact count of more gets this long. */
const FEW_CUSTOMERS = 2_000;
const EXACT_MS = 500;
/** Customers of a sample, drawn by pages of the table: about so many. */
const SAMPLED = 2_000;
const EXAMPLES = 20;

export interface AudiencePreview {
  readonly count: number;
  readonly isEstimate: boolean;
  /** The ends of the 95 % interval of an estimate. */
  readonly least: number;
  readonly most: number;
  readonly examples: readonly {
    readonly id: string;
    readonly userId: string | null;
    readonly name: string | null;
    readonly email: string | null;
  }[];
}

interface Asked {
  readonly workspace: string;
  readonly condition: Condition;
  readonly now: number;
}

/**
 * How many customers a condition holds of, and some of them, within a second: counted where that is quick, else estimated
 * from a sample. A sample takes whole pages of the table, so customers who became known together are in it together.
 */
export async function previewAudience(
  database: Database,
  asked: Asked,
  { exactMs = EXACT_MS }: { readonly exactMs?: number } = {},
): Promise<AudiencePreview> {
  const customers = await estimateCustomers(database, asked.workspace);
  const exact = await countExactly(database, asked, customers <= FEW_CUSTOMERS ? 5_000 : exactMs);
  if (exact !== undefined)
    return { count: exact.count, isEstimate: false, least: exact.count, most: exact.count, examples: exact.examples };
  const percent = Math.min(100, Math.max(0.01, (100 * SAMPLED) / customers));
  const { looked, ids, examples } = await within(database, 2_000, (trx) => sample(trx, asked, percent));
  const share = looked === 0 ? 0 : ids / looked;
  const [low, high] = wilson(ids, looked);
  const of = (part: number) => Math.round(part * customers);
  return { count: of(share), isEstimate: true, least: of(low), most: of(high), examples };
}

const shown = `customer.id, (select min(value) from identities i where i.customer_id = customer.id and i.kind = 'user_id') as "userId",
  coalesce(customer.traits->>'name', nullif(concat_ws(' ', customer.traits->>'firstName', customer.traits->>'lastName'), '')) as name,
  customer.traits->>'email' as email`;

type Example = AudiencePreview['examples'][number];

/** Undefined: it takes too long. */
async function countExactly(
  database: Database,
  { workspace, condition, now }: Asked,
  milliseconds: number,
): Promise<{ count: number; examples: Example[] } | undefined> {
  const holds = conditionSql(condition, now);
  const audience = () =>
    generate('customers as customer')
      .joinRaw(personIds)
      .where('customer.workspace', workspace)
      .whereNull('customer.merged_into')
      .whereRaw(holds.sql, holds.bindings as never);
  try {
    return await within(database, milliseconds, async (trx) => {
      const counted = audience().select(generate.raw('cast(count(*) as integer) as count')).toSQL().toNative();
      const [row] = await trx.queryUnprepared<{ count: number }>(counted.sql, counted.bindings);
      const first = audience()
        .select(generate.raw(shown))
        .orderBy('customer.id', 'desc')
        .limit(EXAMPLES)
        .toSQL()
        .toNative();
      return { count: row?.count ?? 0, examples: await trx.queryUnprepared<Example>(first.sql, first.bindings) };
    });
  } catch (thrown) {
    if (thrown instanceof TemporaryFailure) return undefined;
    throw thrown;
  }
}

/** One pass over the sampled pages: how many were looked at, how many it holds of, and the first of these. */
async function sample(
  trx: Transaction,
  { workspace, condition, now }: Asked,
  percent: number,
): Promise<{ looked: number; ids: number; examples: Example[] }> {
  const holds = conditionSql(condition, now);
  const query = generate(
    generate.raw(
      `(select * from customers tablesample system (?) where workspace = ? and merged_into is null) as customer`,
      [percent, workspace],
    ),
  )
    .joinRaw(personIds)
    .select(generate.raw(`${shown}, (${holds.sql}) is true as "isIn"`, holds.bindings as never))
    .toSQL()
    .toNative();
  const found = await trx.queryUnprepared<Example & { isIn: boolean }>(query.sql, query.bindings);
  const members = found.filter(({ isIn }) => isIn).map(({ isIn: _isIn, ...example }) => example);
  return { looked: found.length, ids: members.length, examples: members.slice(0, EXAMPLES) };
}

/** Wilson's interval of a share: it holds for shares near 0 too. */
function wilson(hits: number, of: number): readonly [number, number] {
  if (of === 0) return [0, 1];
  const z = 1.96;
  const share = hits / of;
  const centre = share + (z * z) / (2 * of);
  const spread = z * Math.sqrt((share * (1 - share)) / of + (z * z) / (4 * of * of));
  const scale = 1 + (z * z) / of;
  return [Math.max(0, (centre - spread) / scale), Math.min(1, (centre + spread) / scale)];
}

function within<Answer>(database: Database, milliseconds: number, read: (trx: Transaction) => Promise<Answer>) {
  return inTransaction(
    database,
    async (trx) => {
      await execute(trx, `set local statement_timeout = ${Math.round(milliseconds)}`);
      await execute(trx, 'set local enable_seqscan = on; set local jit = off'); // such questions are about many rows
      return read(trx);
    },
    { ...SHORT, statementMs: milliseconds + 2_000 },
  );
}
