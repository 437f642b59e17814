import type { LinkPayload } from '../access/signed-link.ts';
import { linkSigner, signLink } from '../access/signed-link.ts';
import type { WorkspaceSecrets } from '../access/workspace-secrets.ts';
import type { AnswerUrl } from '../content/answer-url.ts';
import type { MessageParts } from '../content/render.ts';
import { trackLinks } from '../content/track-links.ts';

/** What makes the links in messages: the public address of the API, and the secrets that sign them. */
export interface MessageLinks {
  readonly publicUrl: string;
  readonly secrets: WorkspaceSecrets;
}

/** Whose message it is and what it is about. */
export interface LinkSubject {
  readonly workspace: string;
  readonly customerId: string;
  readonly messageId: string;
  readonly channel: string;
  readonly topic: string | undefined;
}

/** The hosted pages of a message, as variables of its template. They are signed for one customer and hold no address. */
export interface PageLinks {
  readonly unsubscribe_url: string;
  readonly preferences_url: string;
  readonly why_url: string;
}

export async function pageLinks(
  { publicUrl, secrets }: MessageLinks,
  { workspace, customerId, messageId, channel, topic }: LinkSubject,
): Promise<PageLinks> {
  const sign = (purpose: LinkPayload['purpose']) =>
    signLink(secrets, { purpose, workspace, customerId, messageId, channel, ...(topic !== undefined && { topic }) });
  const [unsubscribe, preferences, why] = await Promise.all([sign('unsubscribe'), sign('preferences'), sign('why')]);
  return {
    unsubscribe_url: `${publicUrl}/p/u/${unsubscribe}`,
    preferences_url: `${publicUrl}/p/p/${preferences}`,
    why_url: `${publicUrl}/p/w/${why}`,
  };
}

/** What the filter `answer_url` makes of a question and an answer. */
export async function answerLinks(
  { publicUrl, secrets }: MessageLinks,
  { workspace, customerId, messageId, channel }: LinkSubject,
): Promise<AnswerUrl> {
  const sign = await linkSigner(secrets, workspace);
  return ({ question, answer, score }) =>
    `${publicUrl}/p/a/${sign({ purpose: 'answer', workspace, customerId, messageId, channel, question, answer, ...(score !== undefined && { score }) })}`;
}

/** A push message's parts with the address at which the browser reports what became of it. */
export async function preparePush(
  { publicUrl, secrets }: MessageLinks,
  { workspace, key: { messageId } }: { readonly workspace: string; readonly key: { readonly messageId: string } },
  parts: MessageParts,
): Promise<MessageParts> {
  const token = await signLink(secrets, { purpose: 'push', workspace, messageId });
  return { ...parts, report: `${publicUrl}/v1/push/reports/${token}` };
}

/** Characters of a link that is tracked at most: its token holds it. */
const LONGEST_URL = 2_000;

/**
 * A mail's parts and headers with what is measured of it. Where links are tracked, each http link leads through a signed
 * redirect, and a link that no person sees shows who follows all of them; where opens are, a pixel ends the mail. Hosted
 * pages are never tracked. Marketing has the headers of RFC 8058.
 */
export async function prepareMail(
  { publicUrl, secrets }: MessageLinks,
  {
    workspace,
    key,
    tracking,
    isMarketing,
    data,
  }: {
    readonly workspace: string;
    readonly key: { readonly messageId: string };
    readonly tracking: { readonly opens: boolean; readonly links: boolean };
    readonly isMarketing: boolean;
    readonly data: object;
  },
  parts: MessageParts,
): Promise<{ readonly parts: MessageParts; readonly headers: Readonly<Record<string, string>> }> {
  const { messageId } = key;
  const sign = (more: Pick<LinkPayload, 'purpose' | 'url' | 'links'>) =>
    signLink(secrets, { workspace, messageId, ...more });
  const isOurs = (url: string) => ['p', 't'].some((part) => url.startsWith(`${publicUrl}/${part}/`));
  const isTracked = (url: string) => url.length <= LONGEST_URL && !isOurs(url);
  let html = parts.html ?? '';
  if (tracking.links) {
    const redirect = async (url: string, links: number) =>
      `${publicUrl}/t/c/${await sign({ purpose: 'click', url, links })}`;
    const hidden = `${publicUrl}/t/c/${await sign({ purpose: 'click' })}`;
    html = await trackLinks(html, { isTracked, redirect, hidden });
  }
  if (tracking.opens) {
    const pixel = `${publicUrl}/t/o/${await sign({ purpose: 'open' })}.gif`;
    html = beforeEndOfBody(html, `<img src="${pixel}" width="1" height="1" alt="" style="display:block;border:0">`);
  }
  const { unsubscribe_url: unsubscribe } = data as Partial<PageLinks>;
  const headers: Record<string, string> =
    isMarketing && unsubscribe !== undefined
      ? { 'List-Unsubscribe': `<${unsubscribe}>`, 'List-Unsubscribe-Post': 'List-Unsubscribe=One-Click' }
      : {};
  return { parts: { ...parts, html }, headers };
}

function beforeEndOfBody(html: string, addition: string): string {
  const end = html.search(/<\/body\s*>/i);
  return end < 0 ? html + addition : html.slice(0, end) + addition + html.slice(end);
}
