import { consentOf, isTopicAllowed } from '../../core/customer/consent.ts';
import type { KnownConsents, SpokenConsent } from '../../services/customers/consents.ts';
import { html, type Markup } from './html.ts';
import { done, oneButton } from './layout.ts';
import {
  changing,
  type HostedPage,
  isStopped,
  marketing,
  type PageForm,
  type PageView,
  pauseNotice,
  pauseOf,
  pausing,
  resuming,
} from './page.ts';

/** Topics and channels to choose, a pause, and an end to all marketing: a form each, with a button each. */
export const preferencesPage: HostedPage = {
  letter: 'p',
  purpose: 'preferences',
  show(view) {
    const { facts, words, notice } = view;
    const { preferences: said } = words;
    const content = html`${notice === undefined ? undefined : done(notice)}
${facts.address === undefined ? undefined : html`<p class="soft">${said.of(facts.address)}</p>`}
${choices(view)}
${isStopped(facts) ? undefined : pause(view)}
<h2>${said.allTitle}</h2>
${
  isStopped(facts)
    ? html`<p>${said.allDone}</p>${oneButton('allow', said.allow)}`
    : html`${endedChannels(view)}<p class="soft">${said.allHint}</p>${oneButton('all', said.all)}`
}`;
    return { title: said.title, content };
  },
  act(form) {
    const source = 'page';
    switch (form.value('action')) {
      case 'save':
        return { source, statements: (known) => chosen(form, known), notice: ({ preferences }) => preferences.saved };
      case 'pause':
        return { source, statements: pausing, notice: pauseNotice };
      case 'resume':
        return { source, statements: resuming, notice: ({ preferences }) => preferences.resumed };
      case 'all':
        return {
          source,
          statements: changing({ subject: marketing, state: 'withdrawn' }),
          notice: ({ preferences }) => preferences.allDone,
          isUnsubscription: true,
        };
      case 'allow':
        return {
          source,
          statements: changing({ subject: marketing, state: 'granted' }),
          notice: ({ preferences }) => preferences.allowed,
        };
      case 'allow-channel':
        if (!isId(form.value('channel'))) return undefined;
        return {
          source,
          statements: changing({
            subject: { kind: 'marketing-channel', name: form.value('channel') },
            state: 'granted',
          }),
          notice: ({ preferences }) => preferences.allowed,
        };
      default:
        return undefined;
    }
  },
};

/** Where all marketing has ended, no topic is checked: what is seen is what comes. */
function choices({ facts, words }: PageView): Markup {
  const { preferences: said } = words;
  const topics = facts.topics.map(({ id, title, description, isAllowed }) =>
    choice('topic', id, isAllowed && !isStopped(facts), html`<strong>${title}</strong>${hint(description)}`),
  );
  const channels = facts.channels.map(({ id, isWithdrawn }) =>
    choice('channel', id, !isWithdrawn, html`<strong>${capital(words.channel(id))}</strong>`),
  );
  return html`<form method="post">
${
  topics.length === 0
    ? undefined
    : html`<fieldset><legend>${said.topics}</legend><p class="soft">${said.topicsHint}</p>${topics}</fieldset>`
}
<fieldset><legend>${said.channels}</legend><p class="soft">${said.channelHint}</p>${channels}</fieldset>
<button name="action" value="save">${said.save}</button>
</form>`;
}

/** The form says which choices it showed: what was declared since is not taken for unchecked. */
function choice(name: string, id: string, isChecked: boolean, label: Markup): Markup {
  return html`<input type="hidden" name="shown-${name}" value="${id}"><label class="choice"><input type="checkbox" name="${name}" value="${id}"${isChecked ? html` checked` : undefined}><span>${label}</span></label>`;
}

function hint(text: string | undefined): Markup | undefined {
  return text === undefined ? undefined : html`<span class="soft">${text}</span>`;
}

function capital(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}

/** Channels whose marketing has ended: by a complaint, or by a message without a topic. */
function endedChannels({ facts, words }: PageView): readonly Markup[] {
  const ended = facts.channels.filter(({ isMarketingWithdrawn }) => isMarketingWithdrawn);
  return ended.map(
    ({ id }) => html`<p>${words.unsubscribe.channelDone(words.channel(id))}</p>
<form method="post"><input type="hidden" name="channel" value="${id}"><button class="quiet" name="action" value="allow-channel">${words.preferences.allow}</button></form>`,
  );
}

function pause({ facts, words }: PageView): Markup {
  const { preferences: said } = words;
  const until = pauseOf(facts);
  return html`<h2>${said.pauseTitle}</h2>
${
  until === undefined
    ? html`<p class="soft">${said.pauseHint}</p>${oneButton('pause', said.pause)}`
    : html`<p>${said.paused(words.day(until, facts.timeZone))}</p>${oneButton('resume', said.resume)}`
}`;
}

/** Shown choices of one page at most. */
const MOST_CHOICES = 200;

function isId(text: string): boolean {
  return text.length <= 64 && /^[a-z0-9]+([-:][a-z0-9]+)*$/.test(text);
}

/** What differs from what counts now. A topic that is checked where all marketing had ended allows marketing again. */
function chosen(form: PageForm, { consents, regimes, now }: KnownConsents): readonly SpokenConsent[] {
  const shown = (name: string) => [...new Set(form.values(`shown-${name}`))].filter(isId).slice(0, MOST_CHOICES);
  const checked = { topic: new Set(form.values('topic')), channel: new Set(form.values('channel')) };
  const all = consentOf(consents, marketing, now);
  const hasEnded = all?.state === 'withdrawn' && all.until === undefined;
  const wantsTopic = shown('topic').some((id) => checked.topic.has(id));
  const topics = hasEnded && !wantsTopic ? [] : shown('topic');
  const differing = [
    ...topics.map((name) => ({
      ...({ kind: 'topic', name, wanted: checked.topic.has(name) } as const),
      isAllowed: isTopicAllowed(consents, regimes, name, now),
    })),
    ...shown('channel').map((name) => ({
      ...({ kind: 'channel', name, wanted: checked.channel.has(name) } as const),
      isAllowed: consentOf(consents, { kind: 'channel', name }, now)?.state !== 'withdrawn',
    })),
  ].filter(({ wanted, isAllowed }) => wanted !== isAllowed);
  return [
    ...(hasEnded && wantsTopic ? [{ subject: marketing, state: 'granted' } as const] : []),
    ...differing.map(({ kind, name, wanted }) => ({
      ...({ subject: { kind, name }, state: wanted ? 'granted' : 'withdrawn' } as const),
    })),
  ];
}
