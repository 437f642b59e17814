import { publication } from '../../../api/operations/journeys/examples.ts';
import { itRefuses } from './api-under-test.ts';

itRefuses([
  ['publish', { body: { journeys: 'all' } }, 422, 'publication-unreadable'],
  [
    'publish',
    { body: { journeys: [{ ...(publication.journeys[0] as object), start: 'helo' }] } },
    422,
    'unknown-start',
  ],
  [
    'publish',
    { body: { templates: [{ id: 'nul', content: { email: { subject: 'a', html: '\u0000' } } }] } },
    422,
    'data-refused',
  ],
  [
    'planPublish',
    { body: { journeys: [{ ...(publication.journeys[0] as object), start: '\u0000' }] } },
    422,
    'data-refused',
  ],
  ['previewTemplate', { id: '%zz', body: {} }, 400, 'address-unreadable'],
  ['previewTemplate', { id: 'wellcome', body: {} }, 404, 'not-found'],
  ['previewTemplate', { id: 'trial-hello', body: { userId: 'nobody' } }, 404, 'customer-not-found'],
  ['previewTemplate', { id: 'trial-hello', body: { fixture: 'anne' } }, 422, 'unknown-fixture'],
  ['previewTemplate', { id: 'trial-hello', body: { channel: 'webhook' } }, 422, 'template-lacks-channel'],
  ['previewTemplate', { id: 'trial-hello', body: { userId: '\u0000' } }, 422, 'data-refused'],
  ['previewTemplate', { id: 'trial-hello', body: { user: 'u1' } }, 422, 'parameter-wrong'],
  ['getJourney', { id: 'trail' }, 404, 'not-found'],
  ['getJourney', { id: '%00' }, 404, 'not-found'],
  ['getJourney', { id: '%zz' }, 400, 'address-unreadable'],
  ['listJourneys', { query: 'event=' }, 422, 'parameter-wrong'],
  ['listVersions', { id: 'trail' }, 404, 'not-found'],
  ['listVersions', { id: '%zz' }, 400, 'address-unreadable'],
  ['getVersion', { id: 'trial', version: '99' }, 404, 'not-found'],
  ['getVersion', { id: '%zz' }, 400, 'address-unreadable'],
  ['countSteps', { id: 'trail' }, 404, 'not-found'],
  ['countSteps', { id: '%zz' }, 400, 'address-unreadable'],
  ['countSteps', { id: 'trial', query: 'version=0' }, 422, 'parameter-wrong'],
]);
