/**
 * Whom a mail server's refusal is about. Only what speaks of this recipient's mailbox, or of this very mail, is final;
 * what speaks of us (sender, login, relaying, reputation, rate, policy) would hit every customer alike and is mended by an
 * operator, so it is temporary and stops the channel.
 *   recipient   the mailbox is not there, disabled, full, or has moved
 *   mail        its size or form: every attempt would end alike
 *   sender      us
 *   later       the server, its disk or its network: nothing about anybody
 */
export type RefusalAbout = 'recipient' | 'mail' | 'sender' | 'later';

export interface SmtpRefusal {
  /** The reply's code: 550. */
  readonly code: number;
  /** The command that it answers, as nodemailer names it: MAIL FROM, RCPT TO, DATA; others are about the connection. */
  readonly command: string;
  /** The whole reply. */
  readonly text: string;
}

/**
 * Enhanced status codes without their class, "subject.detail". Sources: RFC 3463 unless said; IANA's registry "SMTP
 * Enhanced Status Codes" lists all. A subject alone holds for its other details.
 */
const enhanced: Readonly<Record<string, RefusalAbout>> = {
  '1': 'recipient', //     addressing
  '1.7': 'sender', //      bad sender's mailbox address syntax
  '1.8': 'sender', //      bad sender's system address
  '1.9': 'later', //       message relayed to non-compliant mailer (RFC 5248 registry)
  '1.10': 'recipient', //  recipient address has null MX (RFC 7505)
  '2': 'recipient', //     mailbox: disabled (2.1), full (2.2)
  '2.3': 'mail', //        longer than the mailbox takes
  '2.4': 'later', //       mailing list expansion problem
  '3': 'later', //         mail system: full, not accepting, not capable
  '3.4': 'mail', //        too big for the system
  '4': 'later', //         network and routing
  '4.1': 'later', //       no answer from host; Exchange Online refuses unknown recipients with it, see the texts
  '5': 'sender', //        protocol: what we send is not understood
  '5.3': 'later', //       too many recipients
  '6': 'mail', //          content or media not supported
  '7': 'sender', //        security and policy: not authorised (7.1), SPF, DKIM, DMARC (7.20 to 7.26, RFC 7372), flood (7.28)
  '7.13': 'recipient', //  user account disabled (RFC 5248)
  '7.17': 'recipient', //  mailbox owner has changed (RFC 7293)
  '7.18': 'recipient', //  domain owner has changed (RFC 7293)
};

/** Replies without an enhanced code, by command. Sources: RFC 5321 4.2.2 and 4.3.2, RFC 4954 (530 to 538), RFC 7504 (521, 556). */
const basic: Readonly<Record<string, Readonly<Record<number, RefusalAbout>>>> = {
  'MAIL FROM': { 552: 'mail' },
  'RCPT TO': {
    501: 'recipient', // the argument of RCPT is no address to this server
    521: 'recipient', // the host takes no mail
    550: 'recipient', // mailbox unavailable
    551: 'recipient', // user not local
    552: 'recipient', // exceeded storage allocation
    553: 'recipient', // mailbox name not allowed
    556: 'recipient', // the domain takes no mail
  },
  DATA: { 552: 'mail' }, // the size, once the content is known
};

/** Words that say more than the code: servers give 550, 554 and 5.7.1 to everything. The first that matches decides. */
const texts: readonly (readonly [RegExp, RefusalAbout])[] = [
  [/\bsender (address )?(rejected|verify|verification|denied)|sendasdenied|\brcpthosts\b/i, 'sender'],
  [
    /\b(no such (user|recipient|mailbox|address)|no mailbox here|(user|recipient|mailbox|address|account|addressee)( address)?( is)? (unknown|not found|unavailable|disabled|inactive|invalid|does(n't| not) exist|is full)|(unknown|invalid|nonexistent) (user|recipient|mailbox|address|account|rcpt)|(user|recipient|mailbox|account|address)\b.{0,40}\b(does(n't| not) (exist|have an? )|over quota|is full|is disabled|not exist)|(recipient|mailbox)\b.{0,20}\b(suspended|deactivated|closed|deleted|removed)|mailbox full|over quota|(mailbox|inbox|recipient|storage)('s)?\b.{0,20}\bquota|quota\b.{0,20}\b(mailbox|inbox|recipient)|quota exceeded for (the )?user|recipient address rejected: (user unknown|domain not found|undeliverable|unverified|need fully-qualified)|recipientnotfound|resolver\.adr|relay access denied for unknown)\b/i,
    'recipient',
  ],
  [/\b(message|mail)\b.{0,30}\b(too (big|large|long)|size (exceeds|limit)|exceeds .{0,30}size)/i, 'mail'],
  [
    /\b(sender|from address|envelope from|return.?path|authenticat\w*|credentials?|log ?in|relay|relaying|permissions?|sendas|send as|spf|dkim|dmarc|spam|blocked|blocklist|blacklist|listed|reputation|policy|rate|limit|quota|credits|throttl\w*|too many|unsolicited|unusual|not allowed to send|free accounts?|ptr|reverse dns|rdns|helo|starttls|tls|verify|verified|not authori[sz]ed|unauthori[sz]ed|suspended|billing|payment)\b/i,
    'sender',
  ],
  // Exchange Online for recipients that its directory does not have (Microsoft: "NDR error code 550 5.4.1").
  [/\b5\.4\.1\b.{0,80}recipient address rejected/i, 'recipient'],
];

/** Codes that servers give for want of a better one: 5.1.0, 5.5.x, 5.7.0 and 5.7.1, and 5.4.1 of Exchange. The words decide. */
const vague = /^(1\.0|2\.0|3\.0|4\.1|5\.\d+|7\.[01])$/;

/** A text about a mailbox that is over its quota must not be read as one about our own sending quota, and so comes first. */
export function aboutWhom({ code, command, text }: SmtpRefusal): RefusalAbout {
  const words = text.replace(/\s+/g, ' ');
  const [, subject, detail] = /\b\d{3}[ -][245]\.(\d{1,3})\.(\d{1,3})(?![.\d])/.exec(words) ?? [];
  const isAboutUs = subject !== undefined && enhanced[`${subject}.${detail}`] === 'sender';
  const inWords = texts.find(([pattern]) => pattern.test(words))?.[1];
  if (code < 500) return inWords === 'sender' || subject === '7' || isAboutUs ? 'sender' : 'later';
  // Before a recipient is named, nothing can be about one.
  if (command !== 'RCPT TO' && command !== 'DATA') {
    const about = basic[command]?.[code] ?? (inWords === 'mail' || subject === '3' ? 'mail' : 'sender');
    return command === 'MAIL FROM' ? about : 'sender';
  }
  if (subject !== undefined) {
    const byCode = enhanced[`${subject}.${detail}`] ?? enhanced[subject];
    const isVague = byCode === undefined || vague.test(`${subject}.${detail}`);
    if (byCode === 'later' && inWords === 'sender') return 'sender'; // our own sending limit, as 5.4.5 or 5.3.x
    if (isVague && (inWords === 'recipient' || inWords === 'sender')) return inWords;
    if (byCode !== undefined) return byCode;
  }
  return inWords ?? basic[command]?.[code] ?? 'sender';
}
