import { z } from 'zod';
import type { Json } from '../../../core/base/canonical-json.ts';
import { newId } from '../../../core/base/id.ts';
import { idSchema } from '../../../core/journey/definition/index.ts';
import { sourceForms } from '../../../services/sources/forms/index.ts';
import { partsOf, readDelivery, withoutSecrets } from '../../../services/sources/read-delivery.ts';
import { codeOf } from '../../../store/measurement/failures.ts';
import { keepPayload } from '../../../store/sources/source-payloads.ts';
import { getConfiguration } from '../../../store/workspaces/configuration.ts';
import { tooManyRequests } from '../../address-limit.ts';
import { databaseUnavailable, intakeBusy, secretMissing, signatureWrong } from '../../common-errors.ts';
import { defineError, problemSchema } from '../../define-error.ts';
import { defineOperation } from '../../define-operation.ts';

export const sourceUnknown = defineError({
  status: 404,
  code: 'not-found',
  when: "the workspace's configuration has no such source",
  text: (name: string) => ({
    where: `sources.${name}`,
    problem: 'there is no such source',
    remedy: 'Declare it in the section "sources" of the workspace and push it.',
  }),
  example: ['shop'],
});

const payloadUnreadable = defineError({
  status: 422,
  code: 'payload-unreadable',
  when: 'the body is no JSON object, nor a list of them where the sender sends lists',
  text: () => ({
    where: 'body',
    problem: 'the body is no JSON object',
    remedy: 'Send what the type of the source sends, as JSON.',
  }),
  example: [],
});

/** Bytes: an order with hundreds of lines. */
const LIMIT = 1024 * 1024;

export const receiveSource = defineOperation({
  id: 'receiveSource',
  method: 'post',
  path: '/v1/sources/{id}',
  tag: 'events',
  key: 'none',
  summary: 'Take in a webhook of another system',
  description: `What a shop, a payment provider or a help desk reports becomes events of customers. \`id\` names a source in the section
"sources" of the workspace's configuration, which says the form, names the secrets and maps payloads to calls. The signature is
verified over the body as it came. A repeat is answered as before and changes nothing. What no mapping is about is ignored, and
what can not be read is reported in \`errors\`: the answer is 200 all the same, since senders repeat for days what is refused.`,
  params: z.strictObject({ id: idSchema.describe('The name of the source.') }),
  notFound: sourceUnknown,
  body: {
    schema: z.unknown(),
    described: z
      .union([z.record(z.string(), z.unknown()), z.array(z.record(z.string(), z.unknown()))])
      .describe('As the other system sends it.'),
    limit: LIMIT,
    depth: 32,
    values: 50_000,
    read: (json) => json,
    isSigned: true,
    examples: {
      order: { summary: 'A paid order', value: { id: 1001, email: 'ann@example.com', total_price: '64.00' } },
    },
  },
  answer: {
    description: 'What it came to is stored.',
    schema: z.strictObject({
      accepted: z.int().describe('Calls that are stored now.'),
      duplicates: z.int().describe('Calls that were stored before.'),
      entered: z.int().describe('Journey runs that they opened.'),
      errors: z.array(problemSchema),
    }),
    examples: { one: { summary: 'One event', value: { accepted: 1, duplicates: 0, entered: 0, errors: [] } } },
  },
  errors: [tooManyRequests, signatureWrong, payloadUnreadable, secretMissing, intakeBusy, databaseUnavailable],
  async handle(
    { params: { id }, signed, origin },
    { database, collector, namedSecrets, addressLimit, logger, publicUrl },
  ) {
    if (!signed) throw payloadUnreadable();
    await addressLimit.take(signed.request);
    const workspace = 'default';
    const { configuration } = await getConfiguration(database, database, workspace);
    const source = Object.hasOwn(configuration.sources, id) ? configuration.sources[id] : undefined;
    const form = source && sourceForms.get(source.type);
    if (!source || !form) throw sourceUnknown(id);
    const secrets = source.secrets.flatMap(({ env }) => namedSecrets.get(env) ?? []);
    if (secrets.length === 0) throw secretMissing(source.secrets.map(({ env }) => env).join(', '));
    const json = signed.request.body as unknown;
    const url = `${publicUrl ?? origin}${signed.request.originalUrl}`;
    const delivery = { headers: signed.request.headers, url, body: signed.raw, json };
    const verified = form.verify(delivery, secrets, Date.now(), source);
    if (verified === 'invalid') throw signatureWrong('no secret of this source made the signature');
    if (verified === 'too-old') throw signatureWrong('the time stamp is more than five minutes off');
    const parts = partsOf(form, json);
    if (!parts) throw payloadUnreadable();
    const { topic, events, problems } = readDelivery(id, source, form, delivery, parts, {
      ...{ receivedAt: Date.now(), newMessageId: newId },
    });
    const acceptances = await collector.submit(workspace, events, `source ${id}`);
    const rejected = acceptances.flatMap((each) => (each.result === 'rejected' ? [each.problem] : []));
    const errors = [...problems, ...rejected];
    await keepPayload(database, {
      ...{ workspace, source: id, topic: topic ?? null, payload: withoutSecrets(json as Json) },
      calls: events.map(({ type, name }) => (type === 'track' ? name : type)),
      problems: errors.map(({ code, where }) => `${code} ${where}`),
    }).catch((error: unknown) => logger.warn({ code: codeOf(error) }, 'a payload of a source was not kept'));
    return {
      accepted: acceptances.filter(({ result }) => result === 'accepted').length,
      duplicates: acceptances.filter(({ result }) => result === 'duplicate').length,
      entered: acceptances.reduce((sum, each) => sum + (each.result === 'accepted' ? each.entered : 0), 0),
      errors,
    };
  },
});
