import { type ConsentSubject, consentOf } from '../../core/customer/consent.ts';
import type { LinkPayload } from '../../services/access/signed-link.ts';
import { html } from './html.ts';
import { done } from './layout.ts';
import { changing, type HostedPage, isStopped, titleOf } from './page.ts';

/** What the link of a message ends: its topic, or marketing by its channel where the message has none. */
function endedBy({ topic, channel = 'email' }: LinkPayload): ConsentSubject {
  return topic === undefined ? { kind: 'marketing-channel', name: channel } : { kind: 'topic', name: topic };
}

/** One button. Mail programs send the same form by themselves, with the field of RFC 8058. */
export const unsubscribePage: HostedPage = {
  letter: 'u',
  purpose: 'unsubscribe',
  show({ link, facts, words, preferencesUrl }) {
    const { unsubscribe: said } = words;
    const { topic, channel = 'email' } = link;
    const [will, over] =
      topic === undefined
        ? [said.channel(words.channel(channel)), said.channelDone(words.channel(channel))]
        : [said.topic(titleOf(facts, topic)), said.topicDone(titleOf(facts, topic))];
    const isOver = isStopped(facts) || consentOf(facts.consents, endedBy(link), facts.now)?.state === 'withdrawn';
    const to = facts.address === undefined ? undefined : html`<p class="soft">${said.to(facts.address)}</p>`;
    const content = isOver
      ? html`${done(over)}${to}<p>${said.others}</p>`
      : html`${to}<p>${will} ${said.others}</p>
<form method="post"><button name="action" value="unsubscribe">${said.button}</button></form>`;
    return {
      title: isOver ? said.titleDone : said.title,
      content: html`${content}<p class="actions"><a href="${preferencesUrl}">${said.preferences}</a></p>`,
    };
  },
  act(form, link) {
    const isOneClick = form.value('List-Unsubscribe') === 'One-Click';
    if (!isOneClick && form.value('action') !== 'unsubscribe') return undefined;
    return {
      source: isOneClick ? 'one-click' : 'page',
      statements: changing({ subject: endedBy(link), state: 'withdrawn' }),
      isUnsubscription: true,
    };
  },
};
