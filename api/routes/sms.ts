import { type Request, Router } from 'express';
import type { Configuration } from '../../core/workspace/configuration.ts';
import { isSignedByTwilio } from '../../services/access/twilio-signature.ts';
import { type Feedback, type FeedbackDependencies, recordFeedback } from '../../services/delivery/feedback.ts';
import { takeSmsReply } from '../../services/delivery/sms-replies.ts';
import type { Database } from '../../store/database/database.ts';
import { getConfiguration } from '../../store/workspaces/configuration.ts';
import { secretMissing } from '../common-errors.ts';
import { defineError } from '../define-error.ts';
import { readBody } from '../read-body.ts';
import type { AddressLimit } from '../services.ts';

export interface SmsDependencies {
  readonly database: Database;
  readonly feedback: FeedbackDependencies;
  readonly namedSecrets: ReadonlyMap<string, string>;
  /** Where the provider reaches us: a part of what it signs. Undefined: as the request says. */
  readonly publicUrl: string | undefined;
  readonly limit: AddressLimit;
}

const providerUnknown = defineError({
  status: 404,
  code: 'not-found',
  when: "the workspace's configuration has no such provider of text messages",
  text: (name: string) => ({
    where: `sms.providers.${name}`,
    problem: 'there is no such provider of text messages',
    remedy: 'Declare it in the section "sms" of the workspace and publish it.',
  }),
  example: ['main'],
});

const signatureWrong = defineError({
  status: 401,
  code: 'signature-wrong',
  when: 'the signature is missing or wrong',
  text: (url: string) => ({
    where: 'X-Twilio-Signature',
    problem: 'the signature is missing or wrong',
    remedy: `Check the account's auth token, and that ${url} is the address which the provider calls (THROUGHLINE_PUBLIC_URL).`,
  }),
  example: ['https://journeys.example.com/v1/sms/main'],
});

/** Bytes; Twilio sends some hundred. */
const LONGEST = 64 * 1024;

/**
 * What a provider of text messages calls, in Twilio's form: reports about messages (their StatusCallback), and answers of
 * customers (the address that is set for the number). Signed by the account's auth token over address and fields.
 */
export function smsRoutes({ database, feedback, namedSecrets, publicUrl, limit }: SmsDependencies): Router {
  const router = Router();
  router.post('/v1/sms/:name', async (request, response) => {
    await limit.take(request);
    const { name } = request.params;
    const workspace = 'default';
    const { configuration } = await getConfiguration(database, database, workspace);
    const provider = configuration.sms?.providers.find((each) => each.name === name);
    if (!provider) throw providerUnknown(name);
    const authToken = namedSecrets.get(provider.authToken.env);
    if (authToken === undefined) throw secretMissing(provider.authToken.env);
    const fields = new URLSearchParams((await readBody(request, LONGEST)).toString('utf8'));
    const url = `${publicUrl ?? originOf(request)}${request.originalUrl}`;
    const signature = request.get('x-twilio-signature');
    if (!isSignedByTwilio(signature, { url, fields, authToken })) throw signatureWrong(url);
    if (fields.has('MessageStatus')) {
      const report = reportIn(fields, request.query.message);
      if (report) await recordFeedback(feedback, { workspace, source: name }, [report]);
      response.status(204).end();
      return;
    }
    const answer = await takeReply({ database, feedback, configuration }, workspace, fields);
    response.type('text/xml').send(answer);
  });
  return router;
}

const originOf = (request: Request) => `${request.protocol}://${request.get('host') ?? ''}`;

const uuid = /^[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/;

/** Numbers that are none, are no mobile ones, or answered STOP: https://www.twilio.com/docs/api/errors */
const hardErrors: ReadonlySet<string> = new Set(['30005', '30006', '21610', '21211', '21614']);

function reportIn(fields: URLSearchParams, message: unknown): Feedback | undefined {
  const status = fields.get('MessageStatus') ?? '';
  if (typeof message !== 'string' || !uuid.test(message)) return undefined;
  const told = { messageId: message, identity: `${fields.get('MessageSid')}/${status}` };
  if (status === 'delivered') return { ...told, kind: 'delivered' };
  if (status !== 'undelivered' && status !== 'failed') return undefined; // queued, sending, sent
  return { ...told, kind: 'bounced', bounce: hardErrors.has(fields.get('ErrorCode') ?? '') ? 'hard' : 'soft' };
}

async function takeReply(
  {
    database,
    feedback,
    configuration,
  }: Pick<SmsDependencies, 'database' | 'feedback'> & { configuration: Configuration },
  workspace: string,
  fields: URLSearchParams,
): Promise<string> {
  const [from, text, id] = ['From', 'Body', 'MessageSid'].map((name) => fields.get(name) ?? '') as [
    string,
    string,
    string,
  ];
  const optOutType = fields.get('OptOutType') ?? undefined;
  const meaning = await takeSmsReply({ database, submit: feedback.submit }, { workspace, from, text, id, optOutType });
  const help = configuration.sms?.help ?? '';
  // What the provider took for one of its words, it has answered.
  return meaning === 'help' && optOutType === undefined ? twiml(`<Message>${escapeXml(help)}</Message>`) : twiml('');
}

const twiml = (content: string) => `<?xml version="1.0" encoding="UTF-8"?><Response>${content}</Response>`;

const escapeXml = (text: string) =>
  text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;').replaceAll('"', '&quot;');
