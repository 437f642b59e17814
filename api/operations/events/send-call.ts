import { z } from 'zod';
import type { Problem } from '../../../core/base/problem.ts';
import { type CallType, limits } from '../../../services/intake/call-schema.ts';
import { intakeBusy } from '../../common-errors.ts';
import { HttpProblem } from '../../define-error.ts';
import type { OperationRequest } from '../../define-operation.ts';
import type { ApiServices } from '../../services.ts';
import { callErrors, envelopeOf, readItem, warnings, warningsOf } from './calls.ts';

const acceptedSchema = z.strictObject({
  success: z.literal(true),
  messageId: z.string(),
  result: z.enum(['accepted', 'duplicate']).describe('A duplicate was stored before, by its messageId.'),
  warnings,
});

/** What the operations that take one call share. */
export const oneCall = {
  method: 'post',
  tag: 'events',
  key: 'write',
  answer: {
    description: 'Stored, now or before.',
    schema: acceptedSchema,
    examples: {
      accepted: {
        summary: 'Stored',
        value: {
          success: true,
          messageId: 'node-next-1795375092053-6fb6a640-f448-4a02-8d9c-49a42f6a454b',
          result: 'accepted',
          warnings: [],
        },
      },
    },
  },
  errors: [intakeBusy, ...callErrors],
} as const;

/** Bytes of the body; the call is read by `readCall`, which says what is wrong with it. */
export const oneCallBody = { limit: limits.batch, read: (json: unknown) => json };

/** Answered after the commit. */
export function sendCall(type: CallType) {
  return async (
    {
      body,
      workspace,
      sender,
      keyKind,
    }: Pick<OperationRequest<undefined, undefined, z.ZodUnknown>, 'body' | 'workspace' | 'sender' | 'keyKind'>,
    { collector, metrics }: ApiServices,
  ) => {
    const item = readItem(callOf(body, type), 'body', envelopeOf(undefined, keyKind));
    if ('problem' in item) {
      metrics.unreadable();
      throw new HttpProblem(statusOf(item.problem), item.problem);
    }
    const [acceptance] = await collector.submit(workspace, [item.event], sender);
    if (!acceptance) throw new Error('the collector gave no answer');
    if (acceptance.result === 'rejected') throw new HttpProblem(422, acceptance.problem);
    const { messageId } = item.event;
    return { success: true as const, messageId, result: acceptance.result, warnings: warningsOf(acceptance, 'body') };
  };
}

function statusOf({ code }: Problem): number {
  if (code === 'event-too-large') return 413;
  return code === 'needs-server-key' ? 403 : 400;
}

/** The address says the type. A call that is no object is left as it is, and rejected as such later. */
function callOf(body: unknown, type: string): unknown {
  return body === null || typeof body !== 'object' || Array.isArray(body) ? body : { ...body, type };
}
