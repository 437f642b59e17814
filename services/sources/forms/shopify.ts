import type { Mapping } from '../../../core/transfer/mapping.ts';
import { headerOf, isSigned, type SourceForm } from './form.ts';

const customer: Mapping = {
  email: 'email',
  'identities.$own': 'customer.id',
};
const order: Mapping = {
  ...customer,
  'properties.order_id': { column: 'id', as: 'text' },
  'properties.order_name': 'name',
  'properties.total': { column: 'total_price', as: 'number' },
  'properties.currency': 'currency',
  'properties.items': 'line_items_count',
};
const time = (column: string) => ({ column, as: 'moment' }) as const;

/** The HMAC is over the body, in base64, with the app's secret. A delivery that is repeated has the same X-Shopify-Webhook-Id. */
export const shopify: SourceForm = {
  type: 'shopify',
  verify(delivery, secrets) {
    const given = Buffer.from(headerOf(delivery, 'x-shopify-hmac-sha256') ?? '', 'base64');
    return isSigned({ signed: delivery.body }, secrets, [given]) ? 'valid' : 'invalid';
  },
  idOf: (delivery) => headerOf(delivery, 'x-shopify-webhook-id'),
  topicOf: (delivery) => headerOf(delivery, 'x-shopify-topic'),
  calls: [
    {
      when: { '@topic': ['customers/create', 'customers/update'] },
      call: 'identify',
      map: {
        ...{ email: 'email', 'identities.$own': 'id', timestamp: time('updated_at') },
        ...{ 'traits.email': 'email', 'traits.phone': 'phone' },
        ...{ 'traits.firstName': 'first_name', 'traits.lastName': 'last_name' },
        ...{ 'traits.orders': 'orders_count', 'traits.spent': { column: 'total_spent', as: 'number' } },
      },
    },
    {
      when: { '@topic': ['orders/create', 'orders/paid'] },
      call: 'identify',
      map: {
        ...{ ...customer, timestamp: time('updated_at'), 'traits.email': 'email', 'traits.phone': 'phone' },
        ...{ 'traits.firstName': 'customer.first_name', 'traits.lastName': 'customer.last_name' },
      },
    },
    {
      when: { '@topic': 'orders/create' },
      call: 'track',
      event: 'Order Placed',
      map: { ...order, timestamp: time('created_at') },
    },
    {
      when: { '@topic': 'orders/paid' },
      call: 'track',
      event: 'Order Completed',
      map: { ...order, timestamp: time('processed_at') },
    },
    {
      when: { '@topic': 'orders/cancelled' },
      call: 'track',
      event: 'Order Cancelled',
      map: { ...order, timestamp: time('cancelled_at') },
    },
    {
      when: { '@topic': 'orders/fulfilled' },
      call: 'track',
      event: 'Order Shipped',
      map: { ...order, timestamp: time('updated_at') },
    },
    {
      when: { '@topic': ['checkouts/create', 'checkouts/update'] },
      call: 'track',
      event: 'Checkout Updated',
      map: {
        ...{ ...customer, timestamp: time('updated_at'), 'properties.cart_id': 'token' },
        ...{ 'properties.value': { column: 'total_price', as: 'number' }, 'properties.currency': 'currency' },
        'properties.url': 'abandoned_checkout_url',
      },
    },
  ],
};
