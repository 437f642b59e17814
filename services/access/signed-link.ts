import { createHmac, timingSafeEqual } from 'node:crypto';
import { z } from 'zod';
import { safeParse } from '../../core/base/safe-parse.ts';
import type { WorkspaceSecrets } from './workspace-secrets.ts';

/**
 * Tokens in links of messages: base64url(JSON) "." base64url(HMAC-SHA-256). A token is good for one purpose and, where it is about
 * a customer, for one customer; it holds ids only, no address. It has no end unless `expiresAt` says so: a link
 * must work as long as its mail may be kept.
 */
const payloadSchema = z.strictObject({
  /** What the link is for: a token of one purpose is refused for every other. */
  purpose: z.enum(['open', 'click', 'unsubscribe', 'preferences', 'why', 'stream', 'answer', 'push']),
  workspace: z.string().regex(/^[\w-]{1,64}$/), // it is looked up before the signature is checked
  customerId: z.uuid().optional(),
  messageId: z.uuid().optional(),
  topic: z.string().max(64).optional(),
  channel: z.string().max(64).optional(),
  /** Of a stream: the ticket that it uses up. */
  ticket: z.uuid().optional(),
  /** Of a click: where it leads. */
  url: z.string().max(4_000).optional(),
  /** Of a click: how many links its mail has. */
  links: z.int().min(1).max(100_000).optional(),
  /** Of an answer: to which question, which one, and what it is worth. */
  question: z.string().min(1).max(100).optional(),
  answer: z.string().min(1).max(200).optional(),
  score: z.number().optional(),
  /** Epoch milliseconds. */
  expiresAt: z.number().optional(),
});

export type LinkPayload = z.infer<typeof payloadSchema>;
export type LinkPurpose = LinkPayload['purpose'];

/** Characters of a token; longer ones are not looked at. */
const LONGEST_TOKEN = 8_000;

export async function signLink(secrets: WorkspaceSecrets, payload: LinkPayload): Promise<string> {
  return (await linkSigner(secrets, payload.workspace))(payload);
}

/** Signs at once, as a template does while it is rendered. */
export async function linkSigner(
  secrets: WorkspaceSecrets,
  workspace: string,
): Promise<(payload: LinkPayload) => string> {
  const [newest] = await secrets.get(workspace, 'links');
  if (!newest) throw new Error('there is no secret for links');
  return (payload) => {
    const body = Buffer.from(JSON.stringify(payload)).toString('base64url');
    return `${body}.${signatureOf(newest.secret, body).toString('base64url')}`;
  };
}

/** What the token says; undefined for one that is broken, of another purpose, expired or not signed by us. */
export async function verifyLink(
  secrets: WorkspaceSecrets,
  { token, purpose, now }: { token: string; purpose: LinkPurpose; now: number },
): Promise<LinkPayload | undefined> {
  if (token.length > LONGEST_TOKEN) return undefined;
  const [body, signature, ...rest] = token.split('.');
  if (!body || !signature || rest.length > 0) return undefined;
  const payload = readPayload(body);
  if (payload?.purpose !== purpose) return undefined;
  if (payload.expiresAt !== undefined && payload.expiresAt < now) return undefined;
  const given = Buffer.from(signature, 'base64url');
  for (const { secret } of await secrets.find(payload.workspace, 'links')) {
    const expected = signatureOf(secret, body);
    if (given.length === expected.length && timingSafeEqual(given, expected)) return payload;
  }
  return undefined;
}

function readPayload(body: string): LinkPayload | undefined {
  try {
    const read = safeParse(payloadSchema, JSON.parse(Buffer.from(body, 'base64url').toString('utf8')));
    return read.success ? read.data : undefined;
  } catch {
    return undefined;
  }
}

function signatureOf(secret: Buffer, body: string): Buffer {
  return createHmac('sha256', secret).update(body).digest();
}
