import { newId } from '../../../../core/base/id.ts';
import { type Acceptance, acceptBatch } from '../../../../services/intake/accept.ts';
import { readCall } from '../../../../services/intake/event.ts';
import { createPublishedJourneys } from '../../../../services/intake/published-journeys.ts';
import { publish } from '../../../../services/publishing/publish.ts';
import { createTestDatabase, type TestDatabase } from '../../../support/database.ts';
import { templates, welcome } from '../../../support/journeys.ts';

let db: TestDatabase;
const publishedJourneys = createPublishedJourneys();
beforeAll(async () => {
  db = await createTestDatabase();
  await publish(db.database, 'default', {
    journeys: [welcome()],
    templates,
    workspace: { identities: { kinds: ['crm_id'] } },
  });
});
afterAll(() => db.destroy());

type Sent = Record<string, unknown>;

/** Calls as they are sent with a key of this kind; all are read. */
function sendBy(keyKind: 'browser' | 'server') {
  return async (...calls: Sent[]): Promise<Acceptance[]> => {
    const envelope = {
      receivedAt: Date.now(),
      sentAt: undefined,
      newMessageId: newId,
      byBrowserKey: keyKind === 'browser' || undefined,
    };
    const events = calls.map((call) => readCall(call, 'body', envelope));
    const problem = events.find((event) => 'code' in event);
    if (problem) throw new Error(JSON.stringify(problem));
    return acceptBatch({ database: db.database, publishedJourneys }, 'default', events as never);
  };
}
const [server, browser] = [sendBy('server'), sendBy('browser')];
const track = (who: Sent, event = 'Seen') => ({ type: 'track', event, ...who });
const identify = (who: Sent, traits: Sent = {}) => ({ type: 'identify', traits, ...who });
const alias = (previousId: string, userId: string) => ({ type: 'alias', previousId, userId });

/** The customer of "userId:u1", as an id and traits. */
async function find(written: string): Promise<{ id: string; traits: Sent } | undefined> {
  const [kind, value] = written.split(':');
  const [found] = await db.look<{ id: string; traits: Sent }>(
    `select c.id, c.traits from identities i join customers c on c.id = i.customer_id where i.kind = ? and i.value = ?`,
    [{ userId: 'user_id', anonymousId: 'anonymous_id' }[kind ?? ''] ?? kind, value],
  );
  return found;
}
const one = async (...written: string[]) =>
  new Set((await Promise.all(written.map(find))).map((each) => each?.id)).size === 1;
const codes = (answers: Acceptance[]) =>
  answers.flatMap((answer) =>
    answer.result === 'accepted' ? (answer.warnings ?? []).map(({ code }) => code) : [answer.result],
  );

let people = 0;
/** Ids that no other test uses. */
const fresh = (...names: string[]) => {
  people += 1;
  return names.map((name) => `${name}${people}`);
};

describe('anonymous to known', () => {
  it('a device becomes the user who signs up on it, with what it did before', async () => {
    const [u, d] = fresh('u', 'd') as [string, string];
    await browser(track({ anonymousId: d }), identify({ anonymousId: d }, { plan: 'free' }));
    await browser(identify({ anonymousId: d, userId: u }, { name: 'Ann' }));
    expect(await one(`userId:${u}`, `anonymousId:${d}`)).toBe(true);
    expect((await find(`userId:${u}`))?.traits).toEqual({ plan: 'free', name: 'Ann' });
  });

  it('a second device of a known user is joined, and the trace says by which call', async () => {
    const [u, d, e] = fresh('u', 'd', 'e') as [string, string, string];
    await browser(identify({ anonymousId: d, userId: u }, { name: 'Ann' }));
    await browser(identify({ anonymousId: e }, { plan: 'team' }));
    const before = await find(`anonymousId:${e}`);
    await browser({ ...track({ anonymousId: e, userId: u }), messageId: `login ${u}` });
    expect(await one(`userId:${u}`, `anonymousId:${d}`, `anonymousId:${e}`)).toBe(true);
    expect((await find(`userId:${u}`))?.traits).toEqual({ name: 'Ann', plan: 'team' });
    expect(await db.look('select * from merges where merged_id = ?', [before?.id])).toMatchObject([
      {
        why: 'same-call',
        by: 'browser key',
        message_id: `login ${u}`,
        moved: { identities: 1, traits: 1, runs: 0, messages: 0 },
      },
    ]);
    expect(await db.look('select merged_into from customers where id = ?', [before?.id])).toEqual([
      { merged_into: (await find(`userId:${u}`))?.id },
    ]);
  });

  it('a device that meets a second user stays with the first', async () => {
    const [u, v, d] = fresh('u', 'v', 'd') as [string, string, string];
    await browser(identify({ anonymousId: d, userId: u }), identify({ anonymousId: d, userId: v }));
    expect(await one(`userId:${u}`, `anonymousId:${d}`)).toBe(true);
    expect(await one(`userId:${u}`, `userId:${v}`)).toBe(false);
    await browser(track({ anonymousId: d, userId: v }), track({ anonymousId: d }));
    expect(await one(`userId:${u}`, `anonymousId:${d}`)).toBe(true);
  });
});

