export const inboxMessage = {
  id: '01a2042f-c0de-7a11-9b7e-5f0d2c4b8a90',
  position: 41,
  title: 'Your trial ends on Friday',
  text: 'Keep your project: the team plan is 20 % off this week.',
  body: [
    [
      { text: 'Keep your project: the ' },
      { text: 'team plan', strong: true, url: '/pricing' },
      { text: ' is 20 % off this week.' },
    ],
  ],
  url: '/pricing',
  button: 'See the plans',
  place: 'banner',
  createdAt: '2026-11-22T19:20:22.341Z',
  expiresAt: '2026-12-22T19:20:22.341Z',
  seenAt: null,
  clickedAt: null,
  dismissedAt: null,
};
