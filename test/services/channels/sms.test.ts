import { newId } from '../../../core/base/id.ts';
import { isSignedByTwilio, signTwilio } from '../../../services/access/twilio-signature.ts';
import { createSmsProvider } from '../../../services/channels/sms.ts';
import { startTwilio, type TwilioPeer } from '../../support/twilio.ts';

/** Text messages to a peer that is shaped like Twilio, and the order of its providers. */
let first: TwilioPeer;
let second: TwilioPeer;
let provider: ReturnType<typeof createSmsProvider>;
let remembered: string[];
beforeEach(async () => {
  [first, second] = await Promise.all([startTwilio('a'), startTwilio('b')]);
  remembered = [];
  provider = createSmsProvider({
    publicUrl: 'https://journeys.example.com',
    remember: async (key, number) => {
      remembered.push(`${key} ${number}`);
    },
    timeoutMs: 1_000,
    allowPrivateAddresses: true,
  });
});
afterEach(async () => {
  await provider.close();
  await Promise.all([first.stop(), second.stop()]);
});

const account = ({ url, accountSid, authToken }: TwilioPeer, name: string, from = '+15550100000') => ({
  ...{ name, url, accountSid, authToken, from },
});
const both = () => [account(first, 'main'), account(second, 'spare')];
let begun = 0;
const send = (providers = both(), key = newId()) =>
  provider.send(
    { key, address: '+15550100123', parts: { body: 'Grüße & <b>mehr</b> ' }, endpoint: { type: 'sms', providers } },
    async () => {
      begun += 1;
    },
  );

it('sends the text as it is, asks for reports, and gives the sid', async () => {
  const key = newId();
  begun = 0;
  expect(await send(both(), key)).toEqual({ result: 'accepted', providerId: `SM${'1'.padStart(32, '0')}` });
  expect(first.messages).toEqual([
    {
      ...{ To: '+15550100123', From: '+15550100000', Body: 'Grüße & <b>mehr</b>' },
      StatusCallback: `https://journeys.example.com/v1/sms/main?message=${key}`,
      sid: `SM${'1'.padStart(32, '0')}`,
    },
  ]);
  expect(second.requests()).toBe(0);
  expect(remembered).toEqual([`${key} +15550100123`]);
  expect(begun).toBe(1);
});

it('names a Messaging Service as one', async () => {
  await send([account(first, 'main', `MG${'0'.repeat(32)}`)]);
  expect(first.messages[0]).toMatchObject({ MessagingServiceSid: `MG${'0'.repeat(32)}` });
  expect(first.messages[0]).not.toHaveProperty('From');
});

it.each([
  ['the login is refused', { status: 401, code: 20003 }],
  ['the account may not', { status: 403, code: 20005 }],
  ['the sender is none of its own', { status: 400, code: 21606 }],
  ['too many were sent', { status: 429, code: 20429 }],
  ['it is unavailable', { status: 503 }],
])('goes to the next provider where %s', async (_title, answer) => {
  first.answer(answer);
  begun = 0;
  expect(await send()).toMatchObject({ result: 'accepted' });
  expect(second.messages).toHaveLength(1);
  expect(begun).toBe(1);
});

it('goes to the next provider where no connection comes about', async () => {
  await first.stop();
  expect(await send()).toMatchObject({ result: 'accepted' });
  expect(second.messages).toHaveLength(1);
  first = await startTwilio('a');
});

it.each([
  ['the number is none', { status: 400, code: 21211 }, 'failed-permanently', 'twilio-21211'],
  ['its owner said STOP', { status: 400, code: 21610 }, 'failed-permanently', 'twilio-21610'],
  ['the text is too long', { status: 400, code: 21617 }, 'failed-permanently', 'twilio-21617'],
  ['the server broke', { status: 500 }, 'unknown', 'http-500'],
  ['a proxy gave up', { status: 504 }, 'unknown', 'http-504'],
])(
  'stays with the first where %s: nobody else would do, or it may have arrived',
  async (_title, answer, result, code) => {
    first.answer(answer);
    expect(await send()).toMatchObject({ result, code });
    expect(second.requests()).toBe(0);
  },
);

it('is unknown, and goes nowhere else, where the answer does not come', async () => {
  first.answer('hang');
  expect(await send()).toMatchObject({ result: 'unknown', code: 'no-answer-timeout' });
  expect(second.requests()).toBe(0);
});

it('gives the last failure where all refuse, and keeps a Retry-After', async () => {
  first.answer({ status: 401, code: 20003 });
  second.answer({ status: 429, code: 20429, headers: { 'retry-after': '7' } });
  expect(await send()).toMatchObject({ result: 'failed-temporarily', code: 'twilio-20429', retryAfter: 7_000 });
});

it('tries a provider that refused us last for a minute, and tries it all the same', async () => {
  first.answer({ status: 401, code: 20003 });
  await send();
  expect(first.requests()).toBe(1);
  await send();
  expect(first.requests()).toBe(1); // the second was asked first, and took it
  second.answer({ status: 503 });
  first.answer('well');
  expect(await send()).toMatchObject({ result: 'accepted' });
  expect(first.messages).toHaveLength(1);
});

it("verifies signatures as Twilio's library makes them", () => {
  // Both computed with twilio 6.2.0, getExpectedTwilioSignature; the first is the example of Twilio's documentation.
  const documented = {
    url: 'https://mycompany.com/myapp.php?foo=1&bar=2',
    authToken: '12345',
    fields: new URLSearchParams({
      ...{
        CallSid: 'CA1234567890ABCDE',
        Caller: '+14158675309',
        Digits: '1234',
        From: '+14158675309',
        To: '+18005551212',
      },
    }),
  };
  const own = {
    url: 'https://journeys.example.com/v1/sms/main?message=abc',
    authToken: '12345',
    fields: new URLSearchParams({
      MessageSid: 'SM1',
      MessageStatus: 'delivered',
      Body: 'Grüße & <b>',
      To: '+15550100',
    }),
  };
  expect(signTwilio(documented)).toBe('RSOYDt4T1cUTdK1PDd93/VVr8B8=');
  expect(signTwilio(own)).toBe('6h6vfFE5hMpGldc9ybznGXSDi0M=');
  expect(isSignedByTwilio('6h6vfFE5hMpGldc9ybznGXSDi0M=', own)).toBe(true);
  expect(isSignedByTwilio('6h6vfFE5hMpGldc9ybznGXSDi0M=', documented)).toBe(false);
  expect(isSignedByTwilio(undefined, own)).toBe(false);
  expect(isSignedByTwilio('', own)).toBe(false);
});
