import { once } from 'node:events';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import express from 'express';
import { HttpProblem } from '../../api/define-error.ts';
import { mountOperations } from '../../api/mount.ts';
import { describeApi } from '../../api/openapi.ts';
import { operations } from '../../api/operations/index.ts';
import { admitActor } from '../../api/request-actor.ts';
import type { ApiServices } from '../../api/services.ts';
import { type PersonRole, type Right, rightsOf, roles } from '../../core/access/rights.ts';

const ofPeople = operations.filter(({ key }) => key === 'admin');
let server: Server;
let url: string;

beforeAll(async () => {
  const router = mountOperations(operations, {
    services: {} as ApiServices, // what is allowed fails at the first of them
    authenticate: () => (request, _response, next) => {
      const role = request.get('role') as PersonRole;
      admitActor(request, { kind: 'user', id: 'u', workspace: 'default', title: 'ann', rights: rightsOf[role] });
      next();
    },
    userDoor: (_request, _response, next) => next(),
    intakeDoor: (_request, _response, next) => next(),
  });
  const answered: express.ErrorRequestHandler = (error, _request, response, _next) => {
    const problem = error instanceof HttpProblem ? error.problem : { code: 'none' };
    response.status(error instanceof HttpProblem ? error.status : 500).json(problem);
  };
  server = createServer(express().use(router).use(answered)).listen(0, '127.0.0.1');
  await once(server, 'listening');
  url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
});
afterAll(() => void server.close());

/** They read, although they are no GET: what they are asked about is too much for an address. */
const reading = ['planPublish', 'previewTemplate', 'previewSegment', 'explainCondition', 'comparePolicies'];

/** They show what other systems sent, as it came. */
const readOfOperators = ['listPayloads'];

/** What everybody who is signed in does with the own session. */
const own = ['endSession', 'endOneSession', 'changeOwnPassword', 'noteDraftReader'];

it('opens what only reads to those who look or administer, and nothing that changes to those who only look', () => {
  for (const { id, method, right } of ofPeople) {
    if (own.includes(id) || readOfOperators.includes(id)) continue;
    if (method === 'get' || reading.includes(id))
      expect({ id, right }).toEqual({ id, right: expect.stringMatching(/^(look|admin)$/) });
    else expect({ id, right }).not.toEqual({ id, right: 'look' });
  }
});

it.each([
  ['getRun', 'look'],
  ['exitRun', 'support'],
  ['retryRun', 'operate'],
  ['resendMessage', 'operate'],
  ['addSuppression', 'support'],
  ['answerTask', 'support'],
  ['publish', 'publish'],
  ['listUserTokenSecrets', 'admin'],
  ['rotateUserTokenSecret', 'admin'],
  ['setTestClock', 'admin'],
])('asks for %s the right %s', (id, right) => {
  expect(ofPeople.find((each) => each.id === id)?.right).toBe(right);
});

it('asks for no right where a key of the shop, a token of a customer or nothing opens an operation', () => {
  for (const { key, right } of operations) expect(right !== undefined).toBe(key === 'admin');
});

it('says the right in the description of each operation', () => {
  const paths = (describeApi().paths ?? {}) as Record<
    string,
    Record<string, { 'x-right'?: string; description: string }>
  >;
  for (const { path, method, right } of ofPeople) {
    expect(paths[path]?.[method]).toMatchObject({
      'x-right': right,
      description: expect.stringContaining(`\`${right}\``),
    });
  }
});

it.each(roles)('lets a %s ask for what its rights open, and names the missing right of all else', async (role) => {
  for (const { id, method, path, right } of ofPeople) {
    const response = await fetch(url + path.replace(/\{\w+\}/g, 'x'), {
      method: method.toUpperCase(),
      headers: { role },
    });
    const { code, problem = '' } = (await response.json()) as { code: string; problem?: string };
    const isAllowed = rightsOf[role].includes(right as Right);
    expect({ id, isRefused: code === 'right-missing' }).toEqual({ id, isRefused: !isAllowed });
    if (!isAllowed) {
      expect(response.status).toBe(403);
      expect(problem).toContain(`"${right}"`);
    }
  }
});
