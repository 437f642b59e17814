import type { Knex } from 'knex';

/** A run stands on the dispatch list until its turn, so the list must know how often Temporal was told in vain (dispatch.ts). */
export async function up(knex: Knex): Promise<void> {
  await knex.raw('alter table dispatch add column tellings smallint not null default 0');
}

export async function down(knex: Knex): Promise<void> {
  await knex.raw('alter table dispatch drop column tellings');
}
