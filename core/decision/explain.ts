import { million } from './draw.ts';
import type { DecisionRecord, JudgedCandidate, Refusal } from './record.ts';

/** A decision in words, made from its record alone: what was chosen, what could not be, what was expected, and why. */
export function explainDecision(record: DecisionRecord): readonly string[] {
  const chosen = record.candidates.find(({ id }) => id === record.chosen);
  return [
    chosenSentence(record, chosen),
    ...refusedSentence(record),
    ...expectedSentences(record, chosen),
    ...becauseSentence(record),
    ...hourSentences(record),
    ...shadowSentences(record),
    restsOn(record),
  ];
}

const nameOf = ({ id, title }: Pick<JudgedCandidate, 'id' | 'title'>) => title ?? id;
const percent = (ppm: number) => {
  const share = (100 * ppm) / million;
  return `${share > 0 && share < 1 ? share.toFixed(1) : share.toFixed(0)} %`;
};

function chosenSentence({ by, rank }: DecisionRecord, chosen: JudgedCandidate | undefined): string {
  if (!chosen) return 'None could be chosen.';
  const name = nameOf(chosen);
  const chance = chosen.ppm === undefined ? '' : ` (chance ${percent(chosen.ppm)})`;
  switch (by) {
    case 'pinned':
      return `Chosen: ${name}, because a person pinned it.`;
    case 'sticky':
      return `Chosen: ${name}, which the customer had before and keeps.`;
    case 'fallback':
      return `Chosen: ${name}, the fallback, because none of the others could be.`;
    case 'person':
      return `Chosen: ${name}, by a person.`;
    case 'baseline':
      if (rank === 'best-hour')
        return `Chosen: ${name}. The customer is one of those who are not waited for, for comparison.`;
      return `Chosen: ${name}${chance}. The customer is one of those who are served evenly, for comparison.`;
    default:
      if (rank === 'order') return `Chosen: ${name}, the first that could be.`;
      if (rank === 'formula') return `Chosen: ${name}, which has the greatest score.`;
      return `Chosen: ${name}${chance}.`;
  }
}

/** "14 of 22 visits fell within three hours about 19:00; most customers are there about 10:00; 41 % more than now." */
function hourSentences({ hours, chosen, candidates }: DecisionRecord): readonly string[] {
  if (!hours) return [];
  const { deeds, near, usual, gain } = hours;
  const known =
    deeds === 0
      ? 'Nothing is known of when the customer is there, so the hours of all customers decide'
      : `${near} of ${deeds} visits and clicks fell within three hours about it`;
  const all = `most customers are there about ${String(usual).padStart(2, '0')}:00`;
  const isExploring = candidates.some(({ ppm = 0 }) => ppm > (candidates.find(({ id }) => id === chosen)?.ppm ?? 0));
  const more = gain > 0 ? `; ${(100 * gain).toFixed(0)} % more likely than at once` : '';
  return [`${known}; ${all}${more}.${isExploring ? ' This hour was drawn, so that other hours stay known.' : ''}`];
}

function shadowSentences({ shadows = [], chosen }: DecisionRecord): readonly string[] {
  return shadows.map((shadow) =>
    shadow.chosen === chosen
      ? `In shadow, ${shadow.policy} would have chosen the same.`
      : `In shadow, ${shadow.policy} would have chosen ${shadow.chosen ?? 'none'}.`,
  );
}

const counts = ['none', 'one', 'two', 'three', 'four', 'five', 'six', 'seven', 'eight', 'nine', 'ten'];
const inWords = (count: number) => counts[count] ?? String(count);

function refusedSentence({ candidates }: DecisionRecord): readonly string[] {
  const refused = candidates.filter((each) => each.refused);
  if (refused.length === 0) return [];
  const each = refused.map((candidate) => `${nameOf(candidate)} (${refusalWords(candidate.refused as Refusal)})`);
  return [`Of ${inWords(candidates.length)} candidates ${inWords(refused.length)} could not be: ${each.join(', ')}.`];
}

/** Names of guard rules that a marketer would not know. */
const guardWords: Readonly<Record<string, string>> = {
  'no-address': 'no address',
  suppressed: 'its address is suppressed',
  'channel-withdrawn': 'the customer wants nothing by this channel',
  consent: 'no consent',
  'kill-switch': 'a kill switch is on',
  caps: 'a cap is reached',
};

export function refusalWords({ rule, value }: Refusal): string {
  switch (rule) {
    case 'banned':
      return 'a person took it out';
    case 'dates':
      return `only ${value ?? 'at other dates'}`;
    case 'not-eligible':
      return `not so that ${value ?? 'its condition holds'}`;
    case 'used-up':
      return value ?? 'used up';
    case 'blocked':
      return guardWords[value ?? ''] ?? value ?? 'would be blocked';
    case 'no-value':
      return 'a value for its score is missing';
  }
}

const amount = (value: number) => {
  const size = Math.abs(value);
  return value.toFixed(size >= 100 ? 0 : size >= 1 || size === 0 ? 2 : size >= 0.01 ? 3 : 4);
};

function expectedSentences({ candidates, by }: DecisionRecord, chosen: JudgedCandidate | undefined): readonly string[] {
  if (chosen?.mean === undefined || chosen.sd === undefined) return [];
  const low = amount(chosen.mean - 1.96 * chosen.sd);
  const high = amount(chosen.mean + 1.96 * chosen.sd);
  const nothing = candidates.find(({ id, mean }) => id === 'nothing' && mean !== undefined && id !== chosen.id);
  const beside = nothing ? `, ${nameOf(nothing)} ${amount(nothing.mean as number)}` : '';
  const sentences = [`Expected worth ${amount(chosen.mean)} (${low} to ${high})${beside}.`];
  const best = candidates.reduce<JudgedCandidate>(
    (most, each) => ((each.mean ?? Number.NEGATIVE_INFINITY) > (most.mean ?? Number.NEGATIVE_INFINITY) ? each : most),
    chosen,
  );
  if (by === 'policy' && best.id !== chosen.id && best.mean !== undefined && best.ppm !== undefined)
    sentences.push(
      `This was to keep learning: ${nameOf(best)} looked better (${amount(best.mean)}) and had ${percent(best.ppm)}.`,
    );
  return sentences;
}

function becauseSentence({ because = [] }: DecisionRecord): readonly string[] {
  const worth = (value: number) => `${value >= 0 ? '+' : '-'}${amount(Math.abs(value))}`;
  const spoke = because.filter((each) => each.worth > 0).map((each) => `${each.words} ${worth(each.worth)}`);
  const against = because.filter((each) => each.worth < 0).map((each) => `${each.words} ${worth(each.worth)}`);
  return [
    ...(spoke.length > 0 ? [`What spoke for it: ${spoke.join(', ')}.`] : []),
    ...(against.length > 0 ? [`What spoke against it: ${against.join(', ')}.`] : []),
  ];
}

function restsOn({ policy, version, state, evidence, rank }: DecisionRecord): string {
  const name = `Policy ${policy} v${version}`;
  if (state !== null && evidence) {
    const number = (count: number) => count.toLocaleString('en');
    return `${name}, state ${state}: ${number(evidence.decisions)} decisions, ${number(evidence.goals)} goals.`;
  }
  return rank === 'thompson' || rank === 'linear'
    ? `${name} has learned nothing yet: each candidate had the same chance.`
    : `${name}.`;
}
