import { z } from 'zod';
import { idSchema } from '../../../core/journey/definition/index.ts';
import { recordFeedback } from '../../../services/delivery/feedback.ts';
import { feedbackSources } from '../../../services/delivery/feedback-sources/index.ts';
import { getConfiguration } from '../../../store/workspaces/configuration.ts';
import { tooManyRequests } from '../../address-limit.ts';
import { databaseUnavailable, secretMissing, signatureWrong } from '../../common-errors.ts';
import { defineError } from '../../define-error.ts';
import { defineOperation } from '../../define-operation.ts';

const sourceUnknown = defineError({
  status: 404,
  code: 'not-found',
  when: "the workspace's configuration has no such source of feedback",
  text: (name: string) => ({
    where: `feedback.${name}`,
    problem: 'there is no such source of feedback',
    remedy: 'Declare it in the section "feedback" of the workspace and push it.',
  }),
  example: ['mail-provider'],
});

const feedbackUnreadable = defineError({
  status: 422,
  code: 'feedback-unreadable',
  when: 'the body has not the form of its source',
  text: () => ({
    where: 'body',
    problem: 'the body has not the form that this source sends',
    remedy: 'See docs/channels.md for the forms.',
  }),
  example: [],
});

/** Bytes: providers send some thousand events at once. */
const LIMIT = 2 * 1024 * 1024;

const exampleReport = {
  type: 'message.bounced',
  timestamp: '2026-11-26T10:00:00Z',
  data: { message_id: '01934d2f-7c44-7a3e-9b1a-5f2f6f1c8a01', bounce: 'hard' },
};

export const receiveFeedback = defineOperation({
  id: 'receiveFeedback',
  method: 'post',
  path: '/v1/feedback/{id}',
  tag: 'events',
  key: 'none',
  summary: 'Take in what became of messages',
  description: `What providers report: delivered, opened, clicked, bounced, complained, unsubscribed. \`id\` names a source in
the section "feedback" of the workspace's configuration, which says the form and names the secrets. The signature is verified
over the body as it came. A repeat is answered as before and changes nothing; so is what is about no message of ours.`,
  params: z.strictObject({ id: idSchema.describe('The name of the source.') }),
  notFound: sourceUnknown,
  body: {
    schema: z.unknown(),
    described: z.union([
      z.record(z.string(), z.unknown()).describe('One report (standard, mailgun).'),
      z.array(z.record(z.string(), z.unknown())).describe('Several (sendgrid).'),
    ]),
    limit: LIMIT,
    depth: 32,
    values: 200_000,
    read: (json) => json,
    isSigned: true,
    examples: { bounced: { summary: 'A hard bounce, in our own form', value: exampleReport } },
  },
  answer: {
    description: 'How many reports were new, and how many of messages that are not known.',
    schema: z.strictObject({ recorded: z.int(), repeated: z.int(), unknown: z.int() }),
    examples: { one: { summary: 'One report', value: { recorded: 1, repeated: 0, unknown: 0 } } },
  },
  errors: [tooManyRequests, signatureWrong, feedbackUnreadable, secretMissing, databaseUnavailable],
  async handle({ params: { id }, signed }, { database, feedback, namedSecrets, addressLimit }) {
    if (!signed) throw feedbackUnreadable();
    await addressLimit.take(signed.request);
    const workspace = 'default';
    const { configuration } = await getConfiguration(database, database, workspace);
    const own = Object.hasOwn(configuration.feedback, id) ? configuration.feedback[id] : undefined;
    const source = own && feedbackSources.get(own.type);
    if (!own || !source) throw sourceUnknown(id);
    const secrets = own.secrets.flatMap(({ env }) => namedSecrets.get(env) ?? []);
    if (secrets.length === 0) throw secretMissing(own.secrets.map(({ env }) => env).join(', '));
    const delivery = { headers: signed.request.headers, body: signed.raw, json: signed.request.body as unknown };
    const verified = source.verify(delivery, secrets, Date.now());
    if (verified === 'invalid') throw signatureWrong('no secret of this source made the signature');
    if (verified === 'too-old') throw signatureWrong('the time stamp is more than five minutes off');
    const reports = source.read(delivery);
    if (!reports) throw feedbackUnreadable();
    const outcomes = await recordFeedback(feedback, { workspace, source: id }, reports);
    const count = (...wanted: string[]) => outcomes.filter((outcome) => wanted.includes(outcome)).length;
    return { recorded: count('recorded', 'machine'), repeated: count('repeat'), unknown: count('no-such-message') };
  },
});
