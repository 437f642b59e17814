import { z } from 'zod';
import { defineError } from '../../define-error.ts';
import { defineOperation } from '../../define-operation.ts';
import { settingsPath } from '../../intake-paths.ts';

const keyForm = /^tl_(browser|server)_[\w-]{20,200}$/;

const noWriteKey = defineError<[id: string]>({
  status: 404,
  code: 'not-found',
  when: 'what stands in the address is no browser key',
  text: () => ({
    where: 'path.key',
    problem: 'the address has no browser key (tl_browser_…) in it',
    remedy: 'Give the page a browser key: "throughline keys create --kind browser" makes one.',
  }),
  example: ['no-key'],
});

const settingsSchema = z.strictObject({
  integrations: z.strictObject({
    'Segment.io': z.strictObject({
      apiKey: z.string(),
      apiHost: z.string().describe('Where calls go: the host of this very request.'),
      protocol: z.enum(['http', 'https']),
      addBundledMetadata: z.literal(true),
      unbundledIntegrations: z.array(z.string()),
      bundledIntegrations: z.array(z.string()),
      versionSettings: z.strictObject({ version: z.string(), componentTypes: z.array(z.string()) }),
    }),
  }),
  plan: z.strictObject({
    track: z.strictObject({
      __default: z.strictObject({ enabled: z.literal(true), integrations: z.strictObject({}) }),
    }),
  }),
  metrics: z.strictObject({ sampleRate: z.literal(0) }).describe('The SDK reports no metrics of its own.'),
});

const exampleKey = 'tl_browser_bZr1dPp4yqk0cW2uT3nX5vE6sA7gH8jL9mQ0wR1tY2u';

export const getSettings = defineOperation({
  id: 'getSettings',
  method: 'get',
  path: settingsPath,
  tag: 'events',
  key: 'none',
  summary: "Settings for Segment's SDK for browsers",
  description:
    'What `@segment/analytics-next` asks for before it sends anything, at its `cdnURL`. The page needs no other setting: calls go to the host that answers here. The key is not looked up, since calls with an unknown one are refused.',
  params: z.strictObject({ key: z.string().regex(keyForm).describe('A browser key.') }),
  notFound: noWriteKey,
  answer: {
    description: 'The settings.',
    schema: settingsSchema,
    examples: { settings: { summary: 'Of a page', value: settingsFor(exampleKey, 'https://throughline.example.com') } },
  },
  cacheSeconds: 300,
  errors: [],
  handle: async ({ params: { key }, origin }) => settingsFor(key, origin),
});

function settingsFor(key: string, origin: string): z.output<typeof settingsSchema> {
  const { host, protocol } = new URL(URL.canParse(origin) ? origin : 'http://localhost');
  return {
    integrations: {
      'Segment.io': {
        apiKey: key,
        apiHost: `${host}/v1`,
        protocol: protocol === 'https:' ? 'https' : 'http',
        addBundledMetadata: true,
        unbundledIntegrations: [],
        bundledIntegrations: [],
        versionSettings: { version: '4.4.7', componentTypes: ['browser'] },
      },
    },
    plan: { track: { __default: { enabled: true, integrations: {} } } },
    metrics: { sampleRate: 0 },
  };
}
