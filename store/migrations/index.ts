import type { Knex } from 'knex';
import * as initialSchema from './0001-initial-schema.ts';

/** An explicit list: file endings differ between source and build, and knex stores names. */
export const migrations: readonly { readonly name: string; readonly migration: Knex.Migration }[] = [
  { name: '0001-initial-schema', migration: initialSchema },
];
