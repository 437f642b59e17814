import addressParser from 'nodemailer/lib/addressparser';
import isEmail from 'validator/lib/isEmail';

/** Why a setting can't be read, and how to write it. The value may hold a password, so it is not quoted. */
export interface Fault {
  readonly problem: string;
  readonly remedy: string;
}

const smtpForm = 'Write smtp://user:password@host:port, or smtps://';
const encoded =
  'In user and password write % as %25, @ as %40, : as %3A, / as %2F, ? as %3F and # as %23 (node -p "encodeURIComponent(\'…\')").';

/** Of THROUGHLINE_SMTP_URL. */
export function smtpUrlFault(value: string): Fault | undefined {
  const url = URL.canParse(value) ? new URL(value) : undefined;
  if (!url || !['smtp:', 'smtps:'].includes(url.protocol) || url.hostname === '') {
    return { problem: 'this is no address of the form smtp://…', remedy: `${smtpForm}. ${encoded}` };
  }
  if (url.port === '0') return { problem: 'its port is 0', remedy: smtpForm };
  if (!['', '/'].includes(url.pathname) || url.search !== '' || url.hash !== '') {
    const problem = 'it goes on behind the host, and that would not be used';
    return { problem, remedy: `${smtpForm}, and nothing behind it. ${encoded}` };
  }
  return credentialsFault(url);
}

/** Of any address with a user and a password in it: libraries decode them, and would say "URI malformed". */
export function credentialsFault(url: URL): Fault | undefined {
  for (const part of ['username', 'password'] as const) {
    try {
      decodeURIComponent(url[part]);
    } catch {
      const what = part === 'username' ? 'user' : 'password';
      return { problem: `the ${what} has a "%" that stands for no character`, remedy: encoded };
    }
  }
  return undefined;
}

/** Of THROUGHLINE_MAIL_FROM: one mailbox, which receivers see and answer to. */
export function mailboxFault(value: string): Fault | undefined {
  const remedy =
    'Write Name <address>, as in Acme <hello@acme.example>; with a comma in the name: "Acme, Inc." <hello@acme.example>.';
  const [mailbox, ...others] = addressParser(value, { flatten: true });
  if (others.length > 0) return { problem: 'it has more than one address', remedy };
  const address = mailbox?.address ?? '';
  const text = value.trim();
  const isWhole =
    text === address || (text.endsWith(`<${address}>`) && !/[<>\p{Cc}]/u.test(text.slice(0, -address.length - 2)));
  if (address !== '' && !isWhole) return { problem: 'it is not of the form Name <address>', remedy };
  // A host of the local network is right here, where the mail server is one's own.
  if (!isEmail(address, { require_tld: false })) {
    return { problem: address === '' ? 'it has no address' : 'its address is no e-mail address', remedy };
  }
  return undefined;
}