describe('alias', () => {
  it('of a browser joins a device that no userId owns', async () => {
    const [u, d] = fresh('u', 'd') as [string, string];
    await browser(identify({ userId: u }), identify({ anonymousId: d }, { plan: 'team' }));
    expect(codes(await browser(alias(d, u)))).toEqual([]);
    expect(await one(`userId:${u}`, `anonymousId:${d}`)).toBe(true);
  });

  it('of a browser joins neither two users nor a device of another user', async () => {
    const [u, v, d] = fresh('u', 'v', 'd') as [string, string, string];
    await browser(identify({ userId: u }), identify({ userId: v, anonymousId: d }));
    expect(codes(await browser(alias(v, u), alias(d, u)))).toEqual(['needs-server-key', 'needs-server-key']);
    expect(await one(`userId:${u}`, `userId:${v}`)).toBe(false);
  });

  it('of a server joins two users: the older stays, events and identities are theirs', async () => {
    const [u, v] = fresh('u', 'v') as [string, string];
    await server(identify({ userId: u }, { plan: 'free' }), identify({ userId: v }, { name: 'Ann' }));
    const older = await find(`userId:${u}`);
    expect(codes(await server(alias(u, v)))).toEqual([]);
    expect(await find(`userId:${v}`)).toEqual({ id: older?.id, traits: { plan: 'free', name: 'Ann' } });
    expect(await one(`userId:${u}`, `userId:${v}`)).toBe(true);
  });

  it('of an id that nobody had yet names the same customer when it comes', async () => {
    const [u, old] = fresh('u', 'old') as [string, string];
    await server(alias(old, u), track({ userId: old }), track({ anonymousId: old }));
    expect(await one(`userId:${u}`, `userId:${old}`, `anonymousId:${old}`)).toBe(true);
  });

  it('in one batch with all that came before leaves one customer', async () => {
    const [u, v, d] = fresh('u', 'v', 'd') as [string, string, string];
    await server(
      identify({ userId: u }, { a: 1 }),
      identify({ userId: v }, { b: 2 }),
      track({ anonymousId: d }),
      alias(u, v),
      alias(d, u),
    );
    expect(await one(`userId:${u}`, `userId:${v}`, `anonymousId:${d}`)).toBe(true);
    expect((await find(`userId:${u}`))?.traits).toEqual({ a: 1, b: 2 });
  });
});

describe('identities of several kinds', () => {
  it('a till finds the customer by loyalty number, a call centre by e-mail, each in any writing of it', async () => {
    const [u, l, m] = fresh('u', 'l', 'ann') as [string, string, string];
    await server(identify({ userId: u, identities: { loyalty: l, email: `${m}@example.com` } }, { name: 'Ann' }));
    await server(
      track({ identities: { loyalty: ` ${l}` } }, 'Bought'),
      track({ identities: { email: `${m.toUpperCase()}@Example.com` } }),
    );
    expect(await one(`userId:${u}`, `loyalty:${l}`, `email:${m}@example.com`)).toBe(true);
    const events = await db.look('select 1 from events where customer_id = ?', [(await find(`userId:${u}`))?.id]);
    expect(events).toHaveLength(3);
  });

  it('kinds of the workspace are taken, others are reported', async () => {
    const [u, c] = fresh('u', 'c') as [string, string];
    expect(codes(await server(identify({ userId: u, identities: { crm_id: c, shoe: '42' } })))).toEqual([
      'identity-kind-unknown',
    ]);
    expect(await one(`userId:${u}`, `crm_id:${c}`)).toBe(true);
    expect(await server(track({ identities: { shoe: '42' } }))).toMatchObject([
      { result: 'rejected', problem: { code: 'identity-kind-unknown' } },
    ]);
  });

  it('e-mail and phone never join two customers, also not two without a userId', async () => {
    const [l, u, m] = fresh('l', 'u', 'ann') as [string, string, string];
    const email = `${m}@example.com`;
    await server(identify({ identities: { email } }), identify({ userId: u }));
    expect(codes(await server(identify({ userId: u, identities: { email } })))).toEqual(['identity-of-another']);
    expect(await one(`userId:${u}`, `email:${email}`)).toBe(false);
    await server(track({ identities: { loyalty: l } }));
    expect(codes(await server(track({ identities: { loyalty: l, email } })))).toEqual(['identity-of-another']);
  });

  it('a loyalty number joins a customer without userId to one with, but no two with loyalty numbers', async () => {
    const [u, l, k] = fresh('u', 'l', 'k') as [string, string, string];
    await server(identify({ userId: u }), track({ identities: { loyalty: l } }), track({ identities: { loyalty: k } }));
    await server(track({ userId: u, identities: { loyalty: l } }));
    expect(await one(`userId:${u}`, `loyalty:${l}`)).toBe(true);
    expect(codes(await server(track({ userId: u, identities: { loyalty: k } })))).toEqual(['identity-of-another']);
    expect(await one(`userId:${u}`, `loyalty:${k}`)).toBe(false);
  });

  it('the address among the traits that a server sends is tied where it is free, a browser ties none', async () => {
    const [u, v, m] = fresh('u', 'v', 'ann') as [string, string, string];
    const email = `${m}@example.com`;
    await browser(identify({ userId: u }, { email }));
    expect(await find(`email:${email}`)).toBeUndefined();
    await server(identify({ userId: v }, { email }), identify({ userId: u }, { email }));
    expect(await one(`userId:${v}`, `email:${email}`)).toBe(true);
  });

  it('a customer has 500 identities at most: the next is reported, and names somebody else', async () => {
    const [u] = fresh('u') as [string];
    const devices = Array.from({ length: 500 }, (_, index) => `${u} device ${index}`);
    const answers = await browser(...devices.map((anonymousId) => track({ userId: u, anonymousId })));
    expect(codes(answers)).toEqual(['too-many-identities']);
    const tied = await db.look('select 1 from identities where customer_id = ?', [(await find(`userId:${u}`))?.id]);
    expect(tied).toHaveLength(500);
  });
});

