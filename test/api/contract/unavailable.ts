import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import express from 'express';
import pino from 'pino';
import { errorsOf } from '../../../api/common-errors.ts';
import type { Operation } from '../../../api/define-operation.ts';
import { mountOperations } from '../../../api/mount.ts';
import { operations } from '../../../api/operations/index.ts';
import { isReady } from '../../../api/operations/service/is-ready.ts';
import { problemHandler } from '../../../api/problem-json.ts';
import type { ApiServices } from '../../../api/services.ts';
import { createKey } from '../../../store/access/keys.ts';
import { openDatabase } from '../../../store/database/database.ts';
import { freePort } from '../../../worker/free-port.ts';
import { createTestDatabase } from '../../support/database.ts';
import { userToken } from '../../support/in-app.ts';
import { fromConsole } from '../../support/signed-in.ts';
import { type Call, call, db, exampleOf, strangeId as id, listen } from './api-under-test.ts';

const needDatabase = operations.filter((operation) => errorsOf(operation).some(({ status }) => status === 503));
/** Ids that are there, or can be, by the beginning of the address. */
const idsUnder = {
  '/v1/journeys/': 'trial',
  '/v1/segments/': 'vip',
  '/v1/policies/': 'first-offer',
  '/v1/offers/': 'ten-percent',
  '/v1/placements/': 'home-banner',
  '/v1/my/placements/': 'home-banner',
  '/v1/kill-switches/': 'workspace',
  '/v1/imports/{kind}': 'customers',
  '/v1/sources/': 'own',
  '/v1/workspace/': 'caps',
};
const sendable = ({ id: name, path, body }: Operation): Call => ({
  id: /^(receiveFeedback|receiveSource)$/.test(name)
    ? 'own'
    : (Object.entries(idsUnder).find(([start]) => path.startsWith(start))?.[1] ?? id),
  ...(path.endsWith('{override}') && { version: id }),
  ...(body && { body: exampleOf(body) }),
  headers: { ...fromConsole, 'if-match': '1' },
  ...(name === 'findCustomer' && { query: 'identity=userId:u1' }),
  ...(name === 'getCredit' && { query: 'event=Order%20Completed' }),
});

it('answers 503 while PostgreSQL is unavailable', async () => {
  const away = openDatabase({ url: `postgres://nobody@127.0.0.1:${await freePort()}/nowhere` });
  const other = await listen(away);
  for (const operation of needDatabase) {
    const answer = await call(operation.id, { ...sendable(operation), url: other.url });
    expect({ id: operation.id, ...answer }).toMatchObject({ id: operation.id, status: 503, code: 'database-away' });
  }
  await new Promise((resolve) => other.server.close(resolve));
  await away.destroy();
});

it('is not ready while calls wait and no batch is committed', async () => {
  const app = express();
  const stuckFor = { ms: 0 };
  const services = { database: db.database, collector: { stalledMs: () => stuckFor.ms } } as unknown as ApiServices;
  const door = () => {};
  app.use(
    mountOperations([isReady as unknown as Operation], {
      ...{ services, authenticate: () => door, userDoor: door, intakeDoor: door },
    }),
    problemHandler(pino({ level: 'silent' })),
  );
  const other = createServer(app);
  await new Promise<void>((resolve) => other.listen(0, '127.0.0.1', resolve));
  const url = `http://127.0.0.1:${(other.address() as AddressInfo).port}`;
  expect(await call('isReady', { url })).toMatchObject({ status: 200 });
  stuckFor.ms = 11_000;
  expect(await call('isReady', { url })).toMatchObject({ status: 503, code: 'intake-stalled' });
  await new Promise((resolve) => other.close(resolve));
});

it('answers 500 with an error id if the fault is ours', async () => {
  const broken = await createTestDatabase();
  const make = (kind: 'server' | 'admin') => createKey(broken.database, { workspace: 'default', kind, title: 'test' });
  const own = { write: await make('server'), admin: await make('admin'), user: await userToken(broken, 'u1') };
  const other = await listen(broken.database);
  // All that is read behind the door.
  const tables = await broken.look<{ name: string }>(
    `select relname as name from pg_class where relkind in ('r', 'p') and relnamespace = 'public'::regnamespace
     and not relispartition and relname not in ('access_keys', 'workspaces')`,
  );
  await broken.look(`drop table ${tables.map(({ name }) => `"${name}"`).join(', ')} cascade`);
  // getSession answers a key with what the door knows of it, and listKeys reads what the door reads.
  const behindDoor = ({ id, key }: Operation) =>
    (key !== 'none' || id === 'startSession') && !/^(getSession|listKeys)$/.test(id);
  for (const operation of needDatabase.filter(behindDoor)) {
    const key = own[operation.key as keyof typeof own];
    const answer = await call(operation.id, { ...sendable(operation), key, url: other.url });
    expect({ id: operation.id, ...answer }).toMatchObject({
      ...{ id: operation.id, status: 500, code: 'unexpected' },
      answer: { errorId: expect.any(String) },
    });
  }
  await new Promise((resolve) => other.server.close(resolve));
  await broken.destroy();
});
