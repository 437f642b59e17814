import type { Properties } from '../../core/condition/schema.ts';
import { timeZoneOf } from '../../core/customer/time-zone.ts';
import { type JourneyDefinition, kindOfChannel } from '../../core/journey/definition/index.ts';
import type { Message, PlayedCustomer, Run } from '../run.ts';
import type { Sign, World } from '../world-types.ts';
import type { Behaviour, DrawnValue } from './behaviour.ts';
import { hourIn } from './hours.ts';
import type { Random } from './random.ts';

const hour = 3_600_000;
const day = 24 * hour;

interface Act {
  readonly at: number;
  run(): void;
}

/** A customer of a simulation: what they do by themselves, and how they answer messages. */
export interface Person {
  /** The first moment at which they do something. */
  nextAt(): number;
  /** Does what is due first. */
  act(): void;
  /** A provider took a message for them. */
  got(run: Run, visit: number, message: Message, now: number): void;
  /** A person of the company is asked something about them. */
  asked(step: string, choices: readonly string[], now: number): void;
}

export interface PersonSettings {
  readonly behaviour: Behaviour;
  readonly definitions: readonly JourneyDefinition[];
  readonly start: number;
  readonly end: number;
}

/** Traits and addresses of a new customer. */
export function traitsOf({ traits, channels, zones }: Behaviour, random: Random, number: number): Properties {
  const drawn = Object.fromEntries(Object.entries(traits).map(([name, model]) => [name, draw(model, random, '')]));
  const has = (kind: string) => random.happens(channels[kind]?.reachable ?? 1);
  return {
    ...(has('email') && { email: `c${number}@example.com` }),
    ...(has('sms') && { phone: `+4915${String(100_000_000 + number).slice(-9)}` }),
    timezone: random.pick(zones),
    ...drawn,
  };
}

