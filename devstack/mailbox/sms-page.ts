import { v7 as uuidv7 } from 'uuid';
import { smsSegmentsOf } from '../../core/message/sms-segments.ts';
import { signTwilio } from '../../services/access/twilio-signature.ts';
import { escapeHtml, frame, queryOf, renderAction, renderNote, renderTime, watching } from './page-frame.ts';
import { type ReceivedText, type SmsPage, sidOf } from './sms-inbox.ts';
import type { MailboxStack } from './stack-client.ts';

/** What the phones of all customers would show, and what their owners and the provider can do, as buttons. */
export function renderTextsPage({
  items,
  next,
  total,
  after,
  note,
}: SmsPage & { readonly after: string | undefined; readonly note: string | undefined }): string {
  const rows = items.map((item) => {
    const { id, to, from, text, receivedAt } = item;
    const { segments, encoding, units } = smsSegmentsOf(text);
    const size = `${segments} ${segments === 1 ? 'segment' : 'segments'}, ${encoding === 'ucs-2' ? 'UCS-2' : 'GSM-7'}, ${units}`;
    const reply = `<form method="post" action="/act/sms/${id}/reply"><input name="text" maxlength="1600" required aria-label="Answer to this message" placeholder="STOP"> <button>Reply</button></form>`;
    return `<article class="card"><p>${escapeHtml(text)}</p>
      <p class="facts"><span>to <b>${escapeHtml(to)}</b></span><span>from ${escapeHtml(from)}</span>${renderTime(receivedAt)}<span class="badge">${size}</span></p>
      <div class="actions">${renderAction(`/act/sms/${id}/delivered`, 'Deliver')}${renderAction(`/act/sms/${id}/undelivered`, 'Fail (no such number)')}${reply}</div></article>`;
  });
  const older = next === undefined ? '' : `<a href="/read/sms?${queryOf({ after: next })}">Older</a>`;
  return frame(
    'SMS',
    `${renderNote(note)}<p class="search"><span class="count">${total} ${total === 1 ? 'text message' : 'text messages'}</span></p>
    <main class="list">${rows.join('') || '<p class="nothing">No text message yet. It appears here by itself.</p>'}</main>
    <nav class="pages">${older}</nav>`,
    { tab: '/read/sms', watch: after === undefined ? watching('/sms?limit=1', items[0]?.id) : '' },
  );
}

/** Calls the API as Twilio would, signed with the account's token. Gives a note for the page. */
export async function actOnText(
  { publicUrl, smsToken }: MailboxStack,
  text: ReceivedText,
  action: string,
  form: URLSearchParams,
): Promise<string> {
  const { reportsTo = '', to, from } = text;
  if (!reportsTo.startsWith(`${publicUrl}/`)) return 'This message does not say where reports go.';
  if (action === 'reply') {
    const body = form.get('text')?.trim() || 'STOP';
    const fields = { MessageSid: `SM${uuidv7().replaceAll('-', '')}`, From: to, To: from, Body: body };
    const { status, answer } = await call(reportsTo.split('?')[0] as string, fields, smsToken);
    const told = /<Message>([^<]*)<\/Message>/.exec(answer)?.[1];
    if (status !== 200) return `The reply was answered ${status}. ${answer.slice(0, 200)}`;
    return told === undefined ? `Replied: ${body}` : `Replied: ${body}. The answer: ${told}`;
  }
  const status = { delivered: {}, undelivered: { ErrorCode: '30005' } }[action];
  if (!status) return 'This message has no such button.';
  const answered = await call(reportsTo, { MessageSid: sidOf(text), MessageStatus: action, ...status }, smsToken);
  return answered.status < 300
    ? `Reported as a provider would: ${action}.`
    : `The report was answered ${answered.status}. ${answered.answer.slice(0, 200)}`;
}

async function call(url: string, values: Readonly<Record<string, string>>, authToken: string) {
  const fields = new URLSearchParams(values);
  const response = await fetch(url, {
    method: 'POST',
    body: fields.toString(),
    headers: {
      'content-type': 'application/x-www-form-urlencoded',
      'x-twilio-signature': signTwilio({ url, fields, authToken }),
    },
    signal: AbortSignal.timeout(10_000),
  }).catch((error: Error) => ({ status: 503, text: async () => error.message }));
  return { status: response.status, answer: await response.text() };
}
