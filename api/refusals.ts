import { z } from 'zod';
import type { KeyKind } from '../store/access/keys.ts';

/** A finding in what was sent: core/base/problem.ts, as it is told. */
export const problemSchema = z.strictObject({
  code: z.string(),
  where: z.string(),
  problem: z.string(),
  remedy: z.string(),
  severity: z.enum(['error', 'warning']).optional(),
});

/** What problem-json.ts sends. */
export const problemAnswerSchema = z.strictObject({
  type: z.string(),
  title: z.string(),
  status: z.int().min(400).max(599),
  code: z.string(),
  where: z.string(),
  remedy: z.string(),
  problems: z.array(problemSchema).optional(),
  errorId: z.uuid().optional(),
});

/** One way in which an address can say no, with an example of it as it is really said. */
export interface Refusal {
  readonly status: number;
  /** Undefined where it is one of many: the codes of the publish check. */
  readonly code: string | undefined;
  readonly when: string;
  readonly example: z.infer<typeof problemAnswerSchema>;
}

type Told = Omit<z.infer<typeof problemAnswerSchema>, 'type' | 'status' | 'code'>;

export function refusal(status: number, code: string, when: string, told: Told): Refusal {
  const { title, ...more } = told;
  return { status, code, when, example: { type: `urn:throughline:${code}`, title, status, code, ...more } };
}

/** Where the example says this, the description says the address that it is shown for. */
export const thisAddress = '/';

/** Every address that needs the database may say so. */
export const databaseAway = refusal(503, 'database-away', 'PostgreSQL does not answer', {
  title: 'nothing was stored: the service can not take it at the moment',
  where: thisAddress,
  remedy: 'Send it again after the time in Retry-After.',
});

export const unexpected = refusal(500, 'unexpected', 'a fault of ours; the log tells more under the error id', {
  title: 'something of ours failed (error 01a2042f-b4e2-72fe-95bd-718adb295762)',
  where: thisAddress,
  remedy: 'Look for this id in the log of the API.',
  errorId: '01a2042f-b4e2-72fe-95bd-718adb295762',
});

/** Of every address that takes a write key. */
const rateLimited = refusal(
  429,
  'rate-limited',
  "the address, or all that send with its key, are over the key's rate",
  {
    title: 'this address sends more than 1000 calls a second with this key',
    where: 'Authorization',
    remedy: 'Send it again after the time in Retry-After.',
  },
);

/** Of every address that asks for a key. */
export const keyRefusals = (kind: KeyKind): readonly Refusal[] => [
  ...(kind === 'write' ? [rateLimited] : []),
  refusal(401, 'key-unknown', 'there is no key, or nobody knows it', {
    title: 'the request carries no key',
    where: 'Authorization',
    remedy: `Send a ${kind} key (tl_${kind}_…) as Bearer token or as Basic user name; "throughline keys create" makes one.`,
  }),
  refusal(403, 'key-not-allowed', 'the key is of the other kind', {
    title: `${kind === 'admin' ? 'a write' : 'an admin'} key does not open this`,
    where: 'Authorization',
    remedy: `Use a ${kind} key (tl_${kind}_…).`,
  }),
];

/** Of every address that takes a body. */
export const bodyRefusals = (limitKb: number): readonly Refusal[] => [
  refusal(400, 'unreadable', 'the body is no JSON, no UTF-8, or its packing is broken', {
    title: 'the body can not be read: it is no JSON',
    where: 'body',
    remedy: 'Send JSON as UTF-8, plain or gzipped.',
  }),
  refusal(413, 'too-large', `the body has more than ${limitKb} KB, gunzipped`, {
    title: `the request is larger than ${limitKb} KB`,
    where: 'body',
    remedy: 'Send it in smaller parts.',
  }),
  refusal(415, 'unreadable', 'the body comes in a Content-Encoding that is not gzip, deflate or br', {
    title: 'the body can not be read: its Content-Encoding is not known here',
    where: 'body',
    remedy: 'Send JSON as UTF-8, plain or gzipped.',
  }),
];

/** Of every address whose body is read whole or not at all. */
export const tooDeep = (levels: number): Refusal =>
  refusal(400, 'too-deep', `the body is nested deeper than ${levels} levels`, {
    title: `the body is nested deeper than ${levels} levels`,
    where: 'body',
    remedy: 'Flatten what is nested.',
  });

/** Of every address with something to fill in. */
export const addressUnreadable = refusal(400, 'address-unreadable', 'what was put into the address is not encoded', {
  title: 'a percent sign in the address does not begin a character',
  where: thisAddress,
  remedy: 'Encode what you put into the address, as encodeURIComponent does.',
});

export const dataRefused = refusal(422, 'data-refused', 'the database has no room for what is said, such as U+0000', {
  title: "the database can't hold what the request says",
  where: thisAddress,
  remedy: 'Look for characters that are no text (such as U+0000) or numbers beyond all measure.',
});