describe('the profile', () => {
  it('gets time zone, locale and campaign from the client library, and what is said counts before them', async () => {
    const [d] = fresh('d') as [string];
    const context = {
      timezone: 'Europe/Berlin',
      locale: 'de-DE',
      campaign: { source: 'news', name: 'spring', odd: {} },
    };
    await browser({ ...track({ anonymousId: d }), context });
    const campaign = { source: 'news', name: 'spring' };
    expect((await find(`anonymousId:${d}`))?.traits).toEqual({ timezone: 'Europe/Berlin', locale: 'de-DE', campaign });
    await browser(identify({ anonymousId: d }, { timezone: 'Asia/Tokyo' }), { ...track({ anonymousId: d }), context });
    expect((await find(`anonymousId:${d}`))?.traits).toMatchObject({ timezone: 'Asia/Tokyo', locale: 'de-DE' });
  });

  it('gets a warning about a time zone that is none, among the traits and in the context', async () => {
    const [d] = fresh('d') as [string];
    const sent = [
      identify({ anonymousId: d }, { timezone: 'Berlin' }),
      { ...track({ anonymousId: d }), context: { timezone: 'CEST+1' } },
    ];
    expect(codes(await browser(...sent))).toEqual(['time-zone-unknown', 'time-zone-unknown']);
  });

  it("gets the group's id and traits, laid over those of the same group", async () => {
    const [u] = fresh('u') as [string];
    await server(
      { type: 'group', userId: u, groupId: 'acme', traits: { name: 'Acme', plan: 'free' } },
      { type: 'group', userId: u, groupId: 'acme', traits: { plan: 'team' } },
    );
    expect((await find(`userId:${u}`))?.traits).toEqual({ group: { id: 'acme', name: 'Acme', plan: 'team' } });
    expect(codes(await server({ type: 'group', userId: u, groupId: 'other' }, { type: 'group', userId: u }))).toEqual([
      'group-incomplete',
    ]);
    expect((await find(`userId:${u}`))?.traits).toEqual({ group: { id: 'other' } });
  });

  it('keeps the address of a known userId from browser keys where the workspace says so', async () => {
    const [u, d] = fresh('u', 'd') as [string, string];
    const set = (browserMayChangeAddress: boolean) =>
      publish(db.database, 'default', {
        journeys: [],
        templates: [],
        workspace: { identities: { kinds: ['crm_id'], browserMayChangeAddress } },
      });
    await set(false);
    const first = identify({ userId: u, anonymousId: d }, { email: 'ann@example.com' });
    expect(codes(await browser(first))).toEqual([]); // who signs up says where to write to
    const other = identify({ userId: u }, { email: 'eve@example.com', plan: 'team' });
    expect(codes(await browser(other))).toEqual(['address-protected']);
    expect((await find(`userId:${u}`))?.traits).toEqual({ email: 'ann@example.com', plan: 'team' });
    expect(codes(await server(other))).toEqual([]);
    expect((await find(`userId:${u}`))?.traits).toMatchObject({ email: 'eve@example.com' });
    await set(true);
    expect(codes(await browser(first))).toEqual([]);
    expect((await find(`userId:${u}`))?.traits).toMatchObject({ email: 'ann@example.com' });
  });
});

it('an import opens no run', async () => {
  const [u, v] = fresh('u', 'v') as [string, string];
  const envelope = { receivedAt: Date.now(), sentAt: undefined, newMessageId: newId, isHistorical: true as const };
  const imported = readCall(track({ userId: u }, 'Signed Up'), 'body', envelope);
  expect(await acceptBatch({ database: db.database, publishedJourneys }, 'default', [imported as never])).toEqual([
    { result: 'accepted', entered: 0 },
  ]);
  expect(await server(track({ userId: v }, 'Signed Up'))).toMatchObject([{ entered: 1 }]);
});
