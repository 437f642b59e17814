/** The sentences about sources: whose webhooks become events. */
export const wordsOfSources = {
  title: 'Sources',
  list: 'Sources',
  empty:
    'No source is declared. A source takes the webhooks of another system and makes events of them. Sources stand in the configuration of the workspace.',
  emptyCommand: 'npx throughline push journeys/',
  count: (count: number) => (count === 1 ? '1 source' : `${count.toLocaleString()} sources`),
  columns: {
    source: 'Source',
    type: 'Kind',
    calls: 'What becomes of its payloads',
    secrets: 'Signed with',
    address: 'Address',
  },
  types: {
    own: 'own',
    hubspot: 'HubSpot',
    shopify: 'Shopify',
    square: 'Square',
    stripe: 'Stripe',
    zendesk: 'Zendesk',
  } as Readonly<Record<string, string>>,
  ready: 'the ready mappings',
  payloads: (name: string) => `Payloads of ${name}`,
  payloadsNote: 'The last twenty that were signed, for seven days. Members that name themselves secrets are removed.',
  noRight: 'Payloads hold personal data: who may operate sees them.',
  noPayloads: 'No signed payload came in the last seven days. Let the sender send a test to the address of the source.',
  made: (calls: string) => `became ${calls}`,
  nothing: 'nothing was made of it',
  topicless: 'without a topic',
  show: 'Show the payload',
};
