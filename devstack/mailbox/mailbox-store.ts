import { mkdir, open, readdir, readFile, rename, rm, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import PostalMime, { type Email } from 'postal-mime';
import { v7 as uuidv7 } from 'uuid';

/**
 * Where the dev mailbox keeps its mails: each as `<id>.eml`, written beside and renamed, so a file is a whole mail; and
 * `index.jsonl`, one line a mail, appended after that, so that a start reads one file and not 25,000. A mail whose line
 * is missing (we were killed between the two, before the sender had its answer) is read from its own headers; a line
 * whose mail is missing is dropped. Ids are UUIDv7, given when the mail is complete: their order is the order of arrival.
 * Not written through to the disk: a power cut may lose mails of a dev mailbox.
 */
export interface MailSummary {
  readonly id: string;
  readonly receivedAt: string;
  /** Of the SMTP envelope: who really sent it, and to whom it was really addressed. */
  readonly from: string;
  readonly to: readonly string[];
  readonly subject: string;
  readonly messageId: string;
  readonly size: number;
}

export interface IncomingMail {
  readonly from: string;
  readonly to: readonly string[];
  readonly subject: string;
  readonly messageId: string;
  readonly raw: Buffer;
}

export interface MailPage {
  readonly items: readonly MailSummary[];
  readonly next: string | undefined;
  readonly total: number;
}

export interface MailStore {
  add(mail: IncomingMail): Promise<MailSummary>;
  /** Newest first; `after` is the id of the last one seen. */
  list(query: { to?: string | undefined; limit: number; after?: string | undefined }): MailPage;
  find(id: string): MailSummary | undefined;
  raw(id: string): Promise<Buffer>;
  clear(): Promise<void>;
  count(): number;
  close(): Promise<void>;
}

export async function openMailStore(folder: string): Promise<MailStore> {
  await mkdir(folder, { recursive: true });
  const mails = await loadMails(folder);
  const byId = new Map(mails.map((mail) => [mail.id, mail]));
  const index = await open(indexPath(folder), 'a');

  return {
    async add({ raw, ...rest }) {
      const partial = join(folder, `${uuidv7()}.partial`);
      await writeFile(partial, raw);
      const mail: MailSummary = { id: uuidv7(), receivedAt: new Date().toISOString(), ...rest, size: raw.length };
      await rename(partial, mailPath(folder, mail.id));
      insertInOrder(mails, mail);
      byId.set(mail.id, mail);
      await index.write(`${JSON.stringify(mail)}\n`);
      return mail;
    },
    list({ to, limit, after }) {
      const wanted = to?.toLowerCase();
      const matching = wanted === undefined ? mails : mails.filter((mail) => isTo(mail, wanted));
      const older = after === undefined ? matching : matching.filter(({ id }) => id < after);
      const items = older.slice(-limit).reverse();
      return { items, next: older.length > items.length ? items.at(-1)?.id : undefined, total: matching.length };
    },
    find: (id) => byId.get(id),
    raw: (id) => readFile(mailPath(folder, id)),
    async clear() {
      const gone = mails.splice(0);
      byId.clear();
      await index.truncate(0);
      for (const { id } of gone) await rm(mailPath(folder, id), { force: true });
    },
    count: () => mails.length,
    close: () => index.close(),
  };
}

/** Subject and Message-ID of a mail, from its head alone: the body may be large. */
export async function readHead(raw: Buffer): Promise<Email> {
  const ends = ['\r\n\r\n', '\n\n'].map((blank) => raw.indexOf(blank)).filter((at) => at >= 0);
  const head = raw.subarray(0, Math.min(raw.length, ...ends));
  return PostalMime.parse(Buffer.concat([head, Buffer.from('\r\n\r\n')]));
}

async function loadMails(folder: string): Promise<MailSummary[]> {
  const [text, names] = await Promise.all([readFile(indexPath(folder), 'utf8').catch(() => ''), readdir(folder)]);
  const files = new Set(names.filter((name) => name.endsWith('.eml')).map((name) => name.slice(0, -'.eml'.length)));
  const lines = text.split('\n').filter(Boolean);
  const known = lines.flatMap((line) => readLine(line) ?? []).filter(({ id }) => files.delete(id)); // each once
  const unknown = await Promise.all([...files].map((id) => readFromFile(folder, id)));
  const mails = [...known, ...unknown].sort((a, b) => (a.id < b.id ? -1 : 1));
  const isWhole = known.length === lines.length && unknown.length === 0 && (text === '' || text.endsWith('\n'));
  if (!isWhole) {
    await writeFile(`${indexPath(folder)}.new`, mails.map((mail) => `${JSON.stringify(mail)}\n`).join(''));
    await rename(`${indexPath(folder)}.new`, indexPath(folder));
  }
  for (const name of names.filter((name) => name.endsWith('.partial'))) await rm(join(folder, name), { force: true });
  return mails;
}

function readLine(line: string): MailSummary | undefined {
  try {
    return JSON.parse(line) as MailSummary;
  } catch {
    return undefined; // cut short when we were killed
  }
}

async function readFromFile(folder: string, id: string): Promise<MailSummary> {
  const path = mailPath(folder, id);
  const [raw, { mtime }] = await Promise.all([readFile(path), stat(path)]);
  const { from, to, subject, messageId } = await readHead(raw);
  const recipients = (to ?? []).flatMap(({ address }) => address ?? []);
  const sender = from?.address ?? '';
  return {
    ...{ id, receivedAt: mtime.toISOString(), from: sender, to: recipients },
    ...{ subject: subject ?? '', messageId: messageId ?? '', size: raw.length },
  };
}

/** Two mails that arrive together may be renamed in the other order. */
function insertInOrder(mails: MailSummary[], mail: MailSummary): void {
  let place = mails.length;
  while (place > 0 && (mails[place - 1]?.id ?? '') > mail.id) place -= 1;
  mails.splice(place, 0, mail);
}

function isTo(mail: MailSummary, wanted: string): boolean {
  return mail.to.some((address) => address.toLowerCase() === wanted);
}

function indexPath(folder: string): string {
  return join(folder, 'index.jsonl');
}

function mailPath(folder: string, id: string): string {
  return join(folder, `${id}.eml`);
}
