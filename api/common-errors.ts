import type { KeyKind } from '../store/access/keys.ts';
import { defineError, type ErrorDescription, thisAddress } from './define-error.ts';
import type { KeyAccess, Operation } from './define-operation.ts';
import { requestForged, rightMissing, sessionOver } from './session-errors.ts';
import { userTokenErrors } from './user-token-errors.ts';

/** Errors of operations that have a key, a body or parameters, or need the database. */

/** What opens what, in words. */
const keysFor = {
  write: 'a server or browser key (tl_server_…, tl_browser_…)',
  admin: 'an admin key (tl_admin_…)',
} as const satisfies Record<KeyAccess, string>;

export const keyUnknown = forEachAccess((access) =>
  defineError({
    status: 401,
    code: 'key-unknown',
    when: 'there is no key, or it is unknown',
    text: (isGiven: boolean) => ({
      where: 'Authorization',
      problem: isGiven ? 'unknown API key' : 'the request has no API key',
      remedy: `Send ${keysFor[access]} as Bearer token or as Basic user name; "throughline keys create" makes one.`,
    }),
    example: [false],
  }),
);

export const keyNotAllowed = forEachAccess((access) =>
  defineError({
    status: 403,
    code: 'key-not-allowed',
    when: 'the key is of another kind',
    text: (given: KeyKind) => ({
      where: 'Authorization',
      problem: `${article(given)} ${given} key does not open this`,
      remedy: `Use ${keysFor[access]}.`,
    }),
    example: [access === 'admin' ? 'browser' : 'admin'],
  }),
);

/** Of every operation that takes a write key. */
export const rateLimited = defineError({
  status: 429,
  code: 'rate-limited',
  when: "the address, or all that send with its key, are over the key's rate",
  text: (who: 'sender' | 'key', rate: number, retryAfterMs?: number) => ({
    where: 'Authorization',
    problem:
      who === 'sender'
        ? `this address sends more than ${rate} calls a second with this key`
        : `more than ${rate} calls a second come with this key`,
    remedy: 'Send it again after the time in Retry-After.',
    ...(retryAfterMs !== undefined && { retryAfterMs }),
  }),
  example: ['sender', 1_000],
});

export const needsServerKey = defineError({
  status: 403,
  code: 'needs-server-key',
  when: 'the key is a browser key, which everybody can read',
  text: (where: string, what: string) => ({
    where,
    problem: `a browser key does not ${what}`,
    remedy: 'Send it from your server, with a server key (tl_server_…).',
  }),
  example: ['body.historical', 'import'],
});

export const bodyUnreadable = defineError({
  status: 400,
  code: 'unreadable',
  when: 'the body is no JSON, no UTF-8, or its packing is broken',
  text: (why: string) => ({
    where: 'body',
    problem: `the body can not be read: ${why}`,
    remedy: 'Send JSON as UTF-8, plain or gzipped.',
  }),
  example: ['it is no JSON'],
});

export const encodingUnknown = defineError({
  status: 415,
  code: 'unreadable',
  when: 'the body comes in a Content-Encoding that is not gzip, deflate or br',
  text: () => ({
    where: 'body',
    problem: 'the body can not be read: its Content-Encoding is not known here',
    remedy: 'Send JSON as UTF-8, plain or gzipped.',
  }),
  example: [],
});

export const bodyTooLarge = (limit: number) =>
  defineError({
    status: 413,
    code: 'too-large',
    when: `the body has more than ${kilobytes(limit)} KB, unpacked`,
    text: () => ({
      where: 'body',
      problem: `the request is larger than ${kilobytes(limit)} KB`,
      remedy: 'Send it in smaller parts.',
    }),
    example: [],
  });

/** Of every operation whose body is read whole or not at all. */
export const bodyTooDeep = (levels: number) =>
  defineError({
    status: 400,
    code: 'too-deep',
    when: `the body is nested deeper than ${levels} levels`,
    text: () => ({
      where: 'body',
      problem: `the body is nested deeper than ${levels} levels`,
      remedy: 'Flatten what is nested.',
    }),
    example: [],
  });

export const tooManyValues = (most: number) =>
  defineError({
    status: 413,
    code: 'too-large',
    when: `the body holds more than ${most} values`,
    text: () => ({
      where: 'body',
      problem: `the body holds more than ${most} values`,
      remedy: 'Send it in smaller parts.',
    }),
    example: [],
  });

export const addressUnreadable = defineError({
  status: 400,
  code: 'address-unreadable',
  when: 'a parameter of the path is not encoded',
  text: (where: string) => ({
    where,
    problem: 'a percent sign in the address does not begin a character',
    remedy: 'Encode what you put into the address, as encodeURIComponent does.',
  }),
  example: [thisAddress],
});

