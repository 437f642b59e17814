import { runTurn } from '../../../activities/run-turn.ts';
import { newId } from '../../../core/base/id.ts';
import { consentOf } from '../../../core/customer/consent.ts';
import { recordConsents } from '../../../services/customers/consents.ts';
import { readCustomer } from '../../../store/customers/read-customer.ts';
import { startTestApi, type TestApi } from '../../support/api.ts';
import { prepareReaders, type Reader } from '../../support/hosted-pages.ts';
import { takeIn } from '../../support/runs.ts';

/** The hosted pages over HTTP, as browsers, mail programs and scanners use them. */
let api: TestApi;

let readers: Awaited<ReturnType<typeof prepareReaders>>;
const reader: (typeof readers)['reader'] = (...given) => readers.reader(...given);
const linkTo: (typeof readers)['linkTo'] = (...given) => readers.linkTo(...given);

beforeAll(async () => {
  api = await startTestApi();
  readers = await prepareReaders(api);
});
afterAll(() => api.stop());

const open = (url: string, headers: Record<string, string> = {}) =>
  fetch(url, { headers: { 'accept-language': 'en', ...headers } });
const post = (url: string, fields: readonly (readonly [string, string])[], headers: Record<string, string> = {}) =>
  fetch(url, {
    method: 'POST',
    redirect: 'manual',
    headers: { 'accept-language': 'en', ...headers },
    body: new URLSearchParams(fields.map(([name, value]): [string, string] => [name, value])),
  });
const press = (url: string, action: string) => post(url, [['action', action]]);
const statements = ({ customerId }: Reader) =>
  api.db.look<{ said: string; source: string }>(
    `select subject_kind || ':' || subject_name || ' ' || state as said, source from consents where customer_id = ? order by id`,
    [customerId],
  );
const counting = async (
  { customerId }: Reader,
  kind: 'topic' | 'purpose' | 'channel' | 'marketing-channel',
  name: string,
) => {
  const customer = await readCustomer(api.db.database, 'default', customerId);
  return customer && consentOf(customer.consents, { kind, name }, Date.now());
};

describe('looking', () => {
  it.each(['unsubscribe', 'preferences', 'why'] as const)(
    'at the page %s changes nothing, by GET and by HEAD',
    async (purpose) => {
      const ann = await reader();
      const url = await linkTo(purpose, ann);
      for (const method of ['GET', 'HEAD']) {
        const answer = await fetch(`${url}?action=unsubscribe&List-Unsubscribe=One-Click`, { method });
        expect(answer.status).toBe(200);
      }
      expect(await statements(ann)).toEqual([]);
      expect(await counting(ann, 'topic', 'offers')).toBeUndefined();
    },
  );

  it('shows neither the address nor any value, and no script', async () => {
    const ann = await reader();
    for (const purpose of ['unsubscribe', 'preferences', 'why'] as const) {
      const text = await (await open(await linkTo(purpose, ann))).text();
      expect(text).toContain('a•••@e•••.org');
      expect(text).not.toMatch(/anneliese|secret-plan|<script|javascript:|onclick/i);
    }
  });

  it('is neither cached, framed, indexed nor passed on as a referrer', async () => {
    const { headers } = await open(await linkTo('unsubscribe', await reader()));
    expect(headers.get('cache-control')).toBe('no-store');
    expect(headers.get('referrer-policy')).toBe('no-referrer');
    expect(headers.get('x-robots-tag')).toContain('noindex');
    const policy = headers.get('content-security-policy') ?? '';
    expect(policy).toContain("default-src 'none'");
    expect(policy).toContain("frame-ancestors 'none'");
    expect(policy).not.toContain('unsafe');
    expect(headers.get('set-cookie')).toBeNull();
  });

  it("speaks the reader's language, else the customer's, else English", async () => {
    const ann = await reader({ locale: 'de-AT' });
    const url = await linkTo('unsubscribe', ann);
    const languageOf = async (wish: string) => {
      const answer = await open(url, { 'accept-language': wish });
      const [, language] = /<html lang="(\w+)">/.exec(await answer.text()) ?? [];
      expect(answer.headers.get('content-language')).toBe(language);
      return language;
    };
    expect(await languageOf('en-GB,de;q=0.5')).toBe('en');
    expect(await languageOf('de-CH;q=0.8, en;q=0.1')).toBe('de');
    expect(await languageOf('fr')).toBe('de');
    const ben = await linkTo('unsubscribe', await reader());
    expect((await open(ben, { 'accept-language': 'fr' })).headers.get('content-language')).toBe('en');
  });

  it('tells why a message came: the journey, the event, and which data by name', async () => {
    const text = await (await open(await linkTo('why', await reader()))).text();
    expect(text).toContain('Offers after a trial');
    expect(text).toContain('Trial Started');
    expect(text).toContain('<li>first name</li>');
    expect(text).toContain('<li>plan</li>');
  });

  it("says so of a message that is not stored any more, and of somebody else's", async () => {
    const [ann, ben] = [await reader(), await reader()];
    for (const messageId of [newId(), ben.messageId]) {
      const text = await (await open(await linkTo('why', { ...ann, messageId }))).text();
      expect(text).toContain('no longer store');
      expect(text).not.toContain('Offers after a trial');
    }
  });

  it('escapes what a workspace calls its topics', async () => {
    const text = await (await open(await linkTo('unsubscribe', await reader()))).text();
    expect(text).toContain('Offers &#38; discounts');
  });
});

