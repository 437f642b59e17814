import { Client } from 'pg';

/** Tables of months, which are made by the calendar, and knex's own. */
const isOurs = `c.relnamespace = 'public'::regnamespace and c.relname !~ '^(events_\\d{4}_\\d{2}|schema_migrations)'`;

const tablesSql = `
  select c.relname as name, coalesce(array_to_string(c.reloptions, ', '), '') as options,
    pg_get_partkeydef(c.oid) as "partitionedBy", pg_get_expr(c.relpartbound, c.oid) as bounds,
    (select parent.relname from pg_inherits i join pg_class parent on parent.oid = i.inhparent where i.inhrelid = c.oid) as parent,
    array(select format('%I %s', a.attname, format_type(a.atttypid, a.atttypmod))
            || case when d.oid is null then ''
                 when a.attgenerated = 's' then ' generated always as (' || pg_get_expr(d.adbin, d.adrelid) || ') stored'
                 else ' default ' || pg_get_expr(d.adbin, d.adrelid) end
            || case when a.attnotnull then ' not null' else '' end
          from pg_attribute a left join pg_attrdef d on d.adrelid = a.attrelid and d.adnum = a.attnum
          where a.attrelid = c.oid and a.attnum > 0 and not a.attisdropped order by a.attnum) as columns,
    array(select format('constraint %I %s', k.conname, pg_get_constraintdef(k.oid)) from pg_constraint k
          where k.conrelid = c.oid and k.contype <> 'n' and k.conparentid = 0
          order by array_position(array['p', 'u', 'f', 'c'], cast(k.contype as text)), k.conname) as constraints,
    array(select pg_get_indexdef(i.indexrelid) from pg_index i
          where i.indrelid = c.oid and not exists (select 1 from pg_constraint k where k.conindid = i.indexrelid)
            and not exists (select 1 from pg_inherits h where h.inhrelid = i.indexrelid) order by 1) as indexes
  from pg_class c where ${isOurs} and c.relkind in ('r', 'p') order by coalesce(
    (select parent.relname from pg_inherits i join pg_class parent on parent.oid = i.inhparent where i.inhrelid = c.oid), c.relname), c.relname`;

interface Table {
  readonly name: string;
  readonly options: string;
  readonly partitionedBy: string | null;
  readonly bounds: string | null;
  readonly parent: string | null;
  readonly columns: readonly string[];
  readonly constraints: readonly string[];
  readonly indexes: readonly string[];
}

const header = `-- The schema that the migrations make, for reading. Written by \`npm run schema\` from the catalogs of a migrated database
-- (the embedded PostgreSQL brings no pg_dump); test/store/schema.test.ts compares it. Left out: the monthly partitions.
`;

/** The schema of a migrated database as SQL, in an order that does not depend on the order of migrations. */
export async function describeSchema(url: string): Promise<string> {
  const client = new Client({ connectionString: url });
  await client.connect();
  try {
    const { rows: sequences } = await client.query<{ name: string }>(
      `select c.relname as name from pg_class c where ${isOurs} and c.relkind = 'S' order by 1`,
    );
    const { rows: others } = await client.query<{ definition: string }>(
      `select definition from (
         select pg_get_functiondef(p.oid) as definition from pg_proc p where p.pronamespace = 'public'::regnamespace
         union all select pg_get_triggerdef(t.oid) from pg_trigger t join pg_class c on c.oid = t.tgrelid
           where ${isOurs} and not t.tgisinternal
         union all select format('create view %I as %s', c.relname, pg_get_viewdef(c.oid)) from pg_class c
           where ${isOurs} and c.relkind in ('v', 'm')) other order by 1`,
    );
    const { rows: tables } = await client.query<Table>(tablesSql);
    return [
      header,
      ...sequences.map(({ name }) => `create sequence ${name};\n`),
      ...tables.map(tableText),
      ...others.map(({ definition }) => `${definition.trim()};\n`),
    ].join('\n');
  } finally {
    await client.end();
  }
}

function tableText(table: Table): string {
  const indexes = table.indexes.map((index) => `${index.replace(/ ON (ONLY )?public\./, ' ON ')};\n`);
  if (table.parent)
    return [`create table ${table.name} partition of ${table.parent} ${table.bounds};\n`, ...indexes].join('');
  const lines = [...table.columns, ...table.constraints].map((line) => `  ${line}`).join(',\n');
  const partitioned = table.partitionedBy ? ` partition by ${table.partitionedBy}` : '';
  const options = table.options ? ` with (${table.options})` : '';
  return [`create table ${table.name} (\n${lines}\n)${partitioned}${options};\n`, ...indexes].join('');
}
