import { once } from 'node:events';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import express from 'express';
import { z } from 'zod';
import { defineOperation } from '../../api/define-operation.ts';
import { mountOperations } from '../../api/mount.ts';
import type { ApiServices } from '../../api/services.ts';

let server: Server;
afterEach(() => void server.close());

/** Answers of an operation that counts how often it was asked, or fails so many times first. */
async function ask(times: number, more: { isConstant?: true; cacheSeconds?: number }, failures = 0) {
  let asked = 0;
  const operation = defineOperation({
    id: 'count',
    method: 'get',
    path: '/count',
    tag: 'service',
    key: 'none',
    summary: 'Counts',
    description: 'Counts.',
    answer: { description: 'How often.', schema: z.strictObject({ asked: z.int() }), examples: {} },
    errors: [],
    ...more,
    async handle() {
      asked += 1;
      if (asked <= failures) throw new Error('not yet');
      return { asked };
    },
  });
  const router = mountOperations([operation], {
    services: {} as ApiServices, // of which this operation uses none
    authenticate: () => (_request, _response, next) => next(),
    userDoor: (_request, _response, next) => next(),
    intakeDoor: (_request, _response, next) => next(),
  });
  const answered: express.ErrorRequestHandler = (_error, _request, response, _next) => void response.status(500).end();
  server = createServer(express().use(router).use(answered)).listen(0, '127.0.0.1');
  await once(server, 'listening');
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/count`;
  const answers = [];
  for (let time = 0; time < times; time += 1) {
    const response = await fetch(url);
    const { headers } = response;
    answers.push({
      text: await response.text(),
      type: headers.get('content-type'),
      cache: headers.get('cache-control'),
    });
  }
  return answers;
}

const json = 'application/json; charset=utf-8';

it('asks an operation at every request', async () => {
  expect(await ask(2, {})).toEqual([
    { text: '{"asked":1}', type: json, cache: null },
    { text: '{"asked":2}', type: json, cache: null },
  ]);
});

it('asks an operation whose answer is constant once, and lets caches keep each answer alike', async () => {
  const answer = { text: '{"asked":1}', type: json, cache: 'public, max-age=300' };
  expect(await ask(3, { isConstant: true, cacheSeconds: 300 })).toEqual([answer, answer, answer]);
});

it('asks again after a failure, which no cache may keep', async () => {
  const [failed, answered, again] = await ask(3, { isConstant: true, cacheSeconds: 300 }, 1);
  expect(failed).toMatchObject({ text: '', cache: null });
  expect(answered).toMatchObject({ text: '{"asked":2}', cache: 'public, max-age=300' });
  expect(again).toEqual(answered);
});
