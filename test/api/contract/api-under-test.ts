import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import pino from 'pino';
import { createApi } from '../../../api/app.ts';
import { errorsOf } from '../../../api/common-errors.ts';
import { problemAnswerSchema } from '../../../api/define-error.ts';
import type { Content, Operation } from '../../../api/define-operation.ts';
import { operations } from '../../../api/operations/index.ts';
import { createKey } from '../../../store/access/keys.ts';
import { startSession } from '../../../store/access/sessions.ts';
import { createTestDatabase, type TestDatabase } from '../../support/database.ts';
import { userToken } from '../../support/in-app.ts';

/** The real API of the contract test, and what all its subjects share. */
export let db: TestDatabase;
export let keys: { write: string; admin: string; user: string };
export let api: { server: Server; url: string };
/** Every answer that was given: "POST /v1/track 200". */
export const given = new Set<string>();

export const feedbackSecret = `whsec_${Buffer.alloc(32, 7).toString('base64')}`;
const namedSecrets = new Map([
  ['THROUGHLINE_SECRET_FEEDBACK', feedbackSecret],
  ['THROUGHLINE_SECRET_PUSH', 'q1dXpw3UpT5VOmu_cf_v6ih07Aems3njxI-JWgLcM94'], // of the browser in RFC 8291
]);

export async function listen(database = db.database, { testMode = true } = {}) {
  const logger = pino({ level: 'silent' });
  const server = createServer(createApi({ database, testMode, logger, namedSecrets }).app);
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return { server, url: `http://127.0.0.1:${(server.address() as AddressInfo).port}` };
}

beforeAll(async () => {
  db = await createTestDatabase();
  const make = (kind: 'server' | 'admin') => createKey(db.database, { workspace: 'default', kind, title: 'test' });
  keys = { write: await make('server'), admin: await make('admin'), user: await userToken(db, 'u1') };
  api = await listen();
});
afterAll(async () => {
  await new Promise((resolve) => api.server.close(resolve));
  await db.destroy();
});

export interface Call {
  readonly id?: string;
  /** The second part of an address that has two. */
  readonly version?: string;
  readonly query?: string;
  readonly body?: unknown;
  readonly key?: string;
  readonly headers?: Record<string, string>;
  /** In place of a key. */
  readonly cookie?: string;
  readonly url?: string;
}

export const operationOf = (id: string) => operations.find((operation) => operation.id === id) as Operation;
export const exampleOf = ({ examples }: Content) => Object.values(examples)[0]?.value;

/** Calls one operation, and sees that the answer is one that its description knows, to the last member. */
export async function call(
  operationId: string,
  { id, version = '1', query, body, key, headers, cookie, url }: Call = {},
) {
  const operation = operationOf(operationId);
  const raw = typeof body === 'string' || body instanceof Uint8Array ? (body as string) : JSON.stringify(body);
  const own = operation.key === 'none' ? '' : keys[operation.key];
  const response = await fetch(
    `${url ?? api.url}${operation.path.replace(/\{\w+\}/, id ?? '').replace(/\{\w+\}/, version)}${query ? `?${query}` : ''}`,
    {
      method: operation.method.toUpperCase(),
      ...(body !== undefined && { body: raw }),
      headers: {
        ...(cookie === undefined ? { authorization: `Bearer ${key ?? own}` } : { cookie }),
        ...{ 'content-type': 'application/json', ...headers },
      },
    },
  );
  const answer = (await response.json()) as Record<string, unknown>;
  const { status } = response;
  if (status === 200) {
    operation.answer.schema.parse(answer);
    given.add(`${operationId} 200`);
    return { status, answer };
  }
  expect(response.headers.get('content-type')).toMatch(/^application\/problem\+json/);
  const { code, remedy } = problemAnswerSchema.parse(answer);
  const declared =
    errorsOf(operation).find((each) => each.status === status && each.code === code) ??
    errorsOf(operation).find((each) => each.status === status && each.code === undefined);
  expect({ operationId, status, code, declared: declared !== undefined }).toEqual({
    ...{ operationId, status, code, declared: true },
  });
  if (declared?.code) expect(remedy).toBe(declared.example.remedy);
  if (status === 503) expect(Number(response.headers.get('retry-after'))).toBeGreaterThan(0);
  given.add(`${operationId} ${status} ${declared?.code}`);
  return { status, code, answer };
}

/** The calls of an example as if they were made now: days later their times would be reported as corrected. */
export function asOfNow(body: unknown): unknown {
  const now = new Date().toISOString();
  return JSON.parse(JSON.stringify(body), (name, value) => (/^(timestamp|sentAt)$/.test(name) ? now : value));
}

/** Ids, moments and ages are drawn again each time; all else is as the example says. */
export function withoutChance(value: unknown): unknown {
  const text = JSON.stringify(value)
    .replace(/[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}/g, '(id)')
    .replace(/(?<=(AgeMs|p50Ms|p99Ms)":)\d+/g, '0')
    .replace(/\d{4}-\d\d-\d\d[T ]\d\d:\d\d(:\d\d(\.\d+)?)?(Z| UTC)?/g, '(moment)');
  return JSON.parse(text);
}

/** An operation, a call of it, and the answer that it must get. */
export type Refusal = readonly [operationId: string, what: Call, status: number, code: string];

export function itRefuses(refusals: readonly Refusal[]): void {
  it.each(refusals)('refuses %s %j: %i %s', async (name, what, status, code) => {
    expect(await call(name, what)).toMatchObject({ status, code });
  });
}

/** Reads as an id, and is nobody's. */
export const strangeId = '01a2042f-b4e2-72fe-95bd-718adb295762';

/** Of a session that an admin key has begun. */
export async function adminCookie(): Promise<string> {
  const [key] = await db.look<{ id: string }>(`select id from access_keys where kind = 'admin' limit 1`);
  const owner = { keyId: key?.id ?? '' };
  const { token } = await startSession(db.database, { workspace: 'default', owner, via: 'key', agent: undefined });
  return `throughline=${token}`;
}

export const urlUnderTest = (): { readonly url: string } => api;
