import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { execute } from '../../store/database/database.ts';
import type { TestDatabase } from '../support/database.ts';

/**
 * Golden JSON: of each release, what it stored in PostgreSQL. `npm run histories` records it beside the histories; every
 * later release must read it.
 */
export interface GoldenJson {
  /** Definition ▸ as published. */
  readonly definitions: readonly { readonly id: string }[];
  /** Each state that a run was in, and the journey it followed. */
  readonly 'run-states': readonly { readonly journey: string; readonly state: unknown }[];
  readonly inputs: readonly { readonly kind: string; readonly body: unknown }[];
}

const names = ['definitions', 'run-states', 'inputs'] as const satisfies readonly (keyof GoldenJson)[];

export function goldenVersions(): string[] {
  const folders = readdirSync(__dirname, { withFileTypes: true }).filter((entry) => entry.isDirectory());
  return folders.map(({ name }) => name).sort();
}

export function readGolden(version: string): GoldenJson {
  const read = (name: string) => JSON.parse(readFileSync(path.join(__dirname, version, `${name}.json`), 'utf8'));
  return Object.fromEntries(names.map((name) => [name, read(name)])) as unknown as GoldenJson;
}

/** One value a line, so that a difference can be read. Gives lines for people. */
export function writeGolden(version: string, golden: GoldenJson): string[] {
  const folder = path.join(__dirname, version);
  mkdirSync(folder, { recursive: true });
  return names.map((name) => {
    const lines = golden[name].map((value) => JSON.stringify(value));
    writeFileSync(path.join(folder, `${name}.json`), `[\n${lines.join(',\n')}\n]\n`);
    return `test/golden/${version}/${name}.json: ${lines.length} lines`;
  });
}

/** From now on, every state that a run is given is kept. (One scenario breaks its own by hand: that one is left out.) */
export async function keepStates({ database }: TestDatabase): Promise<void> {
  await execute(database, 'create table kept_states (place bigserial, journey text, state jsonb)');
  await execute(
    database,
    `create function keep_state() returns trigger language plpgsql as $$
     begin
       insert into kept_states (journey, state) values (new.journey_id, new.state);
       return new;
     end $$`,
  );
  await execute(
    database,
    'create trigger keep_state after insert or update of state on journey_runs for each row execute function keep_state()',
  );
}

export async function readStored(db: TestDatabase): Promise<GoldenJson> {
  const definitions = await db.look<{ definition: { id: string } }>(
    'select definition from journey_versions order by journey_id, version',
  );
  const states = await db.look<{ journey: string; state: unknown }>(
    `select journey, state from kept_states where state->'tokens'->0->>'step' is distinct from 'no-such-step'
     group by journey, state order by journey, min(place)`,
  );
  const inputs = await db.look<{ kind: string; body: unknown }>(
    'select distinct kind, body from run_inputs order by kind, body',
  );
  return { definitions: definitions.map(({ definition }) => definition), 'run-states': states, inputs };
}
