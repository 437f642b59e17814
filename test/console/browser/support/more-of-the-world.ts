import { runTurn } from '../../../../activities/run-turn.ts';
import { newId } from '../../../../core/base/id.ts';
import {
  bySchedule,
  byShares,
  decide,
  defineEvent,
  defineTraits,
  flow,
  gives,
  journey,
  on,
  percent,
  policy,
  segment,
  t,
  wait,
} from '../../../../core/index.ts';
import { createDraft } from '../../../../services/drafts/create-draft.ts';
import { publish } from '../../../../services/publishing/publish.ts';
import { actOnJourney } from '../../../../store/journeys/journey-states.ts';
import { keepPayload } from '../../../../store/sources/source-payloads.ts';
import { beginImport, countRows } from '../../../../store/transfer/imports.ts';
import type { TestDatabase } from '../../../support/database.ts';
import { welcome } from '../../../support/journeys.ts';
import { takeIn } from '../../../support/runs.ts';

const workspace = 'default';
const Lapsed = defineEvent('Lapsed', {});
const traits = defineTraits({ name: t.text });

const named = segment('named', { title: 'Customers with a name', when: traits.name.exists() });
const offers = policy('offers', {
  title: 'Which offer',
  candidates: [gives('five', { data: { percent: 5 }, share: 1 }), gives('ten', { data: { percent: 10 }, share: 3 })],
  rank: byShares,
});
const winBack = journey(
  'win-back',
  {
    title: 'Win back',
    purpose: 'transactional',
    entry: on(Lapsed),
    holdout: percent(20),
    goal: on(Lapsed).within('7 days'),
  },
  flow(decide('offer', offers), wait('rest', '3 days')),
);
const weekly = journey(
  'weekly',
  {
    ...{ title: 'Every week', purpose: 'transactional', reentry: 'always' },
    entry: bySchedule('monday', { every: { days: ['mon'], time: '09:00' } }),
  },
  flow(wait('rest', '1 hour')),
);

/**
 * A segment; a journey with a holdout, and a policy that decides in it; one by schedule; one that was unpublished; a draft; a
 * source with a payload; an import with a row that failed, whose id it gives.
 */
export async function moreOfTheWorld({ database, ...db }: TestDatabase): Promise<string> {
  const sources = { shop: { type: 'shopify', secrets: [{ env: 'THROUGHLINE_SECRET_SHOP' }] } };
  await publish(database, workspace, {
    journeys: [winBack, weekly, welcome({ id: 'bygone' })],
    templates: [],
    segments: [named],
    policies: [offers],
    workspace: { sources },
  });
  for (let n = 0; n < 4; n += 1) await takeIn({ database, ...db }, { userId: `lapsed-${n}`, name: 'Lapsed' });
  const runs = await db.look<{ id: string }>(`select id from journey_runs where journey_id = 'win-back'`, []);
  for (const { id } of runs) await runTurn(database, id, Date.now());
  await actOnJourney(database, { workspace, journeyId: 'bygone', act: 'unpublish', reason: 'over', by: 'ann' });
  await createDraft(database, { workspace, id: 'greeting', from: { kind: 'version' }, by: 'ann' });
  const payload = { id: 1001, email: 'ann@example.com' };
  await keepPayload(database, {
    ...{ workspace, source: 'shop', topic: 'orders/paid', payload, calls: ['Order Completed'], problems: [] },
  });
  return makeImport(database);
}

async function makeImport(database: TestDatabase['database']): Promise<string> {
  const id = newId();
  const key = { workspace, id };
  await beginImport(database, {
    ...{ ...key, kind: 'customers', file: 'customers.csv', isLive: false, startedBy: 'ann', total: 100 },
  });
  const problem = 'the time can not be read, or lies before 1900';
  await countRows(database, key, {
    ...{ range: [2, 50], done: 48, skipped: 0, failed: 1, warned: 0, entered: 0 },
    problems: [{ row: 17, code: 'time-unreadable', where: 'timestamp', problem, remedy: 'Write ISO 8601.' }],
  });
  return id;
}
