import { flow, joins, journey, leaves, wait } from '../../../core/index.ts';
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

it('says who would join and leave by another condition, and which part of it holds of one customer', async () => {
  const replaces = 'vip';
  expect(await call('previewSegment', { body: { when: named('Nobody'), replaces } })).toMatchObject({
    answer: { count: 0, change: { joins: 0, leaves: 1 } },
  });
  expect(await call('explainCondition', { body: { when: named('Nobody'), customer: 'u1' } })).toMatchObject({
    answer: { verdict: 'does-not-hold', parts: [{ depth: 0, verdict: 'does-not-hold' }] },
  });
});

it('says when a condition of one customer changes though nothing happens', async () => {
  const timestamp = new Date(Date.now() - 3_600_000).toISOString();
  await call('sendTrack', { body: { userId: 'u1', event: 'Price Seen', timestamp } });
  const rule = {
    field: 'customer.events.count',
    of: { event: 'Price Seen', within: 'PT5H' },
    operator: '>=',
    value: 1,
  };
  const when = { combinator: 'and', rules: [rule] };
  expect(await call('explainCondition', { body: { when, customer: 'u1' } })).toMatchObject({
    answer: { verdict: 'holds', changesAt: new Date(Date.parse(timestamp) + 5 * 3_600_000).toISOString() },
  });
});

it('has the versions of a segment, and who joined and left it', async () => {
  await call('changeSegmentMembers', { id: 'vip', body: { remove: ['u1'] } });
  expect(await call('getSegmentHistory', { id: 'vip' })).toMatchObject({
    answer: {
      versions: [{ version: 1, isLive: true, words: 'customers that were put in by hand' }],
      lastDay: { joined: 0, left: 1 },
      changes: [{ joined: false, cause: 'person' }],
    },
  });
});

it('changes one section of the configuration, from the version that was read', async () => {
  const { answer } = await call('getWorkspace');
  const version = Number(answer.version);
  const value = { weekly: { most: 3, calendar: 'week' } };
  expect(await call('changeWorkspaceSection', { id: 'caps', body: { version, value } })).toMatchObject({
    answer: { version: version + 1, change: 'published' },
  });
  expect(await call('changeWorkspaceSection', { id: 'caps', body: { version, value } })).toMatchObject({
    status: 409,
  });
  const tooLong = { default: { from: '08:00', until: '08:00', days: { monday: { from: '00:00', until: '20:00' } } } };
  const long = { version: version + 1, value: tooLong };
  expect(await call('changeWorkspaceSection', { id: 'quietHours', body: long })).toMatchObject({
    ...{ status: 422, code: 'quiet-hours-too-long' },
  });
  const none = { version: version + 1, value: {} };
  expect(await call('changeWorkspaceSection', { id: 'caps', body: none })).toMatchObject({ status: 200 });
});

it('lets customers in who are in the segment of a journey already, and warns when it is published that they do not enter', async () => {
  await call('changeSegmentMembers', { id: 'vip', body: { add: ['u1'] } });
  const vips = journey(
    'vips',
    { purpose: 'transactional', entry: joins('vip'), exit: { left: leaves('vip') } },
    flow(wait('a-day', '1 day')),
  );
  expect(await call('publish', { body: { journeys: [vips] } })).toMatchObject({
    answer: { warnings: [{ code: 'members-do-not-enter', where: 'vips: entry' }] },
  });
  expect(await call('getMemberEntries', { id: 'vips' })).toMatchObject({ answer: { items: [] } });
  expect(await call('enterMembers', { id: 'vips', body: { perMinute: 100 } })).toMatchObject({
    answer: { items: [{ segment: 'vip', total: 1, entered: 0, finishedAt: null }] },
  });
});

itRefuses([
  ['enterMembers', { id: 'nothing', body: {} }, 404, 'not-found'],
  ['enterMembers', { id: '%zz', body: {} }, 400, 'address-unreadable'],
  ['enterMembers', { id: 'trial', body: {} }, 409, 'no-segment-entry'],
  ['enterMembers', { id: 'vips', body: { perMinute: 0 } }, 422, 'parameter-wrong'],
  ['getMemberEntries', { id: 'nothing' }, 404, 'not-found'],
  ['getMemberEntries', { id: '%zz' }, 400, 'address-unreadable'],
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
  ['getSegmentHistory', { id: 'vips' }, 404, 'not-found'],
  ['getSegmentHistory', { id: '%zz' }, 400, 'address-unreadable'],
  ['explainCondition', { body: {} }, 422, 'parameter-wrong'],
  ['explainCondition', { body: { when: named('Grace'), customer: 'nobody' } }, 404, 'customer-not-found'],
  ['explainCondition', { body: { when: named('Grace'), customer: '\u0000' } }, 422, 'data-refused'],
  ['changeWorkspaceSection', { id: 'topics', body: {} }, 404, 'not-found'],
  ['changeWorkspaceSection', { id: '%zz', body: {} }, 400, 'address-unreadable'],
  ['changeWorkspaceSection', { id: 'caps', body: {} }, 422, 'parameter-wrong'],
  ['changeWorkspaceSection', { id: 'caps', body: { version: 0, value: { a: '\u0000' } } }, 422, 'data-refused'],
  ['changeWorkspaceSection', { id: 'caps', body: { version: 0, value: {} } }, 409, 'configuration-changed'],
  ['previewSegment', { body: {} }, 422, 'parameter-wrong'],
  ['previewSegment', { body: { when: named('\u0000') } }, 422, 'data-refused'],
]);