describe('unsubscribing', () => {
  it('acts at once on the form of RFC 8058, without cookie, redirect or page', async () => {
    const ann = await reader();
    const url = await linkTo('unsubscribe', ann);
    const answer = await post(url, [['List-Unsubscribe', 'One-Click']]);
    expect(answer.status).toBe(200);
    expect(await statements(ann)).toEqual([{ said: 'topic:offers withdrawn', source: 'one-click' }]);
  });

  it('takes the same form as multipart/form-data', async () => {
    const ann = await reader();
    const body = new FormData();
    body.append('List-Unsubscribe', 'One-Click');
    const answer = await fetch(await linkTo('unsubscribe', ann), { method: 'POST', body });
    expect(answer.status).toBe(200);
    expect(await statements(ann)).toEqual([{ said: 'topic:offers withdrawn', source: 'one-click' }]);
  });

  it('ends the run about the topic, keeps the message that it came by, and tells of it as feedback', async () => {
    const ann = await reader();
    await press(await linkTo('unsubscribe', ann), 'unsubscribe');
    await runTurn(api.db.database, ann.runId, Date.now());
    const [run] = await api.db.look('select end_reason from journey_runs where id = ?', [ann.runId]);
    expect(run).toEqual({ end_reason: 'consent-withdrawn' });
    expect(await api.db.look('select message_id from consents where customer_id = ?', [ann.customerId])).toEqual([
      { message_id: ann.messageId },
    ]);
    const feedback = `select kind, source from message_feedback where message_id = ?`;
    expect(await api.db.look(feedback, [ann.messageId])).toEqual([{ kind: 'unsubscribed', source: 'page' }]);
  });

  it('by a form that is sent twice changes nothing the second time', async () => {
    const ann = await reader();
    const url = await linkTo('unsubscribe', ann);
    for (let times = 0; times < 2; times += 1) {
      const text = await (await press(url, 'unsubscribe')).text();
      expect(text).toContain('You are unsubscribed');
    }
    expect(await statements(ann)).toHaveLength(1);
  });

  it('from a message without a topic ends marketing by its channel', async () => {
    const ann = await reader();
    await press(await linkTo('unsubscribe', ann, {}), 'unsubscribe');
    expect(await statements(ann)).toEqual([{ said: 'marketing-channel:email withdrawn', source: 'page' }]);
    const url = await linkTo('preferences', ann);
    expect(await (await open(url)).text()).toContain('value="allow-channel"');
    await post(url, [
      ['action', 'allow-channel'],
      ['channel', 'email'],
    ]);
    expect(await counting(ann, 'marketing-channel', 'email')).toEqual({ state: 'granted' });
  });

  it('says at once that it is done already', async () => {
    const ann = await reader();
    const url = await linkTo('unsubscribe', ann);
    await press(url, 'unsubscribe');
    const text = await (await open(url)).text();
    expect(text).toContain('You are unsubscribed');
    expect(text).not.toContain('<button');
  });
});

