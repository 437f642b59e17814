import { z } from 'zod';
import { decideUnknown } from '../../../services/delivery/decide-unknown.ts';
import type { Decision } from '../../../store/messages/unknown-messages.ts';
import { dataRefused } from '../../common-errors.ts';
import { defineOperation } from '../../define-operation.ts';
import { done, doneAnswer } from '../../done-answer.ts';
import { messageDecided, messageNotFound, messageParams } from './errors.ts';

const body = {
  limit: 4 * 1024,
  depth: 8,
  schema: z.strictObject({
    why: z.string().trim().min(1).max(500).describe('Kept with the decision, beside the title of the key.'),
  }),
  examples: { why: { summary: 'With a reason', value: { why: 'the provider has no such Message-ID' } } },
} as const;

/** What the two decisions about a message without an outcome share. */
export function defineDecision(decision: Decision, id: string, summary: string, description: string) {
  return defineOperation({
    id,
    method: 'post',
    path: `/v1/messages/{id}/${decision}`,
    tag: 'messages',
    key: 'admin',
    right: 'operate',
    summary,
    description,
    params: messageParams,
    notFound: messageNotFound,
    body,
    answer: doneAnswer('The decision is stored.'),
    errors: [messageDecided, dataRefused],
    async handle({ params: { id: message }, body: { why }, workspace, keyTitle }, { feedback }) {
      const outcome = await decideUnknown(feedback, { workspace, id: message, decision, decidedBy: keyTitle, why });
      if (outcome === 'gone') throw messageNotFound(message);
      if (outcome === 'decided') throw messageDecided(message);
      return done;
    },
  });
}
