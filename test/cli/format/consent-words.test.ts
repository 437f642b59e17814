import { consentPage } from '../../../api/operations/consents/examples.ts';
import type { ConsentPageAnswer } from '../../../api/operations/consents/schemas.ts';
import { consentsInWords } from '../../../cli/format/consent-words.ts';

const page = consentPage as ConsentPageAnswer;

it('tells what counts, and the history with where each statement came from', () => {
  expect(consentsInWords(page)).toEqual([
    'Customer  01a2042f-b4d6-7c01-8f0e-2b7c5a9e6d13',
    'Now       what counts; for all else the regime of the workspace holds',
    '  topic offers: withdrawn',
    'History   the newest first',
    '  Mon 23 Nov 2026 08:02:00 UTC  topic offers: withdrawn (operator)',
    '  Sun 22 Nov 2026 19:18:12 UTC  topic offers: granted (api, made Sun 22 Nov 2026 19:18:12 UTC)',
  ]);
});

it('tells when a pause ends, a time that is unknown, and that there is more', () => {
  const [statement] = page.items;
  const until = '2026-12-22T19:18:12.050Z';
  const pause = { subject: 'purpose', name: 'marketing', state: 'withdrawn', until } as const;
  const items = [{ ...(statement as ConsentPageAnswer['items'][number]), at: null, expiresAt: until }];
  const text = consentsInWords({ ...page, current: [pause], items, next: page.items[0]?.id ?? null }).join('\n');
  expect(text).toContain('purpose marketing: withdrawn until Tue 22 Dec 2026 19:18:12 UTC');
  expect(text).toContain('made at an unknown time, until Tue 22 Dec 2026');
  expect(text).toContain('There may be more');
});

it('says so where nothing was stated', () => {
  expect(consentsInWords({ ...page, current: [], items: [] })).toContain('  nothing was stated');
});
