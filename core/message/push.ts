import { isInAppUrl } from './in-app.ts';

/** A push message as a browser shows it. */
export interface PushContent {
  readonly title: string;
  readonly body: string;
  /** Where a click leads. */
  readonly url: string | undefined;
  /** A picture beside the text. */
  readonly icon: string | undefined;
}

const longest = { title: 120, body: 1_000 } as const;

/**
 * Push services take 4,096 bytes (RFC 8030, section 7.2). Encryption adds 103 (RFC 8291); the link by which the service
 * worker reports has room in the rest.
 */
export const MOST_PUSH_BYTES = 3_000;

/**
 * Reads the rendered parts of a template. Texts that are too long are cut, because a customer's long name is no reason to
 * send nothing. A wrong address is a fault of the template.
 */
export function readPushParts(parts: Readonly<Record<string, string>>): PushContent | { readonly problem: string } {
  const [title, body, url, icon] = (['title', 'body', 'url', 'icon'] as const).map((part) =>
    (parts[part] ?? '').replaceAll('\r', '').trim(),
  ) as [string, string, string, string];
  if (title === '') return { problem: 'the part "title" is empty' };
  if (url !== '' && !isInAppUrl(url))
    return { problem: 'the part "url" must begin with https://, http://, mailto:, tel: or one slash' };
  if (icon !== '' && !/^(https:\/\/[^/]|http:\/\/(localhost|127\.0\.0\.1)\b|\/(?![/\\]))/i.test(icon))
    return { problem: 'the part "icon" must begin with https:// or one slash' };
  const content = {
    title: cut(title.replace(/\s+/g, ' '), longest.title),
    body: cut(body, longest.body),
    url: url || undefined,
    icon: icon || undefined,
  };
  const bytes = bytesOf(JSON.stringify(content));
  if (bytes <= MOST_PUSH_BYTES) return content;
  return { problem: `the parts take ${bytes} bytes, and ${MOST_PUSH_BYTES} are the most` };
}

function bytesOf(text: string): number {
  return new TextEncoder().encode(text).length;
}

/** By characters as people count them, so that no emoji is cut in two. */
function cut(text: string, most: number): string {
  const characters = [...text];
  return characters.length <= most ? text : `${characters.slice(0, most - 1).join('')}…`;
}
