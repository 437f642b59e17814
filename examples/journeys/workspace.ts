import { defineWorkspace } from 'throughline';

/** What the journeys of this folder need of their workspace; `throughline push examples/journeys` publishes it with them. */
export default defineWorkspace({
  topics: {
    'getting-started': { title: 'Getting started', description: 'Help with your first steps.' },
    'your-orders': { title: 'Your orders', description: 'Questions and offers about what you bought.' },
    offers: { title: 'Offers', description: 'New products and discounts, at most once a week.' },
    news: { title: 'News', description: 'What is new in the shop, once a month.' },
  },
  groups: {
    sales: { title: 'Sales', members: ['sam@example.com', 'sue@example.com'], assign: 'rotation', alert: 'sales' },
  },
  // `npm start` sets these secrets: its mailbox takes text messages as Twilio does and push messages as browsers' services do, shows alerts, and reports bounces and
  // complaints as a provider would.
  sms: {
    providers: [
      {
        type: 'twilio',
        name: 'mailbox',
        accountSid: `AC${'0'.repeat(32)}`,
        authToken: { env: 'THROUGHLINE_SECRET_SMS' },
        from: '+15550100000',
        url: { env: 'THROUGHLINE_SECRET_SMS_URL' },
      },
    ],
  },
  push: { subject: 'mailto:push@example.com', privateKey: { env: 'THROUGHLINE_SECRET_PUSH' } },
  alerts: { sales: { type: 'slack', url: { env: 'THROUGHLINE_SECRET_ALERTS' } } },
  feedback: { mailbox: { type: 'standard', secrets: [{ env: 'THROUGHLINE_SECRET_MAILBOX' }] } },
});