describe('preferences', () => {
  const save = (url: string, topicsChecked: string[], channelsChecked: string[], shown = ['offers', 'news']) =>
    post(url, [
      ['action', 'save'],
      ...shown.map((id) => ['shown-topic', id] as const),
      ...['email', 'in-app'].map((id) => ['shown-channel', id] as const),
      ...topicsChecked.map((id) => ['topic', id] as const),
      ...channelsChecked.map((id) => ['channel', id] as const),
    ]);

  it('store what differs from before, and nothing else', async () => {
    const ann = await reader();
    const url = await linkTo('preferences', ann);
    const text = await (await save(url, ['news'], ['email', 'in-app'])).text();
    expect(text).toContain('Your choice is saved');
    expect(await statements(ann)).toEqual([{ said: 'topic:offers withdrawn', source: 'page' }]);
    expect(text).toMatch(/name="topic" value="news" checked/);
    expect(text).not.toMatch(/name="topic" value="offers" checked/);
    await save(url, ['news', 'offers'], ['in-app']);
    expect((await statements(ann)).map(({ said }) => said)).toEqual([
      'topic:offers withdrawn',
      'topic:offers granted',
      'channel:email withdrawn',
    ]);
  });

  it('offer ways to customers alone, and of these what the workspace uses or the customer has withdrawn', async () => {
    const ann = await reader();
    const url = await linkTo('preferences', ann);
    const shown = async () =>
      [...(await (await open(url)).text()).matchAll(/name="shown-channel" value="([^"]+)"/g)].map(([, id]) => id);
    expect(await shown()).toEqual(['email', 'in-app']);
    const said = { workspace: 'default', customerId: ann.customerId, source: 'reply' } as const;
    const subject = { kind: 'channel', name: 'sms' } as const;
    await recordConsents(api.db.database, { ...said, statements: [{ subject, state: 'withdrawn', at: null }] });
    expect(await shown()).toEqual(['email', 'sms', 'in-app']);
    expect(await (await open(url)).text()).toContain('<strong>SMS</strong>');
  });

  it('leave a topic alone that the form did not show', async () => {
    const ann = await reader();
    await save(await linkTo('preferences', ann), ['news'], ['email', 'in-app'], ['news']);
    expect(await statements(ann)).toEqual([]);
  });

  it('pause for 30 days, once, and end the pause', async () => {
    const ann = await reader();
    const url = await linkTo('preferences', ann);
    await press(url, 'pause');
    expect(await (await press(url, 'pause')).text()).toContain('are paused until');
    const paused = await counting(ann, 'purpose', 'marketing');
    expect((paused?.until ?? 0) - Date.now()).toBeGreaterThan(29.9 * 86_400_000);
    expect(await statements(ann)).toHaveLength(1);
    await press(url, 'resume');
    await press(url, 'resume');
    expect(await counting(ann, 'purpose', 'marketing')).toEqual({ state: 'granted' });
    expect(await statements(ann)).toHaveLength(2);
  });

  it('stop all marketing, which an old page about a pause does not undo', async () => {
    const ann = await reader();
    const url = await linkTo('preferences', ann);
    const text = await (await press(url, 'all')).text();
    expect(text).not.toMatch(/name="topic" value="\w+" checked/);
    await press(url, 'resume');
    expect(await counting(ann, 'purpose', 'marketing')).toEqual({ state: 'withdrawn' });
    await save(url, [], ['email', 'in-app']);
    expect(await statements(ann)).toHaveLength(1);
  });

  it('allow what is checked after all was stopped, and only that', async () => {
    const ann = await reader();
    const url = await linkTo('preferences', ann);
    await press(url, 'all');
    await save(url, ['news'], ['email', 'in-app']);
    expect(await counting(ann, 'purpose', 'marketing')).toEqual({ state: 'granted' });
    expect(await counting(ann, 'topic', 'offers')).toEqual({ state: 'withdrawn' });
    expect(await counting(ann, 'topic', 'news')).toBeUndefined();
  });
});