export const parameterWrong = defineError({
  status: 422,
  code: 'parameter-wrong',
  when: 'a parameter or a member of the body is not as it should be',
  text: (where: string, problem: string) => ({
    where,
    problem,
    remedy: 'GET /openapi.json says what this address takes.',
  }),
  example: ['query.limit', 'Too big: expected number to be <=200'],
});

/** Of operations that take If-Match. */
export const revisionMissing = defineError({
  status: 428,
  code: 'revision-missing',
  when: 'If-Match has no revision',
  text: () => ({
    where: 'If-Match',
    problem: 'the request does not say which revision it was made from',
    remedy: 'Send the revision that you have read in If-Match: "31".',
  }),
  example: [],
});

export const dataRefused = defineError({
  status: 422,
  code: 'data-refused',
  when: 'PostgreSQL can not store what is given, such as U+0000',
  text: (where: string) => ({
    where,
    problem: 'PostgreSQL can not store what the request says',
    remedy: 'Look for characters that are no text (such as U+0000) or numbers beyond all measure.',
  }),
  example: [thisAddress],
});

export const databaseUnavailable = defineError({
  status: 503,
  code: 'database-away',
  when: 'PostgreSQL is unavailable',
  text: (where: string, retryAfterMs?: number) => ({
    where,
    problem: 'PostgreSQL is unavailable: not all of the request may be stored',
    remedy: 'Send it again after the time in Retry-After.',
    retryAfterMs: retryAfterMs ?? 2_000,
  }),
  example: [thisAddress],
});

/** Of operations that take what other systems sign. */
export const signatureWrong = defineError({
  status: 401,
  code: 'signature-wrong',
  when: 'the signature is missing or wrong, or older than five minutes',
  text: (problem: string) => ({
    where: 'signature',
    problem,
    remedy: 'Sign the body as it is sent, with the secret of this source, and keep the clock right.',
  }),
  example: ['no secret of this source made the signature'],
});

export const secretMissing = defineError({
  status: 503,
  code: 'secret-missing',
  when: 'a secret that the configuration names has no value in this process',
  text: (names: string) => ({
    where: names,
    problem: 'it is not set for the API',
    remedy: 'Set the variable for every API process.',
    retryAfterMs: 60_000,
  }),
  example: ['THROUGHLINE_SECRET_FEEDBACK'],
});

export const intakeBusy = defineError({
  status: 503,
  code: 'intake-busy',
  when: 'too many events are waiting, of all senders or of this one',
  text: (where: string) => ({
    where,
    problem: 'nothing was stored: the service can not take it at the moment',
    remedy: 'Send it again after the time in Retry-After.',
  }),
  example: [thisAddress],
});

const exampleErrorId = '01a2042f-b4e2-72fe-95bd-718adb295762';
export const unexpected = defineError({
  status: 500,
  code: 'unexpected',
  when: 'a fault of the service; its log has details under the error id',
  text: (where: string, errorId: string) => ({
    where,
    problem: `something of ours failed (error ${errorId})`,
    remedy: 'Look for this id in the log of the API.',
  }),
  example: [thisAddress, exampleErrorId],
  more: { errorId: exampleErrorId },
});

/** All that an operation can fail with, once each. */
export function errorsOf(operation: Operation): readonly ErrorDescription[] {
  const { key, right, method, body, params, query, notFound, errors } = operation;
  return [
    ...(key === 'none' ? [] : key === 'user' ? userTokenErrors : [keyUnknown[key], keyNotAllowed[key]]),
    ...(right ? [sessionOver, ...(method === 'get' ? [] : [requestForged]), rightMissing(right)] : []),
    ...(key === 'none' ? [] : [unexpected, databaseUnavailable]),
    ...(key === 'write' ? [rateLimited] : []),
    ...(body ? [bodyUnreadable, bodyTooLarge(body.limit), encodingUnknown] : []),
    ...(body?.depth === undefined ? [] : [bodyTooDeep(body.depth), intakeBusy]),
    ...(body?.values === undefined ? [] : [tooManyValues(body.values)]),
    ...(params ? [addressUnreadable] : []),
    ...(operation.ifMatch === undefined ? [] : [revisionMissing]),
    ...(notFound ? [notFound] : []),
    ...(query || (body && !body.read) ? [parameterWrong] : []),
    ...errors,
  ];
}

function forEachAccess<Definition>(make: (access: KeyAccess) => Definition): Readonly<Record<KeyAccess, Definition>> {
  return { write: make('write'), admin: make('admin') };
}

function article(kind: KeyKind): string {
  return kind === 'admin' ? 'an' : 'a';
}

function kilobytes(bytes: number): number {
  return Math.round(bytes / 1024);
}
