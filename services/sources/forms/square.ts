import type { Mapping } from '../../../core/transfer/mapping.ts';
import { headerOf, isSigned, type SourceForm, textAt } from './form.ts';

const payment: Mapping = {
  'identities.$own': 'data.object.payment.customer_id',
  email: 'data.object.payment.buyer_email_address',
  timestamp: { column: 'data.object.payment.created_at', as: 'moment' },
  ...{ 'properties.payment_id': 'data.object.payment.id', 'properties.order_id': 'data.object.payment.order_id' },
  'properties.amount': 'data.object.payment.total_money.amount',
  'properties.currency': 'data.object.payment.total_money.currency',
  'properties.location': 'data.object.payment.location_id',
  'properties.paid_by': 'data.object.payment.source_type',
};

/**
 * A till. The HMAC is over the address and the body, in base64, with the subscription's signature key; there is no time stamp.
 * Amounts are in the smallest unit of the currency.
 */
export const square: SourceForm = {
  type: 'square',
  verify(delivery, secrets) {
    const given = Buffer.from(headerOf(delivery, 'x-square-hmacsha256-signature') ?? '', 'base64');
    const signed = Buffer.concat([Buffer.from(delivery.url), delivery.body]);
    return isSigned({ signed }, secrets, [given]) ? 'valid' : 'invalid';
  },
  /** A payment is reported again when a fee or a tip is added to it: it is the same purchase. */
  idOf({ json }) {
    const [id, status] = ['id', 'status'].map((name) => textAt(json, `data.object.payment.${name}`));
    return id !== undefined && status !== undefined ? `${id}-${status}` : textAt(json, 'event_id');
  },
  topicOf: ({ json }) => textAt(json, 'type'),
  calls: [
    {
      when: { '@topic': ['payment.created', 'payment.updated'], 'data.object.payment.status': 'COMPLETED' },
      call: 'track',
      event: 'Bought In Store',
      map: payment,
    },
    {
      when: { '@topic': ['customer.created', 'customer.updated'] },
      call: 'identify',
      map: {
        'identities.$own': 'data.object.customer.id',
        email: 'data.object.customer.email_address',
        timestamp: { column: 'data.object.customer.updated_at', as: 'moment' },
        'traits.email': 'data.object.customer.email_address',
        'traits.phone': 'data.object.customer.phone_number',
        ...{ 'traits.firstName': 'data.object.customer.given_name' },
        ...{ 'traits.lastName': 'data.object.customer.family_name' },
        'traits.birthday': 'data.object.customer.birthday',
      },
    },
  ],
};
