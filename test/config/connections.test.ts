import { channelSettings } from '../../config/connections.ts';
import { readSettings } from '../../config/settings.ts';

const secret = `whsec_${Buffer.alloc(32, 1).toString('base64')}`;
const url = 'https://crm.example.com/hooks';

test('without a URL there is no webhook channel; with URL and secret there is, and private addresses are refused', () => {
  expect(channelSettings(readSettings({ THROUGHLINE_WEBHOOK_SECRET: secret })).webhook).toBeUndefined();
  const settings = readSettings({ THROUGHLINE_WEBHOOK_URL: url, THROUGHLINE_WEBHOOK_SECRET: secret });
  expect(channelSettings(settings).webhook).toMatchObject({ url, secret, allowPrivateAddresses: false });
  expect(channelSettings({ ...settings, allowPrivateAddresses: true }).webhook).toMatchObject({
    allowPrivateAddresses: true,
  });
});

test('a URL without a secret is reported in a sentence', () => {
  const settings = readSettings({ THROUGHLINE_WEBHOOK_URL: url });
  expect(() => channelSettings(settings)).toThrow(
    /THROUGHLINE_WEBHOOK_SECRET: it is not set: with which secret are webhooks signed\?/,
  );
});

test.each([
  ['no prefix', secret.slice('whsec_'.length)],
  ['no base64', 'whsec_hunter2-hunter2-hunter2-hunter2-hunter2!'],
  ['too short', `whsec_${Buffer.alloc(23).toString('base64')}`],
  ['too long', `whsec_${Buffer.alloc(65).toString('base64')}`],
  ['nothing behind the prefix', 'whsec_'],
])('a malformed secret (%s) is reported with what would do, and not repeated', (_what, malformed) => {
  const read = (): unknown => readSettings({ THROUGHLINE_WEBHOOK_SECRET: malformed });
  expect(read).toThrow(
    /THROUGHLINE_WEBHOOK_SECRET: this is no signing secret: it must be whsec_ and 24 to 64 bytes in base64\n.*openssl/,
  );
  expect(read).not.toThrow(/hunter2/);
});

test.each([24, 32, 64])('a secret of %i bytes is one', (bytes) => {
  const good = `whsec_${Buffer.alloc(bytes, 255).toString('base64')}`;
  expect(readSettings({ THROUGHLINE_WEBHOOK_SECRET: good }).webhookSecret).toBe(good);
});
