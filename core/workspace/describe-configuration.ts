import { describeDuration } from '../base/duration-words.ts';
import { describeCondition } from '../condition/describe.ts';
import type { Regime } from '../customer/consent.ts';
import type { Cap } from './caps.ts';
import { type Configuration, configurationSchema } from './configuration.ts';
import type { Hold } from './holds.ts';
import type { QuietHours } from './quiet-hours.ts';
import type { SecretReference } from './secret-reference.ts';
import type { SendRate } from './send-rate.ts';

/** One setting in words: what it is called, and what holds. */
export interface DescribedSetting {
  readonly name: string;
  readonly text: string;
}

export interface DescribedSection {
  readonly id: string;
  /** What the section is about. */
  readonly about: string;
  readonly settings: readonly DescribedSetting[];
}

type Describers = {
  readonly [Section in keyof Configuration]?: (section: Configuration[Section]) => DescribedSetting[];
};

const regimeInWords: Readonly<Record<Regime, string>> = {
  'opt-in': 'opt-in: only with consent',
  'opt-out': 'opt-out: until the customer objects',
};
const measured = (is: boolean) => (is ? 'measured' : 'not measured');
const secret = ({ env }: SecretReference) => `in ${env}`;
const entriesOf = <Value>(section: Readonly<Record<string, Value>>, textOf: (value: Value) => string) =>
  Object.entries(section).map(([name, value]) => ({ name, text: textOf(value) }));
const sentence = (...parts: readonly (string | undefined | false)[]) => parts.filter(Boolean).join('; ');

/** A section without words of its own is shown as it is written. */
const describers: Describers = {
  topics: (section) =>
    entriesOf(section, ({ title, regime, description }) =>
      sentence(`“${title}”`, regime && regimeInWords[regime], description),
    ),
  consent: ({ regime, tracking, profiling }) => [
    { name: 'marketing messages', text: regimeInWords[regime] },
    { name: 'measuring opens and clicks', text: regimeInWords[tracking] },
    { name: 'learning from behaviour', text: regimeInWords[profiling] },
  ],
  tracking: ({ opens, links, topics }) => [
    { name: 'opens of e-mails', text: measured(opens) },
    { name: 'clicks on links', text: measured(links) },
    ...entriesOf(topics, (own) =>
      sentence(
        own.opens === undefined ? undefined : `opens ${measured(own.opens)}`,
        own.links === undefined ? undefined : `clicks ${measured(own.links)}`,
      ),
    ).map(({ name, text }) => ({ name: `topic ${name}`, text })),
  ],
  sms: (section) =>
    section === undefined
      ? []
      : [
          ...section.providers.map(({ name, type, from }) => ({ name, text: `by ${type}, from ${from}` })),
          { name: 'answer to HELP', text: `“${section.help}”` },
        ],
  quietHours: ({ default: all, channels, zone, spread }) => [
    { name: 'all channels', text: hoursInWords(all) },
    ...entriesOf(channels, hoursInWords),
    { name: 'zone of customers who have none', text: zone },
    { name: 'spread at the end', text: spread === 'none' ? 'none' : `over ${describeDuration(spread)}` },
  ],
  caps: (section) => entriesOf(section, capInWords),
  holds: (section) => entriesOf(section, holdInWords),
  sendRate: (section) => entriesOf(section, rateInWords),
  globalControl: ({ perMille }) => [
    { name: 'in the books only', text: perMille === 0 ? 'nobody' : `${perMille / 10} % of customers` },
  ],
  observe: ({ all }) => [{ name: 'all journeys', text: all ? 'observed: nothing leaves' : 'not observed' }],
  webhooks: (section) => entriesOf(section, (own) => `to ${own.url}, signed with the secret ${secret(own.secret)}`),
  alerts: (section) =>
    entriesOf(section, (own) =>
      own.type === 'slack' ? `to the chat whose address is ${secret(own.url)}` : `by e-mail to ${own.to.join(', ')}`,
    ),
  feedback: (section) =>
    entriesOf(
      section,
      ({ type, secrets }) =>
        `reports as ${type} sends them, verified with the secret ${secrets.map(secret).join(' or ')}`,
    ),
  groups: (section) =>
    entriesOf(section, ({ title, members, assign, alert }) =>
      sentence(
        title && `“${title}”`,
        members.join(', '),
        assign === 'rotation' ? 'each task goes to the next member' : 'members claim tasks',
        alert && `alerts go to ${alert}`,
      ),
    ),
  identities: ({ kinds, browserMayChangeAddress }) => [
    { name: 'own kinds', text: kinds.join(', ') || 'none' },
    {
      name: 'browser keys',
      text: browserMayChangeAddress
        ? 'may change e-mail and phone of a known customer'
        : 'do not change e-mail or phone of a known customer',
    },
  ],
  languages: (section) => [{ name: 'default', text: section.default }],
};

function hoursInWords(hours: QuietHours): string {
  if (hours === 'none') return 'none';
  const window = ({ from, until }: { from: string; until: string }) => `${from} to ${until}`;
  const days = Object.entries(hours.days).map(([day, own]) => `${day} ${own === 'none' ? own : window(own)}`);
  return sentence(window(hours), ...days);
}

function capInWords({ most, within, calendar, channels, topics, journeys, each, reserve, excess }: Cap): string {
  const span = within === undefined ? `a ${calendar ?? 'month'}` : `within ${describeDuration(within)}`;
  const only = [...(channels ?? []), ...(topics ?? []), ...(journeys ?? [])].join(', ');
  return sentence(
    `at most ${most} ${span}`,
    only && `only ${only}`,
    each && `for each ${each}`,
    reserve && `${reserve.most} of them for priority ${reserve.priority} and higher`,
    excess === 'defer' ? 'more wait' : 'more are blocked',
  );
}

function holdInWords({ title, when, effect, atMost, channels, topics }: Hold): string {
  const only = [...(channels ?? []), ...(topics ?? [])].join(', ');
  return sentence(
    title && `“${title}”`,
    `while ${describeCondition(when)}`,
    only && `only ${only}`,
    effect === 'wait' ? `messages wait, at most ${describeDuration(atMost)}` : 'messages are blocked',
  );
}

function rateInWords({ most, per, burst }: SendRate): string {
  return sentence(
    `at most ${most} in ${describeDuration(per)}`,
    burst !== undefined && `${burst} at once after a quiet time`,
  );
}

/** A configuration in words, section by section, in the order in which they are declared. */
export function describeConfiguration(configuration: Configuration): readonly DescribedSection[] {
  return (Object.keys(configurationSchema.shape) as (keyof Configuration)[]).map((id) => {
    const describe = describers[id] as ((section: unknown) => DescribedSetting[]) | undefined;
    const section: unknown = configuration[id];
    return {
      id,
      about: configurationSchema.shape[id].description ?? id,
      settings: describe ? describe(section) : asWritten(section),
    };
  });
}

function asWritten(section: unknown): DescribedSetting[] {
  if (section === undefined || section === null) return [];
  if (typeof section !== 'object') return [{ name: 'value', text: String(section) }];
  return Object.entries(section).map(([name, value]) => ({ name, text: textOf(value) }));
}

function textOf(value: unknown): string {
  if (Array.isArray(value)) return value.map(textOf).join(', ') || 'none';
  if (typeof value !== 'object' || value === null) return String(value);
  return Object.entries(value)
    .map(([name, each]) => `${name} ${textOf(each)}`)
    .join('; ');
}
