import { z } from 'zod';
import type { Problem } from '../../../core/base/problem.ts';
import { safeParse } from '../../../core/base/safe-parse.ts';
import { callSchema, limits } from '../../../services/intake/call-schema.ts';
import type { KeyKind } from '../../../store/access/keys.ts';
import { intakeBusy, needsServerKey } from '../../common-errors.ts';
import { defineError, problemSchema } from '../../define-error.ts';
import { defineOperation } from '../../define-operation.ts';
import { addresses } from '../../intake-paths.ts';
import {
  callErrors,
  clientRules,
  envelopeOf,
  type ReadCall,
  readItem,
  thousands,
  warnings,
  warningsOf,
  words,
  writeKey,
} from './calls.ts';
import { batchCalls } from './examples.ts';

/** The envelope. Its calls are read one by one, by `readCall`: a bad one harms only itself. */
const batchSchema = z.object({
  batch: z.array(z.unknown()).max(limits.calls),
  sentAt: z.unknown().optional(),
  context: z.unknown().optional(),
  historical: z.boolean().nullish(),
});

const batchBody = batchSchema.extend({
  batch: z.array(callSchema).max(limits.calls),
  sentAt: batchSchema.shape.sentAt.describe(
    "When the sender sent it, by its own clock, ISO 8601; what is no time is not used. The difference to ours is taken out of each call's timestamp.",
  ),
  context: batchSchema.shape.context.describe('Not used: each call has its own.'),
  historical: batchSchema.shape.historical.describe(
    'An import of what happened before: it is stored and changes traits, but opens no run. Needs a server key.',
  ),
  writeKey,
});

const answerSchema = z.strictObject({
  success: z.literal(true),
  accepted: z.int().describe('Calls that are stored now.'),
  duplicates: z.int().describe('Calls that were stored before, by their messageId.'),
  entered: z.int().describe('Journey runs that these calls opened.'),
  errors: z.array(problemSchema).describe('One for each call that was not taken; all others are in.'),
  warnings,
});

/** What a batch reports of a single call, beside the answer to a single call. */
const itemCodes = words(callErrors.flatMap(({ code }) => code ?? []));

const batchUnreadable = defineError({
  status: 400,
  code: 'batch-unreadable',
  when: 'there is no list of calls, or a too long one',
  text: () => ({
    where: 'body.batch',
    problem: 'there is no list of calls',
    remedy: 'Send {"batch": [ …calls ], "sentAt": "…"} with 5,000 calls at most.',
  }),
  example: [],
});

export const sendBatch = defineOperation({
  id: 'sendBatch',
  method: 'post',
  path: addresses.batch[0],
  also: addresses.batch.slice(1),
  tag: 'events',
  key: 'write',
  summary: 'Send many calls',
  description: `Up to ${thousands(limits.calls)} calls, ${limits.batch / 1024} KB in all, as Segment's SDKs send them. A call that can't be taken harms only itself: the
answer is 200 all the same and reports it in \`errors\`, since the SDKs would drop the whole batch on a 400. Codes there:
${itemCodes}. Where a request can have no headers (sendBeacon), the write key may be
in the query, as \`writeKey\`.\n\n${clientRules}`,
  body: {
    limit: limits.batch,
    schema: z.custom<z.output<typeof batchSchema>>(),
    read: readBatch,
    described: batchBody,
    examples: { segment: { summary: "As Segment's SDK for Node sends it", value: batchCalls } },
  },
  answer: {
    description: 'All calls are decided, and what was accepted is stored.',
    schema: answerSchema,
    examples: {
      accepted: {
        summary: 'All are in, and one opened a run',
        value: { success: true, accepted: 2, duplicates: 0, entered: 1, errors: [], warnings: [] },
      },
      'one-bad': {
        summary: 'One call is bad',
        value: {
          success: true,
          accepted: 1,
          duplicates: 0,
          entered: 0,
          errors: [
            {
              code: 'nobody',
              where: 'batch[1]',
              problem: 'the call says neither userId nor anonymousId',
              remedy: 'Give the id of your own database as userId, or a random one of the device as anonymousId.',
            },
          ],
          warnings: [],
        },
      },
    },
  },
  errors: [intakeBusy, batchUnreadable, needsServerKey],
  async handle({ body, workspace, sender, keyKind }, { collector, metrics, logger }) {
    const items = itemsOf(body, keyKind);
    const good = items.filter((item) => 'event' in item);
    const events = good.map(({ event }) => event);
    const acceptances = await collector.submit(workspace, events, sender);
    const bad = items.flatMap((item) => ('problem' in item ? [item] : []));
    for (const _unreadable of bad) metrics.unreadable();
    for (const [index, acceptance] of acceptances.entries()) {
      if (acceptance.result !== 'rejected') continue;
      const where = good[index]?.where ?? '';
      bad.push({ where, problem: { ...acceptance.problem, where } });
    }
    if (bad.length > 0) logger.warn({ errors: inLog(bad), count: bad.length }, 'bad items in a batch');
    const accepted = acceptances.filter((acceptance) => acceptance.result === 'accepted');
    return {
      success: true as const,
      accepted: accepted.length,
      duplicates: acceptances.filter(({ result }) => result === 'duplicate').length,
      entered: accepted.reduce((sum, { entered }) => sum + entered, 0),
      errors: bad.map(({ problem }) => problem),
      warnings: acceptances.flatMap((acceptance, index) => warningsOf(acceptance, good[index]?.where ?? '')),
    };
  },
});

function readBatch(body: unknown): z.output<typeof batchSchema> {
  const read = safeParse(batchSchema, body);
  if (!read.success) throw batchUnreadable();
  return read.data;
}

function itemsOf(
  { batch, sentAt, historical }: z.output<typeof batchSchema>,
  keyKind: KeyKind | undefined,
): ReadCall[] {
  if (historical && keyKind === 'browser') throw needsServerKey('body.historical', 'import');
  const envelope = envelopeOf(sentAt, keyKind, historical === true);
  return batch.map((call, index) => readItem(call, `batch[${index}]`, envelope));
}

/** The item's place only: the place within it may hold names that the sender chose. */
function inLog(bad: readonly { readonly where: string; readonly problem: Problem }[]) {
  return bad.slice(0, 20).map(({ where, problem }) => ({ code: problem.code, where }));
}
