import type { Mapping } from '../../../core/transfer/mapping.ts';
import { headerOf, isRecent, isSigned, type SourceForm, textAt } from './form.ts';

const customer: Mapping = { email: 'data.object.customer_email', 'identities.$own': 'data.object.customer' };
const created = { column: 'created', as: 'moment', format: 'unix' } as const;
const invoice: Mapping = {
  ...customer,
  timestamp: created,
  'properties.invoice_id': 'data.object.id',
  'properties.subscription_id': 'data.object.subscription',
  'properties.currency': 'data.object.currency',
};
const subscription: Mapping = {
  ...{ 'identities.$own': 'data.object.customer', timestamp: created },
  ...{ 'properties.subscription_id': 'data.object.id', 'properties.status': 'data.object.status' },
  'properties.renews_at': { column: 'data.object.current_period_end', as: 'moment', format: 'unix' },
};

/**
 * Stripe-Signature holds a time stamp and signatures over "time stamp.body". Amounts are in the smallest unit of the currency.
 * Subscriptions name the customer by Stripe's id alone: declare `identity`, so that they find who paid.
 */
export const stripe: SourceForm = {
  type: 'stripe',
  verify(delivery, secrets, now) {
    const parts = (headerOf(delivery, 'stripe-signature') ?? '').split(',').map((part) => part.trim().split('='));
    const timestamp = parts.find(([name]) => name === 't')?.[1] ?? '';
    if (!/^\d{1,12}$/.test(timestamp)) return 'invalid';
    const given = parts.flatMap(([name, value]) => (name === 'v1' && value ? [Buffer.from(value, 'hex')] : []));
    const signed = Buffer.concat([Buffer.from(`${timestamp}.`), delivery.body]);
    if (!isSigned({ signed }, secrets, given)) return 'invalid';
    return isRecent(Number(timestamp) * 1_000, now) ? 'valid' : 'too-old';
  },
  idOf: ({ json }) => textAt(json, 'id'),
  topicOf: ({ json }) => textAt(json, 'type'),
  calls: [
    {
      when: { '@topic': ['customer.created', 'customer.updated'] },
      call: 'identify',
      map: {
        ...{ email: 'data.object.email', 'identities.$own': 'data.object.id', timestamp: created },
        ...{
          'traits.email': 'data.object.email',
          'traits.name': 'data.object.name',
          'traits.phone': 'data.object.phone',
        },
      },
    },
    {
      when: { '@topic': ['invoice.paid', 'invoice.payment_succeeded'] },
      call: 'track',
      event: 'Invoice Paid',
      map: { ...invoice, 'properties.amount': 'data.object.amount_paid' },
    },
    {
      when: { '@topic': 'invoice.payment_failed' },
      call: 'track',
      event: 'Payment Failed',
      map: {
        ...invoice,
        'properties.amount': 'data.object.amount_due',
        'properties.attempt': 'data.object.attempt_count',
      },
    },
    {
      when: { '@topic': 'customer.subscription.created' },
      call: 'track',
      event: 'Subscription Started',
      map: subscription,
    },
    {
      when: { '@topic': 'customer.subscription.updated' },
      call: 'track',
      event: 'Subscription Changed',
      map: subscription,
    },
    {
      when: { '@topic': 'customer.subscription.deleted' },
      call: 'track',
      event: 'Subscription Ended',
      map: subscription,
    },
    {
      when: { '@topic': 'customer.subscription.trial_will_end' },
      call: 'track',
      event: 'Trial Ends Soon',
      map: subscription,
    },
    {
      when: { '@topic': 'charge.refunded' },
      call: 'track',
      event: 'Payment Refunded',
      map: {
        ...{
          email: 'data.object.billing_details.email',
          'identities.$own': 'data.object.customer',
          timestamp: created,
        },
        ...{ 'properties.charge_id': 'data.object.id', 'properties.amount': 'data.object.amount_refunded' },
        'properties.currency': 'data.object.currency',
      },
    },
  ],
};
