import type { Knex } from 'knex';
import * as spine from './0001-spine.ts';
import * as operators from './0002-operators.ts';
import * as dispatchUntilTurned from './0003-dispatch-until-turned.ts';

/** Named here and not found in a folder: file endings differ between source and build, and knex stores names. */
export const migrations: readonly { readonly name: string; readonly migration: Knex.Migration }[] = [
  { name: '0001-spine', migration: spine },
  { name: '0002-operators', migration: operators },
  { name: '0003-dispatch-until-turned', migration: dispatchUntilTurned },
];
