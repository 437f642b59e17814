import type { Knex } from 'knex';

/** An attempt that may have arrived is remembered until the receiver has said yes or no: see messages.ts. */
export async function up(knex: Knex): Promise<void> {
  await knex.raw('alter table messages add column in_doubt boolean not null default false');
}

export async function down(knex: Knex): Promise<void> {
  await knex.raw('alter table messages drop column in_doubt');
}
