import type { Mapping } from '../../../core/transfer/mapping.ts';
import type { SourceCall } from '../../../core/workspace/sources.ts';
import { headerOf, isRecent, isSigned, type SourceForm, textAt } from './form.ts';

const contact: Mapping = {
  'identities.$own': { column: 'objectId', as: 'text' },
  timestamp: { column: 'occurredAt', as: 'moment' },
};
/** HubSpot's name of a property ▸ ours of a trait. Others are mapped by `calls`. */
const traits = {
  ...{ email: 'email', phone: 'phone', firstname: 'firstName', lastname: 'lastName' },
  ...{ lifecyclestage: 'lifecycleStage', hs_lead_status: 'leadStatus' },
};

/** The older subscriptions name contacts in their type, the generic ones by the id of their object type, which is 0-1. */
function ofContacts(what: string, { when = {}, ...call }: Omit<SourceCall, 'when'> & { when?: SourceCall['when'] }) {
  return [
    { ...call, when: { '@topic': `contact.${what}`, ...when } },
    { ...call, when: { '@topic': `object.${what}`, objectTypeId: '0-1', ...when } },
  ];
}

/**
 * The HMAC is over method, address, body and time stamp, in base64, with the app's client secret. A delivery is a batch of
 * events, which name contacts by HubSpot's id alone: declare `identity`. The e-mail address comes with its own change.
 */
export const hubspot: SourceForm = {
  type: 'hubspot',
  verify(delivery, secrets, now) {
    const timestamp = headerOf(delivery, 'x-hubspot-request-timestamp') ?? '';
    if (!/^\d{1,15}$/.test(timestamp)) return 'invalid';
    const given = Buffer.from(headerOf(delivery, 'x-hubspot-signature-v3') ?? '', 'base64');
    const address = delivery.url.replace(/%(3A|2F|3F|40|21|24|27|28|29|2A|2C|3B)/gi, decodeURIComponent);
    const signed = Buffer.concat([Buffer.from(`POST${address}`), delivery.body, Buffer.from(timestamp)]);
    if (!isSigned({ signed }, secrets, [given])) return 'invalid';
    return isRecent(Number(timestamp), now) ? 'valid' : 'too-old';
  },
  partsOf: (json) => (Array.isArray(json) ? json : undefined),
  // HubSpot says that an eventId alone may come again for another event; a repeat differs in its attemptNumber.
  idOf({ json }) {
    const parts = ['eventId', 'subscriptionId', 'objectId', 'occurredAt'].map((name) => textAt(json, name));
    return parts.includes(undefined) ? undefined : parts.join('-');
  },
  topicOf: ({ json }) => textAt(json, 'subscriptionType'),
  calls: [
    ...ofContacts('creation', { call: 'track', event: 'Contact Created', map: contact }),
    ...ofContacts('deletion', { call: 'track', event: 'Contact Deleted', map: contact }),
    ...Object.entries(traits).flatMap(([propertyName, trait]) =>
      ofContacts('propertyChange', {
        when: { propertyName },
        call: 'identify',
        map: {
          ...contact,
          [`traits.${trait}`]: 'propertyValue',
          ...(propertyName === 'email' && { email: 'propertyValue' }),
        },
      }),
    ),
    ...ofContacts('propertyChange', {
      when: { propertyName: 'lifecyclestage' },
      call: 'track',
      event: 'Lifecycle Stage Changed',
      map: { ...contact, 'properties.stage': 'propertyValue' },
    }),
  ],
};
