import type { Mutation } from './mutation.ts';

const caller = 'api/caller.ts';
const sessions = 'store/access/sessions.ts';
const signingIn = 'api/operations/people/session.ts';
const sessionTest = 'test/api/operations/people/session.test.ts';
const switchesTest = 'test/store/messages/kill-switches.test.ts';
const bulkTest = 'test/store/runs/bulk-acts.test.ts';

/** What people do in the console: who they are, what they may, and what they stop or change for many. */
export const people: readonly Mutation[] = [
  {
    against: 'a page of another site that writes with the cookie of somebody signed in',
    edits: [{ file: caller, with: "return site === 'same-origin';", without: 'return true;' }],
    test: { file: sessionTest, title: 'a cookie changes nothing from another site' },
  },
  {
    against: 'a foreign page in a browser that says the origin alone',
    edits: [
      {
        file: caller,
        with: "return origin !== undefined && URL.canParse(origin) && new URL(origin).host === request.get('host');",
        without: 'return origin !== undefined;',
      },
    ],
    test: { file: sessionTest, title: 'from another origin, where the site is not said' },
  },
  {
    against: 'a form of a foreign page, which can set no header',
    edits: [{ file: caller, with: "if (request.get('x-throughline') !== 'console') return false;", without: '' }],
    test: { file: sessionTest, title: 'a cookie changes nothing without the header of the console' },
  },
  {
    against: 'a door that trusts a cookie without asking where the request comes from',
    edits: [
      {
        file: 'api/authenticate-person.ts',
        with: '&& !isFromOwnPage(request)) throw requestForged();',
        without: '&& isFromOwnPage === undefined) throw requestForged();',
      },
    ],
    test: { file: sessionTest, title: 'a cookie changes nothing where neither site nor origin is said' },
  },
  {
    against: 'a foreign page that signs somebody in as another person',
    edits: [{ file: signingIn, with: '    caller.requireOwnPage();\n', without: '' }],
    test: { file: sessionTest, title: 'a cookie changes nothing from another site' },
  },
  {
    against: 'a cookie that opens intake, which takes keys alone',
    edits: [
      {
        file: 'api/authenticate.ts',
        with: "const isByCookie = access === 'admin' && ",
        without: 'const isByCookie = ',
      },
    ],
    test: { file: sessionTest, title: 'takes no cookie for a key' },
  },
  {
    against: 'a link that signs in twice, by somebody who finds it in a history',
    edits: [
      {
        file: sessions,
        with: '`delete from sign_in_links l where l.hash = ?',
        without: '`update sign_in_links l set hash = l.hash where l.hash = ?',
      },
    ],
    test: { file: sessionTest, title: 'signs in by a link once, within its ten minutes' },
  },
  {
    against: 'a link that signs in after its ten minutes',
    edits: [{ file: sessions, with: 'l.hash = ? and l.valid_until > now()', without: 'l.hash = ?' }],
    test: { file: sessionTest, title: 'signs in by a link once, within its ten minutes' },
  },
  {
    against: 'a session that was left open overnight',
    edits: [{ file: sessions, with: " and s.seen_at > now() - interval '${IDLE_HOURS} hours'", without: '' }],
    test: { file: sessionTest, title: 'ends a session after 12 hours without use' },
  },
  {
    against: 'a session that is used forever',
    edits: [{ file: sessions, with: 's.ends_at > now() and ', without: '' }],
    test: { file: sessionTest, title: 'ends a session after 7 days' },
  },
  {
    against: 'a session that outlives the key that began it',
    edits: [{ file: sessions, with: ' and k.revoked_at is null`', without: '`' }],
    test: { file: sessionTest, title: 'ends what a key has begun when the key is revoked' },
  },
  {
    against: 'a session that was planted in the browser before somebody signed in',
    edits: [{ file: signingIn, with: '    if (earlier) await end(database, earlier);\n', without: '' }],
    test: { file: sessionTest, title: 'takes no session over from before the sign-in' },
  },
  {
    against: 'passwords that are guessed as fast as they can be sent',
    edits: [{ file: 'api/sign-in-limit.ts', with: 'const ATTEMPTS = 5;', without: 'const ATTEMPTS = 5_000;' }],
    test: { file: sessionTest, title: 'lets five attempts a minute fail' },
  },
  {
    against: 'a person without a right who asks the API instead of the page',
    edits: [
      {
        file: 'api/request-actor.ts',
        with: 'if (!actorOf(request).rights.includes(right)) throw refused();',
        without: 'if (actorOf(request) === undefined) throw refused();',
      },
    ],
    test: { file: 'test/api/request-actor.test.ts', title: 'lets a viewer ask for what its rights open' },
  },
  {
    against: 'a session that has every right, whatever the role of its person',
    edits: [
      {
        file: 'api/authenticate-person.ts',
        with: 'rights: role ? rightsOf[role] : rights,',
        without: 'rights: role ? rights : rightsOf.admin,',
      },
    ],
    test: { file: sessionTest, title: 'gives a session the rights of its person, and no others' },
  },
  {
    against: 'a password that somebody else knew: their session goes on after it was changed',
    edits: [
      {
        file: sessions,
        with: 'delete from sessions where user_id = ? and id',
        without: 'delete from sessions where user_id = ? and seen_at is null and id',
      },
    ],
    test: {
      file: 'test/api/contract.test.ts',
      title: 'shows sessions, ends them, and lets a person change the own password',
    },
  },
  {
    against: 'a change that nobody can be asked about',
    edits: [
      {
        file: 'api/audit.ts',
        with: "return right !== undefined && method !== 'get' && !isReading;",
        without: "return right !== undefined && method === 'put' && !isReading;",
      },
    ],
    test: {
      file: sessionTest,
      title: 'but from a page whose browser says the origin alone, and the audit log says so',
    },
  },
  {
    against: 'a message that leaves after somebody has stopped its channel',
    edits: [
      {
        file: 'core/message/rules/kill-switch.ts',
        with: "(stoppedBy(facts) ? deferWhileStopped(facts, 'kill-switch') : undefined)",
        without: "(stoppedBy(facts) && facts.now < 0 ? deferWhileStopped(facts, 'kill-switch') : undefined)",
      },
    ],
    test: {
      file: switchesTest,
      title: 'defers a message while the channel "email" is stopped, and sends it once it is lifted',
    },
  },
  {
    against: 'a switch that stops what it does not name',
    edits: [
      {
        file: 'core/message/rules/kill-switch.ts',
        with: "scope !== 'channel' || name === consent.channel",
        without: "scope !== 'channel' || name !== ''",
      },
    ],
    test: { file: switchesTest, title: 'lets a message go while another journey and another channel are stopped' },
  },
  {
    against: 'two processes that act on the same run of a bulk act',
    edits: [{ file: 'store/runs/bulk-acts.ts', with: ' for update skip locked) run', without: ') run' }],
    test: { file: bulkTest, title: 'ends each run once, however many processes work at it' },
  },
  {
    against: 'a bulk act that reaches runs that nobody meant when it was asked for',
    edits: [
      {
        file: 'store/runs/bulk-acts.ts',
        with: "  if (act === 'retry') meant.whereNotNull('run.stuck_at');\n",
        without: '',
      },
    ],
    test: { file: bulkTest, title: 'retries each stuck run that its filter meant when it was asked for, and no other' },
  },
];