it('the page why pauses, ends the topic, and ends everything', async () => {
  const ann = await reader();
  const url = await linkTo('why', ann);
  await press(url, 'pause');
  await press(url, 'topic');
  expect(await (await press(url, 'all')).text()).toContain('You get no news and offers any more');
  expect((await statements(ann)).map(({ said }) => said)).toEqual([
    'purpose:marketing withdrawn',
    'topic:offers withdrawn',
    'purpose:marketing withdrawn',
  ]);
});

describe('says no, as a page', () => {
  const refused = async (answer: Response, status: number, words: string) => {
    expect(answer.status).toBe(status);
    expect(answer.headers.get('content-type')).toBe('text/html; charset=utf-8');
    expect(answer.headers.get('content-security-policy')).toContain("default-src 'none'");
    expect(await answer.text()).toContain(words);
  };

  it('to a link that is broken, of another purpose, or of nobody', async () => {
    const ann = await reader();
    const url = await linkTo('unsubscribe', ann);
    const address = { 'x-forwarded-for': '192.0.2.1' };
    for (const wrong of [`${url}x`, url.replace('/p/u/', '/p/p/'), `${api.url}/p/u/%zz`, `${api.url}/p/w/a.b`])
      await refused(await open(wrong, address), 404, 'This link does not work');
    const nobody = await linkTo('unsubscribe', { ...ann, customerId: newId() });
    await refused(await open(nobody), 404, 'This link does not work');
    await refused(await press(nobody, 'unsubscribe'), 404, 'This link does not work');
    expect(await statements(ann)).toEqual([]);
  });

  it('to a form that has none of its buttons, is JSON, or is too long', async () => {
    const ann = await reader();
    const url = await linkTo('unsubscribe', ann);
    await refused(await press(url, 'pause'), 400, 'Nothing was changed');
    await refused(await post(url, []), 400, 'Nothing was changed');
    const json = { method: 'POST', headers: { 'content-type': 'application/json', 'accept-language': 'en' } };
    await refused(await fetch(url, { ...json, body: '{"action":"unsubscribe"}' }), 400, 'Nothing was changed');
    await refused(await post(url, [['action', 'x'.repeat(70_000)]]), 413, 'Nothing was changed');
    expect(await statements(ann)).toEqual([]);
  });

  it('to a link that is used many times a second, and lets others go on', async () => {
    const url = await linkTo('unsubscribe', await reader());
    const answers = await Promise.all(Array.from({ length: 60 }, () => open(url)));
    const busy = answers.filter(({ status }) => status === 429);
    expect(busy.length).toBeGreaterThan(0);
    expect(Number(busy[0]?.headers.get('retry-after'))).toBeGreaterThan(0);
    expect((await open(await linkTo('unsubscribe', await reader()))).status).toBe(200);
  });
});

it('logs nothing of a link or a customer', () => {
  expect(api.log).toEqual([]);
});

it('shows a withdrawal of unknown time as one', async () => {
  const ann = await reader();
  const said = { workspace: 'default', customerId: ann.customerId, source: 'import' } as const;
  const subject = { kind: 'topic', name: 'offers' } as const;
  await recordConsents(api.db.database, { ...said, statements: [{ subject, state: 'withdrawn', at: null }] });
  expect(await (await open(await linkTo('unsubscribe', ann))).text()).toContain('You are unsubscribed');
});

it('works on after the customer was joined into another, and then speaks for that one', async () => {
  const [ann, other] = [await reader(), await reader()];
  const url = await linkTo('unsubscribe', ann);
  await takeIn(api.db, { type: 'alias', userId: other.userId, previousId: ann.userId } as never);
  const [joined] = await api.db.look<{ id: string; into: string }>(
    `select id, merged_into as "into" from customers where id in (?, ?) and merged_into is not null`,
    [ann.customerId, other.customerId],
  );
  const stays = joined?.into as string;
  expect((await press(url, 'unsubscribe')).status).toBe(200);
  expect(await statements({ ...ann, customerId: stays })).toEqual([{ said: 'topic:offers withdrawn', source: 'page' }]);
  expect(await (await open(await linkTo('why', ann))).text()).toContain('Offers after a trial');
});
