import { Tokenizer } from 'htmlparser2';

export interface LinkTracking {
  /** Which links lead through the redirect. */
  isTracked(url: string): boolean;
  /** The address of the redirect for a link of a mail with so many tracked links. */
  redirect(url: string, links: number): Promise<string>;
  /** A link that no person sees: who follows it follows every link. */
  readonly hidden: string;
}

/** The place of a link's address in the HTML, without its quotes. */
interface LinkPlace {
  readonly from: number;
  readonly to: number;
  readonly url: string;
}

/**
 * Leads the http links of a mail through redirects. Only the addresses are replaced, by their places: everything else
 * stays byte for byte, conditional comments too, since mail programs are particular about it. A mail without such links stays as it is.
 */
export async function trackLinks(html: string, { isTracked, redirect, hidden }: LinkTracking): Promise<string> {
  const places = findLinks(html).filter(({ url }) => isTracked(url));
  if (places.length === 0) return html;
  const urls = [...new Set(places.map(({ url }) => url))];
  const redirects = new Map(
    await Promise.all(urls.map(async (url) => [url, await redirect(url, urls.length)] as const)),
  );
  let tracked = '';
  let at = 0;
  for (const { from, to, url } of places) {
    tracked += html.slice(at, from) + redirects.get(url);
    at = to;
  }
  tracked += html.slice(at);
  return afterStartOfBody(tracked, hiddenLink(hidden));
}

/** First in the mail, since programs that follow links begin at the top. */
function hiddenLink(url: string): string {
  return `<a href="${url}" style="display:none" aria-hidden="true" tabindex="-1" rel="nofollow"></a>`;
}

function afterStartOfBody(html: string, addition: string): string {
  const [body] = /<body\b[^>]*>/i.exec(html) ?? [];
  const at = body === undefined ? 0 : html.indexOf(body) + body.length;
  return html.slice(0, at) + addition + html.slice(at);
}

/** The http addresses of `<a href>` and `<area href>`, in order. */
function findLinks(html: string): LinkPlace[] {
  const places: LinkPlace[] = [];
  let tag = '';
  let attribute = '';
  let from = -1;
  let to = -1;
  let value = '';
  let beginsWithEntity = false; // it has no place of its own, so such a link stays as it is
  const nothing = () => {};
  const tokenizer = new Tokenizer(
    { xmlMode: false, decodeEntities: true },
    {
      onopentagname(start, end) {
        tag = html.slice(start, end).toLowerCase();
      },
      onattribname(start, end) {
        attribute = html.slice(start, end).toLowerCase();
        from = -1;
        value = '';
        beginsWithEntity = false;
      },
      onattribdata(start, end) {
        if (from < 0) from = start;
        to = end;
        value += html.slice(start, end);
      },
      onattribentity(codepoint) {
        beginsWithEntity ||= from < 0;
        value += String.fromCodePoint(codepoint);
      },
      onattribend() {
        const isLink = attribute === 'href' && (tag === 'a' || tag === 'area') && !beginsWithEntity;
        const url = value.trim();
        if (isLink && isHttp(url)) places.push({ from, to, url });
      },
      onopentagend: nothing,
      onselfclosingtag: nothing,
      onclosetag: nothing,
      oncdata: nothing,
      oncomment: nothing,
      ondeclaration: nothing,
      onprocessinginstruction: nothing,
      ontext: nothing,
      ontextentity: nothing,
      onend: nothing,
    },
  );
  tokenizer.write(html);
  tokenizer.end();
  return places;
}

function isHttp(url: string): boolean {
  return /^https?:\/\//i.test(url) && URL.canParse(url);
}
