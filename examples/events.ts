import { defineEvent, defineTraits, t } from 'throughline';

/** What customers do, and what is known of them: declared once, with types, for all journeys and their stories. */
export const SignedUp = defineEvent('Signed Up', { source: t.optional(t.text) });
export const ProjectCreated = defineEvent('Project Created', { name: t.text });
export const TrialStarted = defineEvent('Trial Started', {});
export const CatalogRequested = defineEvent('Catalog Requested', {});
export const PricingViewed = defineEvent('Pricing Viewed', { page: t.optional(t.text) });
export const DemoRequested = defineEvent('Demo Requested', { company: t.text, seats: t.number });
export const MeetingBooked = defineEvent('Meeting Booked', {});
export const AccountClosed = defineEvent('Account Closed', {});

export const OrderCompleted = defineEvent('Order Completed', {
  order_id: t.text,
  total: t.number,
  currency: t.optional(t.text),
});
export const OrderRefunded = defineEvent('Order Refunded', { order_id: t.text });
export const ReviewWritten = defineEvent('Review Written', { order_id: t.text, stars: t.number });

export const OrderDelivered = defineEvent('Order Delivered', { order_id: t.text });
export const CartUpdated = defineEvent('Cart Updated', { cart_id: t.text, value: t.number });
export const CheckoutCompleted = defineEvent('Checkout Completed', { cart_id: t.text, total: t.number });
export const PlanTrialStarted = defineEvent('Plan Trial Started', { plan: t.text, ends_at: t.text });
export const ContractRenewed = defineEvent('Contract Renewed', { until: t.text });
export const PlanPaid = defineEvent('Plan Paid', { plan: t.text, amount: t.number });

export const customer = defineTraits({
  plan: t.optional(t.text),
  firstName: t.optional(t.text),
  renewal_date: t.optional(t.text),
  birthday: t.optional(t.text),
});
