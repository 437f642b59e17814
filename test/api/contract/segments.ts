import { call, itRefuses } from './api-under-test.ts';

const named = (value: string) => ({
  combinator: 'and',
  rules: [{ field: 'customer.traits.firstName', operator: '=', value }],
});

it('publishes segments, says who is in them, and takes people in by hand', async () => {
  const segments = [
    { id: 'graces', when: named('Grace') },
    { id: 'vip', static: true },
  ];
  expect(await call('publish', { body: { segments } })).toMatchObject({
    answer: { segments: segments.map(({ id }) => ({ id, version: 1, change: 'published' })) },
  });
  expect(await call('changeSegmentMembers', { id: 'vip', body: { add: ['u1', 'nobody'] } })).toMatchObject({
    answer: { changed: 1, unknown: ['nobody'] },
  });
  expect(await call('listSegmentMembers', { id: 'vip' })).toMatchObject({
    answer: { items: [{ cause: 'person' }], next: null },
  });
  expect(await call('listSegments')).toMatchObject({
    answer: {
      items: [
        { id: 'graces', fill: { finishedAt: null } },
        { id: 'vip', members: 1, fill: null },
      ],
    },
  });
  expect(await call('getSegment', { id: 'graces' })).toMatchObject({
    answer: { words: 'the customer\'s firstName is "Grace"' },
  });
  expect(await call('getCustomer', { id: 'u1', query: 'limit=1' })).toMatchObject({
    answer: { segments: [{ id: 'vip', cause: 'person' }] },
  });
  expect(await call('previewSegment', { body: { when: named('Grace') } })).toMatchObject({
    answer: { isEstimate: false },
  });
});

itRefuses([
  ['getSegment', { id: 'vips' }, 404, 'not-found'],
  ['getSegment', { id: '%zz' }, 400, 'address-unreadable'],
  ['listSegmentMembers', { id: 'vips' }, 404, 'not-found'],
  ['listSegmentMembers', { id: '%zz' }, 400, 'address-unreadable'],
  ['listSegmentMembers', { id: 'vip', query: 'limit=0' }, 422, 'parameter-wrong'],
  ['changeSegmentMembers', { id: 'vips', body: {} }, 404, 'not-found'],
  ['changeSegmentMembers', { id: '%zz', body: {} }, 400, 'address-unreadable'],
  ['changeSegmentMembers', { id: 'graces', body: {} }, 409, 'segment-not-static'],
  ['changeSegmentMembers', { id: 'vip', body: { add: 'u1' } }, 422, 'parameter-wrong'],
  ['changeSegmentMembers', { id: 'vip', body: { add: ['\u0000'] } }, 422, 'data-refused'],
  ['previewSegment', { body: {} }, 422, 'parameter-wrong'],
  ['previewSegment', { body: { when: named('\u0000') } }, 422, 'data-refused'],
]);
