import { byApi, exit, flow, journey, t } from '../../../core/index.ts';
import { call, itRefuses } from './api-under-test.ts';

const called = journey(
  'called',
  { purpose: 'transactional', entry: byApi({ cart_id: t.text }), reentry: 'never' },
  flow(exit('done', 'called')),
);

it('lets customers enter by a call, once for each key, and says why another did not', async () => {
  await call('publish', { body: { journeys: [called], templates: [] } });
  const enter = (key: string) =>
    call('enterJourney', {
      id: 'called',
      body: { key, customers: [{ customer: 'of-entries', data: { cart_id: 'c1' } }] },
    });
  const [first, again, other] = [await enter('one'), await enter('one'), await enter('two')];
  expect([first, again, other].map(({ answer }) => answer.customers)).toEqual([
    [{ customer: 'of-entries', result: 'entered', why: null }],
    [{ customer: 'of-entries', result: 'duplicate', why: null }],
    [{ customer: 'of-entries', result: 'not-entered', why: expect.any(String) }],
  ]);
});

itRefuses([
  ['enterJourney', { id: 'cold', body: { key: 'k', customers: [{ customer: 'u1' }] } }, 404, 'not-found'],
  ['enterJourney', { id: '%zz', body: { key: 'k', customers: [{ customer: 'u1' }] } }, 400, 'address-unreadable'],
  ['enterJourney', { id: 'called', body: { key: 'k', customers: [] } }, 422, 'parameter-wrong'],
  ['enterJourney', { id: 'called', body: { key: 'k', customers: [{ customer: '\u0000' }] } }, 422, 'data-refused'],
]);
