/** Where a page shows a message: in the list behind its bell, as a strip across it, or in a dialog over it. */
export const inAppPlaces = ['inbox', 'banner', 'modal'] as const;
export type InAppPlace = (typeof inAppPlaces)[number];

/** An in-app message as it is stored. */
export interface InAppContent {
  readonly title: string;
  /** Limited Markdown: limited-markdown.ts. */
  readonly body: string;
  readonly url: string | undefined;
  readonly button: string | undefined;
  readonly place: InAppPlace;
  /** For how long it is shown. */
  readonly days: number;
}

const DAYS = 30;
const MOST_DAYS = 365;
const longest = { title: 200, body: 4_000, button: 60, url: 2_000 } as const;

/**
 * Reads the rendered parts of a template. Texts that are too long are cut, because a customer's long name is no reason
 * to send nothing. A wrong address, place or number of days is a fault of the template.
 */
export function readInAppParts(parts: Readonly<Record<string, string>>): InAppContent | { readonly problem: string } {
  const [title, body, button, url] = (['title', 'body', 'button', 'url'] as const).map((part) =>
    (parts[part] ?? '').replaceAll('\r', '').trim(),
  ) as [string, string, string, string];
  const place = parts.place?.trim() || 'inbox';
  const days = parts.days?.trim() || String(DAYS);
  if (title === '') return { problem: 'the part "title" is empty' };
  if (!isPlace(place)) return { problem: `the part "place" must be one of ${inAppPlaces.join(', ')}` };
  if (!/^\d{1,3}$/.test(days) || Number(days) < 1 || Number(days) > MOST_DAYS)
    return { problem: `the part "days" must be a whole number from 1 to ${MOST_DAYS}` };
  if (url !== '' && !isInAppUrl(url))
    return { problem: 'the part "url" must begin with https://, http://, mailto:, tel: or one slash' };
  return {
    title: cut(title.replace(/\s+/g, ' '), longest.title),
    body: cut(body, longest.body),
    url: url || undefined,
    button: cut(button.replace(/\s+/g, ' '), longest.button) || undefined,
    place,
    days: Number(days),
  };
}

/** Addresses that a page may put behind a link: never one that runs code. "/offers" is on the page's own site. */
export function isInAppUrl(url: string): boolean {
  if (url.length > longest.url || !isPrintable(url)) return false;
  return /^(https?:\/\/[^/]|mailto:|tel:|\/(?![/\\]))/i.test(url);
}

/** Without white space and control characters, which browsers drop from addresses, so that "java\nscript:" would run. */
function isPrintable(url: string): boolean {
  return [...url].every((character) => character > ' ' && character !== '\u007f' && !/\s/.test(character));
}

function isPlace(place: string): place is InAppPlace {
  return (inAppPlaces as readonly string[]).includes(place);
}

/** By characters as people count them, so that no emoji is cut in two. */
function cut(text: string, most: number): string {
  const characters = [...text];
  return characters.length <= most ? text : `${characters.slice(0, most - 1).join('')}…`;
}
