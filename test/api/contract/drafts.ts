import { trialJourney } from '../../../api/operations/journeys/examples.ts';
import { call, itRefuses } from './api-under-test.ts';

const id = 'trial';
const ifMatch = (revision: number) => ({ headers: { 'if-match': `"${revision}"` } });
const renamed = { definition: { ...trialJourney, title: 'Trial, again' } };

it('makes a draft, saves it revision by revision, checks it, and publishes what was looked at', async () => {
  const made = await call('createDraft', { body: { id, from: { kind: 'version' } } });
  expect(made.answer).toMatchObject({ id, revision: 1, baseVersion: 1, keptIn: 'code', savedBy: 'test' });
  expect(await call('createDraft', { body: { id, from: { kind: 'blank' } } })).toMatchObject({ code: 'draft-exists' });
  expect(await call('saveDraft', { id, body: renamed })).toMatchObject({ status: 428, code: 'revision-missing' });
  expect(await call('saveDraft', { id, body: renamed, ...ifMatch(1) })).toMatchObject({ answer: { revision: 2 } });
  expect(await call('saveDraft', { id, body: renamed, ...ifMatch(1) })).toMatchObject({
    ...{ status: 412, code: 'draft-changed' },
  });
  expect(await call('noteDraftReader', { id, body: { page: 'one', step: 'hello' } })).toMatchObject({
    answer: { readers: [{ page: 'one', reader: 'test', step: 'hello' }] },
  });
  expect(await call('getDraft', { id })).toMatchObject({
    answer: { revision: 2, title: 'Trial, again', readers: [{ page: 'one' }] },
  });
  expect(await call('listDrafts')).toMatchObject({ answer: { items: [{ id, revision: 2 }] } });
  expect(await call('checkDraft', { id })).toMatchObject({ answer: { revision: 2, problems: expect.any(Array) } });
  const stay = { runs: { act: 'stay' } };
  expect(await call('publishDraft', { id, body: stay })).toMatchObject({ code: 'revision-missing' });
  expect(await call('publishDraft', { id, body: stay, ...ifMatch(1) })).toMatchObject({ code: 'draft-changed' });
  expect(await call('publishDraft', { id, body: stay, ...ifMatch(2) })).toMatchObject({ code: 'kept-in-code' });
  expect(await call('deleteDraft', { id })).toMatchObject({ status: 200 });
});

it('publishes a draft of a new journey, and keeps push from changing it', async () => {
  const definition = { ...trialJourney, id: 'drawn' };
  await call('createDraft', { body: { id: 'drawn', from: { kind: 'definition', definition } } });
  const broken = { definition: { ...definition, start: 'helo' } };
  await call('saveDraft', { id: 'drawn', body: broken, ...ifMatch(1) });
  const exit = { runs: { act: 'exit' } };
  expect(await call('publishDraft', { id: 'drawn', body: exit, ...ifMatch(2) })).toMatchObject({
    ...{ status: 422, code: 'unknown-start' },
  });
  await call('saveDraft', { id: 'drawn', body: { definition }, ...ifMatch(2) });
  expect(await call('publishDraft', { id: 'drawn', body: exit, ...ifMatch(3) })).toMatchObject({
    answer: { id: 'drawn', version: 1, change: 'published', bulkAct: expect.any(String) },
  });
  expect(await call('getDraft', { id: 'drawn' })).toMatchObject({ status: 404 });
  const pushed = { journeys: [{ ...definition, purpose: 'marketing' }] };
  expect(await call('publish', { body: pushed })).toMatchObject({ status: 422, code: 'kept-in-console' });
  expect(await call('publish', { body: { ...pushed, keepInCode: true } })).toMatchObject({ status: 200 });
});

it('holds no more drafts than a workspace may have', async () => {
  const { db } = await import('./api-under-test.ts');
  await db.look(
    `with many as (insert into journey_drafts (workspace, journey_id, revision, definition, created_by, saved_by)
       select 'default', 'draft-' || n, 1, '{}', 'test', 'test' from generate_series(1, 500) n returning 1)
     select count(*) from many`,
  );
  expect(await call('createDraft', { body: { id: 'one-more', from: { kind: 'blank' } } })).toMatchObject({
    ...{ status: 409, code: 'too-many-drafts' },
  });
  await db.look(`with gone as (delete from journey_drafts returning 1) select count(*) from gone`);
});

itRefuses([
  ['createDraft', { body: { id: 'Not An Id', from: { kind: 'blank' } } }, 422, 'invalid-format'],
  ['createDraft', { body: { id: 'trail', from: { kind: 'version' } } }, 404, 'not-found'],
  [
    'createDraft',
    { body: { id: 'nul', from: { kind: 'definition', definition: { ...trialJourney, title: '\u0000' } } } },
    ...([422, 'data-refused'] as const),
  ],
  ['getDraft', { id: 'trail' }, 404, 'not-found'],
  ['getDraft', { id: '%zz' }, 400, 'address-unreadable'],
  [
    'saveDraft',
    { id: 'trail', body: { definition: { ...trialJourney, id: 'trail' } }, ...ifMatch(1) },
    404,
    'not-found',
  ],
  [
    'saveDraft',
    { id: 'trial', body: { definition: { ...trialJourney, id: 'trail' } }, ...ifMatch(1) },
    422,
    'other-journey',
  ],
  ['saveDraft', { id: 'trial', body: { definition: {} }, ...ifMatch(1) }, 422, 'invalid-type'],
  [
    'saveDraft',
    { id: 'trial', body: { definition: { ...trialJourney, title: '\u0000' } }, ...ifMatch(1) },
    422,
    'data-refused',
  ],
  ['saveDraft', { id: '%zz', body: {} }, 400, 'address-unreadable'],
  ['deleteDraft', { id: 'trail' }, 404, 'not-found'],
  ['deleteDraft', { id: '%zz' }, 400, 'address-unreadable'],
  ['checkDraft', { id: 'trail' }, 404, 'not-found'],
  ['checkDraft', { id: '%zz' }, 400, 'address-unreadable'],
  ['publishDraft', { id: 'trail', body: { runs: { act: 'stay' } }, ...ifMatch(1) }, 404, 'not-found'],
  ['publishDraft', { id: '%zz', body: {} }, 400, 'address-unreadable'],
  ['publishDraft', { id: 'trial', body: { runs: { act: 'go' } }, ...ifMatch(1) }, 422, 'parameter-wrong'],
  [
    'publishDraft',
    { id: 'trial', body: { runs: { act: 'exit', reason: '\u0000' } }, ...ifMatch(1) },
    422,
    'data-refused',
  ],
  ['noteDraftReader', { id: 'trail', body: { page: 'one', step: null } }, 404, 'not-found'],
  ['noteDraftReader', { id: '%zz', body: { page: 'one', step: null } }, 400, 'address-unreadable'],
  ['noteDraftReader', { id: 'trial', body: { page: 'one' } }, 422, 'parameter-wrong'],
]);
