const customerId = '01a2042f-b4d6-7c01-8f0e-2b7c5a9e6d13';

export const recorded = { customerId, recorded: 1 };

export const granted = {
  userId: 'u1',
  statements: [{ subject: 'topic', name: 'offers', state: 'granted', at: '2026-11-22T19:18:12.050Z' }],
};

export const withdrawn = { statements: [{ subject: 'topic', name: 'offers', state: 'withdrawn' }] };

export const consentPage = {
  customerId,
  current: [{ subject: 'topic', name: 'offers', state: 'withdrawn', until: null }],
  items: [
    {
      id: '01a2042f-c4d6-7c01-8f0e-2b7c5a9e6d14',
      subject: 'topic',
      name: 'offers',
      state: 'withdrawn',
      source: 'operator',
      at: '2026-11-23T08:02:00.000Z',
      acceptedAt: '2026-11-23T08:02:00.000Z',
      expiresAt: null,
      messageId: null,
    },
    {
      id: '01a2042f-b4e2-72fe-95bd-718adb295762',
      subject: 'topic',
      name: 'offers',
      state: 'granted',
      source: 'api',
      at: '2026-11-22T19:18:12.050Z',
      acceptedAt: '2026-11-22T19:18:12.318Z',
      expiresAt: null,
      messageId: null,
    },
  ],
  next: null,
};
