import { TemporaryFailure } from '../../core/base/failure.ts';
import type { Condition } from '../../core/condition/schema.ts';
import { estimateCustomers } from '../customers/customer-list.ts';
import { type Database, execute, inTransaction, rows, SHORT, type Transaction } from '../database/database.ts';
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
  /** Of them so many have an e-mail address, or a phone number, as traits. */
  readonly withEmail: number;
  readonly withPhone: number;
  /** Beside the segment that it is to replace: who would join and leave. */
  readonly change: { readonly joins: number; readonly leaves: number } | null;
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
  /** The id of the segment that the condition is to replace. */
  readonly replaces?: string | undefined;
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
  if (exact !== undefined) {
    const { before: _before, stay: _stay, ...shownSizes } = exact;
    const { count } = exact;
    return { ...shownSizes, isEstimate: false, least: count, most: count, change: changeOf(asked, exact) };
  }
  const percent = Math.min(100, Math.max(0.01, (100 * SAMPLED) / customers));
  const { looked, examples, ...found } = await within(database, 2_000, (trx) => sample(trx, asked, percent));
  const [low, high] = wilson(found.count, looked);
  const of = (part: number) => Math.round(part * customers);
  const all = (some: number) => (looked === 0 ? 0 : of(some / looked));
  const sizes = {
    count: all(found.count),
    withEmail: all(found.withEmail),
    withPhone: all(found.withPhone),
    before: all(found.before),
    stay: all(found.stay),
  };
  const { before: _before, stay: _stay, ...shownSizes } = sizes;
  return { ...shownSizes, change: changeOf(asked, sizes), isEstimate: true, least: of(low), most: of(high), examples };
}

interface Sizes {
  readonly count: number;
  readonly withEmail: number;
  readonly withPhone: number;
  /** In the segment that is to be replaced, and of them those of whom the condition holds. */
  readonly before: number;
  readonly stay: number;
}

function changeOf({ replaces }: Asked, { count, before, stay }: Sizes): AudiencePreview['change'] {
  return replaces === undefined ? null : { joins: Math.max(0, count - stay), leaves: Math.max(0, before - stay) };
}

const shown = `customer.id, (select min(value) from identities i where i.customer_id = customer.id and i.kind = 'user_id') as "userId",
  coalesce(customer.traits->>'name', nullif(concat_ws(' ', customer.traits->>'firstName', customer.traits->>'lastName'), '')) as name,
  customer.traits->>'email' as email`;

const isMember = `exists (select 1 from segment_members m
  where m.customer_id = customer.id and m.segment_id = ? and m.is_member)`;
const hasEmail = `customer.traits->>'email' <> ''`;
const hasPhone = `customer.traits->>'phone' <> ''`;
const sizes = `cast(count(*) as integer) as count,
  cast(count(*) filter (where ${hasEmail}) as integer) as "withEmail",
  cast(count(*) filter (where ${hasPhone}) as integer) as "withPhone",
  cast(count(*) filter (where ${isMember}) as integer) as stay`;

type Example = AudiencePreview['examples'][number];

/** Undefined: it takes too long. */
async function countExactly(
  database: Database,
  { workspace, condition, now, replaces }: Asked,
  milliseconds: number,
): Promise<(Sizes & { examples: Example[] }) | undefined> {
  const holds = conditionSql(condition, now);
  const audience = () =>
    generate('customers as customer')
      .joinRaw(personIds)
      .where('customer.workspace', workspace)
      .whereNull('customer.merged_into')
      .whereRaw(holds.sql, holds.bindings as never);
  try {
    return await within(database, milliseconds, async (trx) => {
      const counted = audience()
        .select(generate.raw(sizes, [replaces ?? null]))
        .toSQL()
        .toNative();
      const [row] = await trx.queryUnprepared<Omit<Sizes, 'before'>>(counted.sql, counted.bindings);
      const [members] = await rows<{ before: number }>(
        trx,
        `select cast(count(*) as integer) as before from segment_members where workspace = ? and segment_id = ? and is_member`,
        [workspace, replaces ?? null],
      );
      const first = audience()
        .select(generate.raw(shown))
        .orderBy('customer.id', 'desc')
        .limit(EXAMPLES)
        .toSQL()
        .toNative();
      const none = { count: 0, withEmail: 0, withPhone: 0, stay: 0, before: 0 };
      return { ...none, ...row, ...members, examples: await trx.queryUnprepared<Example>(first.sql, first.bindings) };
    });
  } catch (thrown) {
    if (thrown instanceof TemporaryFailure) return undefined;
    throw thrown;
  }
}

/** One pass over the sampled pages: how many were looked at, how many it holds of, and the first of these. */
async function sample(
  trx: Transaction,
  { workspace, condition, now, replaces }: Asked,
  percent: number,
): Promise<Sizes & { looked: number; examples: Example[] }> {
  const holds = conditionSql(condition, now);
  const query = generate(
    generate.raw(
      `(select * from customers tablesample system (?) where workspace = ? and merged_into is null) as customer`,
      [percent, workspace],
    ),
  )
    .joinRaw(personIds)
    .select(
      generate.raw(
        `${shown}, (${holds.sql}) is true as "isIn", ${hasEmail} as "hasEmail", ${hasPhone} as "hasPhone", ${isMember} as "wasIn"`,
        [...holds.bindings, replaces ?? null] as never,
      ),
    )
    .toSQL()
    .toNative();
  type Signs = { isIn: boolean; hasEmail: boolean | null; hasPhone: boolean | null; wasIn: boolean };
  const found = await trx.queryUnprepared<Example & Signs>(query.sql, query.bindings);
  const members = found.filter(({ isIn }) => isIn);
  const examples = members.slice(0, EXAMPLES).map(({ id, userId, name, email }) => ({ id, userId, name, email }));
  return {
    looked: found.length,
    count: members.length,
    withEmail: members.filter((each) => each.hasEmail).length,
    withPhone: members.filter((each) => each.hasPhone).length,
    before: found.filter(({ wasIn }) => wasIn).length,
    stay: members.filter(({ wasIn }) => wasIn).length,
    examples,
  };
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
