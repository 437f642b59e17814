import { once } from 'node:events';
import { createServer, request, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import express from 'express';
import { createBodyRoom } from '../../api/body-room.ts';
import { createIntakeDoor, keepPlaceUntil } from '../../api/intake-door.ts';
import { eventually } from '../support/eventually.ts';

const KB = 1024;

let server: Server;
afterEach(() => {
  server.closeAllConnections();
  server.close();
});

it('a sender that hangs up leaves its body counted until its calls are decided', async () => {
  const room = createBodyRoom({ total: 64 * KB, share: 64 * KB });
  const isFree = () => {
    try {
      const place = room.enter('another');
      try {
        place.charge(50 * KB);
        return true;
      } finally {
        place.leave();
      }
    } catch {
      return false;
    }
  };
  let decide = () => {};
  const decision = new Promise<void>((resolve) => {
    decide = resolve;
  });
  const reached: Promise<unknown>[] = [];
  const app = express();
  app.post(
    '/',
    createIntakeDoor({
      admitKey: async (given) => void Object.assign(given, { accessKey: { id: 'k', workspace: 'default' } }),
      rates: { check: async () => {}, take: async () => {} },
      limit: 500 * KB,
      rooms: { known: room, unknown: room },
    }),
    async (given, response) => {
      reached.push(once(response, 'close'));
      await keepPlaceUntil(given, decision);
      response.json({});
    },
  );
  server = createServer(app).listen(0, '127.0.0.1');
  await once(server, 'listening');
  expect(isFree()).toBe(true);
  const sent = request({
    port: (server.address() as AddressInfo).port,
    method: 'POST',
    headers: { authorization: 'Bearer k' },
  });
  sent.once('error', () => {});
  sent.end(JSON.stringify({ batch: ['x'.repeat(30 * KB)] }));
  await eventually(
    async () => reached.length,
    (count) => count === 1,
  );
  sent.destroy();
  await reached[0];
  expect(isFree()).toBe(false);
  decide();
  await eventually(
    async () => isFree(),
    (isSo) => isSo,
  );
});
