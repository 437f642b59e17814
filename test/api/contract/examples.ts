import { runTurn } from '../../../activities/run-turn.ts';
import type { Content } from '../../../api/define-operation.ts';
import { packageVersion } from '../../../config/package-root.ts';
import { newId } from '../../../core/base/id.ts';
import { knownKinds } from '../../../services/measurement/heartbeat.ts';
import { writeHeartbeat } from '../../../store/measurement/processes.ts';
import { asOfNow, type Call, call, db, exampleOf, keys, operationOf, withoutChance } from './api-under-test.ts';

it('takes the examples of requests, and answers them as the examples of answers say', async () => {
  const sent = async (operationId: string, more: Call = {}) => {
    const { body, answer } = operationOf(operationId);
    const real = await call(operationId, { ...(body && { body: asOfNow(exampleOf(body)) }), ...more });
    return { real: withoutChance(real.answer), example: withoutChance(exampleOf(answer)) };
  };
  // The process of the example of a status, which the API itself does not list: its heartbeat is started beside it.
  const server = { id: newId(), host: 'server-1', pid: 1 };
  await writeHeartbeat(db.database, { ...server, role: 'api', version: packageVersion(), kinds: knownKinds });
  for (const operationId of ['publish', 'planPublish', 'listJourneys', 'sendBatch', 'getStatus', 'isLive', 'isReady']) {
    const { real, example } = await sent(operationId);
    expect({ operationId, answer: real }).toEqual({ operationId, answer: example });
  }
  const journey = await sent('getJourney', { id: 'trial' });
  expect(journey.real).toEqual(journey.example);

  const [row] = await db.look<{ id: string }>('select id from journey_runs');
  const id = row?.id ?? '';
  await runTurn(db.database, id, Date.now());
  for (const [operationId, more] of [
    ['previewTemplate', { id: 'trial-hello' }],
    ['listVersions', { id: 'trial' }],
    ['getVersion', { id: 'trial' }],
    ['countSteps', { id: 'trial' }],
    ['listRuns', { query: 'userId=u1' }],
    ['getRun', { id }],
    ['exitRun', { id }],
  ] as const) {
    const { real, example } = await sent(operationId, more);
    expect({ operationId, answer: real }).toEqual({ operationId, answer: example });
  }
  expect(await call('sendTrack', { body: exampleOf(operationOf('sendTrack').body as Content) })).toMatchObject({
    answer: { result: 'accepted' },
  });
  expect(await call('sendIdentify', { body: exampleOf(operationOf('sendIdentify').body as Content) })).toMatchObject({
    answer: { result: 'accepted' },
  });
  for (const name of ['sendPage', 'sendScreen', 'sendGroup', 'sendAlias'])
    expect(await call(name, { body: exampleOf(operationOf(name).body as Content) })).toMatchObject({
      answer: { result: 'accepted', warnings: [] },
    });
  const settings = await call('getSettings', { id: keys.write });
  expect(settings.answer).toMatchObject({ integrations: { 'Segment.io': { apiKey: keys.write, protocol: 'http' } } });
  expect(await call('getCustomer', { id: 'u1', query: 'limit=2' })).toMatchObject({
    answer: { traits: { firstName: 'Grace' }, timeline: { items: [{}, {}], next: expect.any(String) } },
  });
  expect(await call('findCustomer', { query: 'identity=userId:u1' })).toMatchObject({ answer: { openRuns: 1 } });
  await db.look(`update journey_runs set stuck_at = now() where id = ? returning 1`, [id]);
  const retry = await sent('retryRun', { id });
  expect(retry.real).toEqual(retry.example);
  await call('getDescription');
});
