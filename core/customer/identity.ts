/**
 * An identity is a kind and a value by which a call names its customer. Of a kind that names one person (userId, loyalty, own
 * kinds) a customer is expected to have one value, and a call never joins two customers who both have one. E-mail and
 * phone may be shared by people: they find a customer, but never join two. An anonymousId is a device's.
 */
export interface Identity {
  readonly kind: string;
  readonly value: string;
}

export const USER_ID = 'user_id';
export const ANONYMOUS_ID = 'anonymous_id';
const EMAIL = 'email';
const PHONE = 'phone';
/** A browser's subscription to web push, by its id: made by the browser itself, never by a call. */
export const PUSH = 'push';

/** Kinds that every workspace has; its configuration adds its own. */
export const builtInKinds = [USER_ID, 'loyalty', EMAIL, PHONE, ANONYMOUS_ID] as const;

/** Identities that a customer may have. Beyond, a new one is not tied to them. */
export const mostIdentities = 500;

/** Names one person. A browser, as a device, names none. */
export function isPersonal(kind: string): boolean {
  return kind !== ANONYMOUS_ID && kind !== EMAIL && kind !== PHONE && kind !== PUSH;
}

/** Two people may share it, and still be two. */
export function isSharedAddress(kind: string): boolean {
  return kind === EMAIL || kind === PHONE;
}

/** The order in which a call's identities are asked for its customer. */
export function byRank(a: Identity, b: Identity): number {
  return rankOf(a.kind) - rankOf(b.kind);
}

function rankOf(kind: string): number {
  if (kind === USER_ID) return 0;
  if (isPersonal(kind)) return 1;
  return kind === ANONYMOUS_ID ? 3 : 2;
}

/** People and protocols write userId for user_id. */
const writtenKinds = new Map([
  ['userid', USER_ID],
  ['anonymousid', ANONYMOUS_ID],
]);

export function kindOf(written: string): string {
  const name = written.trim();
  return writtenKinds.get(name.toLowerCase()) ?? name;
}

/** "userId", "anonymousId", and every other kind by its own name. */
export function writtenKind(kind: string): string {
  if (kind === USER_ID) return 'userId';
  return kind === ANONYMOUS_ID ? 'anonymousId' : kind;
}

/** The one form under which a value is stored; undefined: it is none of its kind. */
export function normalizeIdentity(kind: string, value: string): string | undefined {
  const text = value.trim();
  if (text === '') return undefined;
  if (kind === EMAIL) return /^[^\s@]+@[^\s@]+$/.test(text) ? text.toLowerCase() : undefined;
  return kind === PHONE ? normalizePhone(text) : text;
}

/** Digits with a plus before them where the country is given: "+49 (171) 123-456", "0049171123456" ▸ "+49171123456". */
function normalizePhone(text: string): string | undefined {
  if (!/^\+?[\d\s().\-/]+$/.test(text)) return undefined;
  const digits = text.replace(/[^\d+]/g, '').replace(/^00/, '+');
  return /^\+?\d{6,15}$/.test(digits) ? digits : undefined;
}