export function createPerson(
  { behaviour, definitions, start, end }: PersonSettings,
  { world, customer, random }: { world: World; customer: PlayedCustomer; random: Random },
): Person {
  const acts: Act[] = [];
  const zone = timeZoneOf(customer.traits);
  const interest = Math.exp(behaviour.interest * random.normal() - behaviour.interest ** 2 / 2);
  const mostHour = Math.max(...behaviour.hours);
  let ids = 0;
  let tired = { amount: 0, at: start };

  const awake = (moment: number) => (behaviour.hours[hourIn(moment, zone)] ?? 0) / mostHour;

  function later(at: number, run: () => void): void {
    if (at >= end) return;
    let place = acts.length;
    while (place > 0 && (acts[place - 1] as Act).at < at) place -= 1;
    acts.splice(place, 0, { at, run }); // the next one stands last
  }

  /** So long after `from` on average, at an hour at which they are up. */
  function spanFrom(from: number, mean: number): number {
    let at = from + random.span(mean);
    for (let tries = 0; tries < 6 && random.uniform() > awake(at); tries += 1) at += random.span(2 * hour);
    return at;
  }

  function does(name: string): void {
    const { properties } = behaviour.events[name] ?? { properties: {} };
    const known = (property: string) =>
      customer.events.findLast((event) => event.properties[property] !== undefined)?.properties[property];
    const drawn = Object.entries<DrawnValue>(properties).map(([property, model]): [string, Properties[string]] => {
      ids += 1;
      const isSame = typeof model === 'object' && 'same' in model;
      return [property, isSame ? (known(model.same) ?? null) : draw(model, random, `${customer.id}-${ids}`)];
    });
    world.track(customer, name, Object.fromEntries(drawn) as Properties, world.now());
  }

  /** Thinned by the hours of the day; the mean number of times a week stays. */
  function schedule(name: string, perWeek: number, left: number, from: number): void {
    const mean = behaviour.hours.reduce((sum, each) => sum + each, 0) / 24 / mostHour;
    const between = (7 * day * mean) / perWeek;
    let at = from;
    do at += random.span(between);
    while (at < end && random.uniform() > awake(at));
    later(at, () => {
      does(name);
      if (left > 1) schedule(name, perWeek, left - 1, at);
    });
  }

  for (const [name, { perWeek, of, most = Infinity }] of Object.entries(behaviour.events))
    if (perWeek > 0 && random.happens(of)) schedule(name, perWeek, most, start);
  for (const { id, entry } of definitions) {
    const direct = entry.find(({ on }) => on === 'api' || on === 'hand');
    if (direct)
      later(start + random.uniform() * (end - start), () =>
        world.enter(customer, direct.on === 'hand' ? 'hand' : 'api', {}, id),
      );
  }

  function tiredness(now: number): number {
    const { days, perMessage } = behaviour.fatigue;
    const amount = tired.amount * 0.5 ** ((now - tired.at) / (days * day));
    tired = { amount: amount + 1, at: now };
    return Math.exp(-perMessage * amount);
  }

  const signed = (run: Run, visit: number, sign: Sign, more = {}) => world.feedback(customer, run, visit, sign, more);

  function leads(by: 'afterOpen' | 'afterClick', from: number, better: number): void {
    for (const [name, model] of Object.entries(behaviour.events))
      if (model[by] > 0 && random.happens(Math.min(1, model[by] * better)))
        later(spanFrom(from, model.hours * hour), () => does(name));
  }

  return {
    nextAt: () => acts.at(-1)?.at ?? Infinity,
    act: () => acts.pop()?.run(),
    got(run, visit, { channel: id, template, isMeasured }, now) {
      const kind = kindOfChannel(id);
      const channel = behaviour.channels[kind];
      if (!channel) return;
      const { opens = 1, clicks = 1, leads: better = 1 } = behaviour.templates[template] ?? {};
      // Who gets it at an hour at which people are up answers somewhat more often.
      const keen = interest * tiredness(now) * (0.7 + 0.5 * awake(now));
      const openedAt = spanFrom(now, channel.hours * hour);
      if (random.happens(channel.bounces))
        return later(now + 60_000, () => signed(run, visit, 'Message Bounced', { bounce: 'hard' }));
      const isOpened = random.happens(Math.min(0.97, channel.opens * opens * keen));
      const clicked = channel.opens > 0 ? (channel.clicks * clicks) / (channel.opens * opens || 1) : 0;
      const isClicked = isOpened && random.happens(Math.min(1, clicked));
      if (random.happens(channel.unsubscribes / Math.max(0.2, keen)))
        later(openedAt, () => world.state(customer, { kind: 'marketing-channel', name: kind }, { state: 'withdrawn' }));
      if (random.happens(channel.complains)) later(openedAt, () => signed(run, visit, 'Message Complained'));
      if (!isOpened) return;
      if (isMeasured !== false && kind !== 'sms') later(openedAt, () => signed(run, visit, 'Message Opened'));
      leads('afterOpen', openedAt, better);
      if (isClicked) {
        later(openedAt + 20_000, () => signed(run, visit, 'Message Clicked', { url: 'https://example.com/' }));
        leads('afterClick', openedAt + 20_000, better);
      }
      if (asksFor(run.definition) && random.happens(behaviour.survey.answered)) {
        const score = Number(random.pick(behaviour.survey.scores));
        const answer = { question: 'score', answer: String(score), score };
        later(openedAt + 40_000, () => signed(run, visit, 'Survey Answered', { answer }));
      }
    },
    asked(step, choices, now) {
      if (!random.happens(behaviour.tasks.answered)) return;
      const given = behaviour.tasks.choices ?? {};
      const weights = Object.fromEntries(choices.map((choice) => [choice, given[choice] ?? 1]));
      const choice = random.pick(weights);
      later(now + random.span(behaviour.tasks.hours * hour), () =>
        world.answerTask(customer, step, choice, 'somebody'),
      );
    },
  };
}

const asking = new WeakMap<JourneyDefinition, boolean>();

/** Does the journey hear of answers by a tap? */
function asksFor(definition: JourneyDefinition): boolean {
  const known = asking.get(definition) ?? JSON.stringify(definition).includes('"Survey Answered"');
  asking.set(definition, known);
  return known;
}

function draw(model: DrawnValue, random: Random, id: string): Properties[string] {
  if (typeof model !== 'object') return model;
  if ('choose' in model) return random.pick(model.choose);
  if ('median' in model) return Math.round(model.median * Math.exp(model.spread * random.normal()) * 100) / 100;
  if ('from' in model) {
    const value = model.from + random.uniform() * (model.to - model.from);
    return model.whole ? Math.round(value) : Math.round(value * 100) / 100;
  }
  return 'id' in model ? id : null;
}
