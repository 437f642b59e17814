import { feedbackEvents, signsOf } from '../../../core/journey/definition/index.ts';
import { type EngagementFacts, engagementLevels, engagementOf } from '../../../core/message/engagement.ts';
import { feedbackKinds, MESSAGE_REPLIED, MESSAGE_SENT } from '../../../core/message/feedback-kinds.ts';

const message: EngagementFacts = {
  step: 'hello',
  state: 'requested',
  isDelivered: false,
  isOpened: false,
  isClicked: false,
  tracksOpens: null,
  tracksLinks: null,
};
const sent = { sent: true, delivered: false, opened: false, clicked: false };

it.each([
  ['has come nowhere before it is accepted', {}, { ...sent, sent: false }],
  ['is sent once it is accepted', { state: 'accepted' }, sent],
  ['counts as sent where nobody knows', { state: 'unknown' }, sent],
  ['is not sent where a rule blocked it', { state: 'blocked' }, { ...sent, sent: false }],
  ['is delivered', { state: 'accepted', isDelivered: true }, { ...sent, delivered: true }],
  ['that was opened was delivered', { isOpened: true }, { ...sent, delivered: true, opened: true }],
  ['that was clicked was opened', { isClicked: true }, { sent: true, delivered: true, opened: true, clicked: true }],
  ['without a pixel may have been opened', { state: 'accepted', tracksOpens: false }, { ...sent, opened: undefined }],
  [
    'with plain links may have been clicked',
    { state: 'accepted', tracksLinks: false },
    { ...sent, clicked: undefined },
  ],
  [
    'without a pixel was opened if a link was followed',
    { state: 'accepted', tracksOpens: false, tracksLinks: true, isClicked: true },
    { sent: true, delivered: true, opened: true, clicked: true },
  ],
] as const)('a message %s', (_title, more, levels) => {
  expect(engagementOf([{ ...message, ...more }]).get('hello')).toEqual(levels);
});

it('the events of messages are those that feedback and replies make', () => {
  const made = [MESSAGE_SENT, MESSAGE_REPLIED, ...Object.values(feedbackKinds).map(({ event }) => event)];
  expect([...feedbackEvents].sort()).toEqual(made.sort());
});

it.each(engagementLevels.filter((level) => level !== 'sent'))('a run hears every event that raises "%s"', (level) => {
  const raising = Object.values(feedbackKinds).filter(({ raises }) => (raises as readonly string[]).includes(level));
  expect([...new Set(signsOf(level))].sort()).toEqual(raising.map(({ event }) => event).sort());
});
