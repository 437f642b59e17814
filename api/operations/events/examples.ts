/** What `@segment/analytics-node` 3.1.0 sends, taken down at the wire; only the `writeKey` beside the batch is left out. */
const context = { library: { name: '@segment/analytics-node', version: '3.1.0' } };
const runtime = { nodeVersion: 'v20.20.2', jsRuntime: 'node' };

export const batchCalls = {
  batch: [
    {
      timestamp: '2026-11-22T19:18:12.050Z',
      integrations: {},
      type: 'identify',
      userId: 'u1',
      traits: { email: 'grace@example.com', firstName: 'Grace' },
      context,
      messageId: 'node-next-1795375092050-b3dc6fb6-a640-4448-ba02-4d9c49a42f6a',
      _metadata: runtime,
    },
    {
      timestamp: '2026-11-22T19:18:12.053Z',
      integrations: {},
      event: 'Trial Started',
      type: 'track',
      properties: { plan: 'team' },
      context,
      userId: 'u1',
      messageId: 'node-next-1795375092053-6fb6a640-f448-4a02-8d9c-49a42f6a454b',
      _metadata: runtime,
    },
  ],
  sentAt: '2026-11-22T19:18:12.059Z',
};

/** As somebody types them into curl. */
export const identifyCall = { userId: 'u1', traits: { email: 'grace@example.com', firstName: 'Grace' } };
export const trackCall = { userId: 'u1', event: 'Trial Started', properties: { plan: 'team' } };
export const pageCall = {
  anonymousId: '507f191e-810c-4172-b0de-860ea21e2d16',
  name: 'Pricing',
  properties: { path: '/pricing', url: 'https://example.com/pricing', title: 'Pricing', referrer: '' },
};
export const screenCall = { userId: 'u1', name: 'Account', properties: { variation: 'blue' } };
export const groupCall = { userId: 'u1', groupId: 'acme', traits: { name: 'Acme', plan: 'enterprise' } };
export const aliasCall = { previousId: '507f191e-810c-4172-b0de-860ea21e2d16', userId: 'u1' };
