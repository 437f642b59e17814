import { z } from 'zod';
import { signLink } from '../../../services/access/signed-link.ts';
import type { AuthenticatedUser } from '../../../services/access/user-token.ts';
import { addStreamTicket } from '../../../store/inbox/stream-tickets.ts';
import { moment } from '../../codecs.ts';
import { defineOperation } from '../../define-operation.ts';

const VALID_MS = 30_000;

export const makeStreamTicket = defineOperation({
  id: 'makeStreamTicket',
  method: 'post',
  path: '/v1/inbox/ticket',
  tag: 'inbox',
  key: 'user',
  summary: 'Make a ticket for one stream',
  description:
    'For an EventSource, which can send no header: `/v1/inbox/stream?ticket=…` within 30 seconds, once. A user token never stands in an address.',
  answer: {
    description: 'The ticket.',
    schema: z.strictObject({ ticket: z.string(), validUntil: moment }),
    examples: {
      ticket: {
        summary: 'A ticket',
        value: { ticket: 'eyJwdXJwb3NlIjoic3RyZWFtIn0.c2lnbmF0dXJl', validUntil: '2026-11-22T19:20:52.341Z' },
      },
    },
  },
  errors: [],
  async handle({ user }, { database, secrets }) {
    const { workspace, userId, expiresAt } = user as AuthenticatedUser;
    const now = Date.now();
    const validUntil = now + VALID_MS;
    const id = await addStreamTicket(database, { workspace, userId, endsAt: expiresAt }, { now, validUntil });
    const ticket = await signLink(secrets, { purpose: 'stream', workspace, ticket: id, expiresAt: validUntil });
    return { ticket, validUntil };
  },
});
