import { html, type Markup } from './html.ts';
import { done, oneButton } from './layout.ts';
import {
  changing,
  type HostedPage,
  isStopped,
  marketing,
  type PageView,
  pauseNotice,
  pauseOf,
  pausing,
  titleOf,
} from './page.ts';

/** Why a message was sent, by which data, and what to do about it. */
export const whyPage: HostedPage = {
  letter: 'w',
  purpose: 'why',
  needsReason: true,
  show(view) {
    const { facts, words, preferencesUrl, notice } = view;
    const { why: said } = words;
    const content = html`${notice === undefined ? undefined : done(notice)}
${facts.address === undefined ? undefined : html`<p class="soft">${said.to(facts.address)}</p>`}
${reason(view)}
<h2>${said.actionsTitle}</h2>
${actions(view)}
<p class="actions"><a href="${preferencesUrl}">${said.preferences}</a></p>`;
    return { title: said.title, content };
  },
  act(form, { topic }) {
    const source = 'page';
    switch (form.value('action')) {
      case 'pause':
        return { source, statements: pausing, notice: pauseNotice };
      case 'topic':
        if (topic === undefined) return undefined;
        return {
          source,
          statements: changing({ subject: { kind: 'topic', name: topic }, state: 'withdrawn' }),
          notice: ({ unsubscribe }, facts) => unsubscribe.topicDone(titleOf(facts, topic)),
          isUnsubscription: true,
        };
      case 'all':
        return {
          source,
          statements: changing({ subject: marketing, state: 'withdrawn' }),
          notice: ({ preferences }) => preferences.allDone,
          isUnsubscription: true,
        };
      default:
        return undefined;
    }
  },
};

function reason({ reason: found, facts, words }: PageView): Markup {
  const { why: said } = words;
  if (!found) return html`<p>${said.gone}</p>`;
  const { journey, event, at, traits, properties } = found;
  const day = words.day(at, facts.timeZone);
  const list = (title: string, names: readonly string[]) =>
    names.length === 0
      ? undefined
      : html`<p>${title}</p><ul>${names.map((name) => html`<li>${name.replaceAll('_', ' ')}</li>`)}</ul>`;
  const isNothing = traits.length === 0 && properties.length === 0;
  return html`<p>${said.reason(journey)} ${event === null ? said.began(day) : said.event(event, day)}</p>
<h2>${said.dataTitle}</h2>
${
  isNothing
    ? html`<p>${said.noData}</p>`
    : html`${list(said.traits, traits)}${list(said.properties(event ?? journey), properties)}<p class="soft">${said.noValues}</p>`
}`;
}

/** A button for what has not been done yet; a sentence for what has. */
function actions({ link: { topic }, facts, words }: PageView): Markup {
  const { why: said, unsubscribe, preferences } = words;
  if (isStopped(facts)) return html`<p>${preferences.allDone}</p>`;
  const until = pauseOf(facts);
  const isTopicOver = topic !== undefined && facts.topics.some(({ id, isAllowed }) => id === topic && !isAllowed);
  const title = topic === undefined ? '' : titleOf(facts, topic);
  return html`${until === undefined ? oneButton('pause', said.less) : html`<p>${preferences.paused(words.day(until, facts.timeZone))}</p>`}
${topic === undefined ? undefined : isTopicOver ? html`<p>${unsubscribe.topicDone(title)}</p>` : oneButton('topic', said.topic(title))}
${oneButton('all', said.all)}`;
}
