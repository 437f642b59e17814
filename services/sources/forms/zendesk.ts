import type { Mapping } from '../../../core/transfer/mapping.ts';
import { headerOf, isRecent, isSigned, type SourceForm, textAt } from './form.ts';

const ticket: Mapping = {
  ...{ email: 'detail.requester_email', 'identities.$own': 'detail.requester_id' },
  timestamp: { column: 'time', as: 'moment' },
  ...{ 'properties.ticket_id': { column: 'detail.id', as: 'text' }, 'properties.status': 'detail.status' },
  ...{ 'properties.priority': 'detail.priority', 'properties.subject': 'detail.subject' },
};

/** The HMAC is over time stamp and body, in base64. Event subscriptions name the requester by Zendesk's id: declare `identity`. */
export const zendesk: SourceForm = {
  type: 'zendesk',
  verify(delivery, secrets, now) {
    const timestamp = headerOf(delivery, 'x-zendesk-webhook-signature-timestamp') ?? '';
    const given = Buffer.from(headerOf(delivery, 'x-zendesk-webhook-signature') ?? '', 'base64');
    const signed = Buffer.concat([Buffer.from(timestamp), delivery.body]);
    if (!isSigned({ signed }, secrets, [given])) return 'invalid';
    const at = Date.parse(timestamp);
    return !Number.isNaN(at) && isRecent(at, now) ? 'valid' : 'too-old';
  },
  idOf: ({ json }) => textAt(json, 'id'),
  topicOf: ({ json }) => textAt(json, 'type'),
  calls: [
    { when: { '@topic': 'zen:event-type:ticket.created' }, call: 'track', event: 'Ticket Opened', map: ticket },
    {
      when: {
        '@topic': 'zen:event-type:ticket.status_changed',
        'detail.status': ['SOLVED', 'CLOSED', 'solved', 'closed'],
      },
      call: 'track',
      event: 'Ticket Solved',
      map: ticket,
    },
    {
      when: { '@topic': 'zen:event-type:ticket.csat_received' },
      call: 'track',
      event: 'Ticket Rated',
      map: { ...ticket, 'properties.rating': 'event.score' },
    },
    {
      when: { '@topic': ['zen:event-type:user.created', 'zen:event-type:user.identity_created'] },
      call: 'identify',
      map: {
        ...{ email: 'detail.email', 'identities.$own': 'detail.id', timestamp: { column: 'time', as: 'moment' } },
        ...{ 'traits.email': 'detail.email', 'traits.name': 'detail.name' },
      },
    },
  ],
};
