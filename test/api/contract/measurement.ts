import { publication } from '../../../api/operations/journeys/examples.ts';
import { call, itRefuses } from './api-under-test.ts';

it('has an experiment for each holdout, and what happened in a journey', async () => {
  const held = { ...(publication.journeys[0] as object), id: 'held', holdoutPerMille: 100 };
  expect(await call('publish', { body: { journeys: [held] } })).toMatchObject({ status: 200 });
  expect(await call('listExperiments')).toMatchObject({
    answer: { items: [{ id: 'held/holdout', kind: 'holdout', journey: 'held', leading: null, endedAt: null }] },
  });
  expect(await call('getExperiment', { id: 'held%2Fholdout' })).toMatchObject({
    answer: {
      control: 'held-out',
      arms: [
        { arm: 'held-out', isControl: true, sharePerMille: 100, exposed: 0 },
        { arm: 'treated', isControl: false, sharePerMille: 900, exposed: 0 },
      ],
      sampleRatio: { isAlarm: false },
    },
  });
  const { answer } = await call('getMeasures', { id: 'trial', query: 'rows=day' });
  expect(answer).toMatchObject({ journey: 'trial', version: null, inBooks: 0 });
  expect(Number(answer.entered)).toBeGreaterThan(0);
  expect(answer.rows).toContainEqual(expect.objectContaining({ what: 'entered', step: '', detail: '' }));
});

it('credits journeys with an event', async () => {
  expect(await call('getCustomerValues')).toMatchObject({ status: 200, answer: { model: null, stages: [] } });
  expect(await call('getCredit', { query: 'event=Order%20Completed&model=even' })).toMatchObject({
    answer: { event: 'Order Completed', model: 'even', isCut: false },
  });
});

it('has no score and no cohorts where nobody has answered or bought', async () => {
  const none = { answers: 0, promoters: 0, detractors: 0, score: null, interval: null };
  expect(await call('getNps', { query: 'by=stage' })).toMatchObject({
    answer: { all: none, journeys: [], weeks: [], groups: [] },
  });
  expect(await call('getCohorts')).toMatchObject({ answer: { items: [] } });
});

itRefuses([
  ['getNps', { query: 'by=' }, 422, 'parameter-wrong'],
  ['getCohorts', { query: 'months=0' }, 422, 'parameter-wrong'],
  ['getExperiment', { id: 'held%2Foffer' }, 404, 'not-found'],
  ['getExperiment', { id: '%00' }, 404, 'not-found'],
  ['getExperiment', { id: '%zz' }, 400, 'address-unreadable'],
  ['getMeasures', { id: 'trail' }, 404, 'not-found'],
  ['getMeasures', { id: '%zz' }, 400, 'address-unreadable'],
  ['getMeasures', { id: 'trial', query: 'version=0' }, 422, 'parameter-wrong'],
  ['getCredit', { query: 'model=best' }, 422, 'parameter-wrong'],
  ['getCredit', {}, 409, 'no-purchase-event'],
]);
