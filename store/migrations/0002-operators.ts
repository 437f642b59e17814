import type { Knex } from 'knex';

/**
 * What operators look at must be cheap on tables of any size (status.ts). The index costs the way of an event nothing
 * to speak of: runs that were swept are few. It is built under a lock that keeps writers out: some seconds for each 10
 * million rows. Who can't have that makes it before, with `create index concurrently`; it is found and left alone here.
 */
export async function up(knex: Knex): Promise<void> {
  await knex.raw(`
    -- Since when the run has stood on the list; a ring that meets a waiting one leaves it.
    alter table dispatch add column rung_at timestamptz not null default clock_timestamp();

    create index if not exists journey_runs_swept on journey_runs (due_at)
      where swept > 0 and ended_at is null and stuck_at is null;
  `);
}

export async function down(knex: Knex): Promise<void> {
  await knex.raw(`
    drop index journey_runs_swept;
    alter table dispatch drop column rung_at;
  `);
}
