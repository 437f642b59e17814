import { lengthOf } from '../base/duration.ts';
import { jsonTooLarge } from '../base/json-limits.ts';
import { didYouMean } from '../base/nearest.ts';
import type { Problem } from '../base/problem.ts';
import { safeParse } from '../base/safe-parse.ts';
import { schemaProblems } from '../base/schema-problems.ts';
import { checkCondition } from '../condition/check.ts';
import { isReference } from '../condition/compile.ts';
import { fieldProblem, type Place } from '../condition/fields.ts';
import { columnCount } from './context.ts';
import { type Formula, formulaProblem, referencesIn } from './formula.ts';
import {
  learns,
  mostColumns,
  type PolicyCandidate,
  type PolicyDefinition,
  policySchema,
  type Ranking,
  type Reward,
} from './policy.ts';

export interface PolicyValidation {
  readonly policy?: PolicyDefinition | undefined;
  readonly problems: readonly Problem[];
}

/** Where conditions and features of a policy are looked at: in a run, of which only entry and customer are common to all. */
export const inPolicy: Place = { name: 'a policy', entry: true, customer: true, history: true };
const inReward: Place = { name: "a reward's filter", event: true, customer: true };

const limits = { depth: 60, values: 20_000, storable: true };
const dayMs = 86_400_000;
const longestWindowDays = 90;

/** Form and meaning of one policy. What its candidates give is checked where a step refers to it. */
export function validatePolicy(json: unknown): PolicyValidation {
  const tooLarge = jsonTooLarge(json, limits);
  if (tooLarge) return { problems: [tooLarge] };
  const read = safeParse(policySchema, json);
  if (!read.success) return { problems: schemaProblems(policySchema, read.error, json) };
  const policy = read.data;
  const problems = [
    ...checkCandidates(policy),
    ...checkTimes(policy),
    ...checkRanking(policy.rank, policy),
    ...(policy.reward ? checkReward(policy.reward) : []),
    ...checkLearner(policy),
  ];
  return problems.some(({ severity }) => severity !== 'warning') ? { problems } : { policy, problems };
}

function checkCandidates({ candidates, fallback, sources }: PolicyDefinition): readonly Problem[] {
  if (candidates.length === 0 && !sources) {
    return [
      {
        code: 'policy-without-candidates',
        where: 'candidates',
        problem: 'Nothing can be chosen.',
        remedy: 'List candidates, or give "sources": [{"from": "offers", "placement": "…"}].',
      },
    ];
  }
  const ids = candidates.map(({ id }) => id);
  const problems = candidates.flatMap((candidate, index) =>
    checkCandidate(candidate, `candidates[${index}]`, ids.indexOf(candidate.id) !== index),
  );
  if (fallback !== undefined && !ids.includes(fallback) && !sources) {
    problems.push({
      code: 'unknown-candidate',
      where: 'fallback',
      problem: `There is no candidate "${fallback}".`,
      remedy: didYouMean(fallback, ids),
    });
  }
  return problems;
}

function checkCandidate(
  { id, nothing, gives, eligible, from, until }: PolicyCandidate,
  where: string,
  isTwice: boolean,
): Problem[] {
  const problems: Problem[] = [];
  if (isTwice) {
    problems.push({
      code: 'candidate-twice',
      where: `${where}.id`,
      problem: `"${id}" is the id of another candidate too.`,
      remedy: 'Give it an id of its own.',
    });
  }
  if (nothing && gives) {
    problems.push({
      code: 'nothing-gives',
      where: `${where}.gives`,
      problem: 'A candidate that does nothing gives nothing.',
      remedy: 'Leave out "gives", or "nothing".',
    });
  }
  if (from !== undefined && until !== undefined && Date.parse(from) >= Date.parse(until)) {
    problems.push({
      code: 'candidate-never',
      where: `${where}.until`,
      problem: 'It ends before it begins.',
      remedy: 'Give a moment after "from".',
    });
  }
  return [...problems, ...(eligible ? checkCondition(`${where}.eligible`, eligible, inPolicy) : [])];
}

/** Times and the ranking by the best hour go together. */
function checkTimes({ rank, sources = [], candidates }: PolicyDefinition): readonly Problem[] {
  const index = sources.findIndex(({ from }) => from === 'times');
  const source = sources[index];
  if ((rank.by === 'best-hour') !== (source !== undefined)) {
    return [
      {
        code: 'times-and-best-hour',
        where: source ? 'rank' : 'sources',
        problem: 'A ranking by the best hour chooses among times, and nothing else does.',
        remedy: 'Give both: "sources": [{"from": "times", "within": "PT24H"}] and "rank": {"by": "best-hour"}.',
      },
    ];
  }
  if (source?.from !== 'times') return [];
  const within = lengthOf(source.within);
  const problems: Problem[] = [];
  if (within === undefined || within > 2 * dayMs)
    problems.push({
      code: 'window-too-long',
      where: `sources[${index}].within`,
      problem: 'An hour is chosen at most two days ahead.',
      remedy: 'Write "PT24H", or "P2D" at most.',
    });
  if (sources.length > 1 || candidates.length > 0)
    problems.push({
      code: 'times-beside-others',
      where: 'candidates',
      problem: 'Times are chosen among themselves.',
      remedy: 'Decide in another step, by another policy, what is sent.',
    });
  return problems;
}

function checkRanking(rank: Ranking, { candidates, sources }: PolicyDefinition): readonly Problem[] {
  switch (rank.by) {
    case 'best-hour':
    case 'order':
      return [];
    case 'shares':
      if (candidates.some(({ share = 0 }) => share > 0) && !sources) return [];
      if (sources)
        return [
          {
            code: 'shares-of-offers',
            where: 'sources',
            problem: 'Offers have no shares.',
            remedy: 'Rank them by a formula, or let the policy learn.',
          },
        ];
      return [
        {
          code: 'policy-without-shares',
          where: 'candidates',
          problem: 'No candidate has a share.',
          remedy: 'Give each its "share", a weight such as 500.',
        },
      ];
    case 'formula':
      return checkFormula('rank.score', rank.score);
    case 'thompson':
      return checkHalfLife(rank.halfLife);
    case 'linear':
      return [...checkHalfLife(rank.halfLife), ...checkContext(rank)];
  }
}

/** Of a ranking or of an offer: its form, and what it refers to. */
export function checkFormula(where: string, formula: Formula): readonly Problem[] {
  const problem = formulaProblem(formula);
  if (problem)
    return [
      {
        code: 'bad-formula',
        where,
        problem: `The formula can't be used: ${problem}.`,
        remedy: 'Write it shorter or give the right number of values.',
      },
    ];
  return referencesIn(formula)
    .filter((ref) => !/^candidate\.[A-Za-z_][A-Za-z0-9_]*$/.test(ref) && ref !== 'model.rate')
    .flatMap((ref) => fieldProblem(where, ref, inPolicy, true) ?? []);
}

function checkHalfLife(halfLife: string | undefined): readonly Problem[] {
  return halfLife === undefined || lengthOf(halfLife) !== undefined ? [] : [inDays('rank.halfLife')];
}

const inDays = (where: string): Problem => ({
  code: 'bad-duration',
  where,
  problem: 'Months and years have no fixed length.',
  remedy: 'Write days or weeks: "P60D".',
});

function checkContext({ context }: Extract<Ranking, { by: 'linear' }>): readonly Problem[] {
  const problems = context.flatMap(({ name, field, bins, values }, index): Problem[] => {
    const where = `rank.context[${index}]`;
    const found = fieldProblem(`${where}.field`, field, inPolicy, true);
    const isAscending = !bins || bins.every((edge, place) => place === 0 || edge > (bins[place - 1] as number));
    return [
      ...(found ? [found] : []),
      ...((bins === undefined) === (values === undefined)
        ? [
            {
              code: 'bad-feature',
              where,
              problem: `"${name}" needs one of "bins" and "values".`,
              remedy: 'Give "bins" for numbers, or "values" for texts.',
            },
          ]
        : []),
      ...(isAscending
        ? []
        : [
            {
              code: 'bad-feature',
              where: `${where}.bins`,
              problem: 'The bins do not ascend.',
              remedy: 'Write the lower ends from small to great.',
            },
          ]),
    ];
  });
  const columns = columnCount(context);
  if (columns > mostColumns) {
    problems.push({
      code: 'context-too-large',
      where: 'rank.context',
      problem: `The features make ${columns} columns; ${mostColumns} are allowed.`,
      remedy: 'Use fewer features or bins: each bin has to be learned about.',
    });
  }
  return problems;
}

function checkReward({ events, within }: Reward): readonly Problem[] {
  const length = lengthOf(within);
  const problems: Problem[] = length === undefined ? [inDays('reward.within')] : [];
  if (length !== undefined && length > longestWindowDays * dayMs) {
    problems.push({
      code: 'window-too-long',
      where: 'reward.within',
      problem: `A reward is waited for at most ${longestWindowDays} days.`,
      remedy: `Write "P${longestWindowDays}D" or less: what comes late teaches late.`,
    });
  }
  for (const [index, { where, value }] of events.entries()) {
    const place = `reward.events[${index}]`;
    if (where) problems.push(...checkCondition(`${place}.where`, where, inReward));
    const found = isReference(value)
      ? fieldProblem(`${place}.value.ref`, value.ref, { ...inReward, customer: false }, true)
      : undefined;
    if (found) problems.push(found);
  }
  return problems;
}

function checkLearner(policy: PolicyDefinition): readonly Problem[] {
  const problems: Problem[] = [];
  if (learns(policy) && !policy.reward) {
    problems.push({
      code: 'policy-without-reward',
      where: 'reward',
      problem: 'It learns, and nothing says what success is.',
      remedy: 'Give "reward": the events that count, and within which time.',
    });
  }
  if (
    policy.purpose === 'marketing' &&
    policy.rank.by !== 'best-hour' &&
    !policy.candidates.some(({ nothing }) => nothing)
  ) {
    problems.push({
      code: 'policy-without-nothing',
      where: 'candidates',
      problem: 'Doing nothing can not be chosen, so nobody learns what the others bring.',
      remedy: 'Add {"id": "nothing", "nothing": true}.',
      severity: learns(policy) ? 'error' : 'warning',
    });
  }
  return problems;
}

/** Candidates that were edited and lose their experience, unless they say to keep it. */
export function editedCandidates(
  before: PolicyDefinition,
  after: PolicyDefinition,
  keyOf: (candidate: PolicyCandidate) => string,
): readonly Problem[] {
  if (!learns(after)) return [];
  const earlier = new Map(before.candidates.map((candidate) => [candidate.id, keyOf(candidate)]));
  return after.candidates.flatMap((candidate, index): Problem[] => {
    const kept = earlier.get(candidate.id);
    if (kept === undefined || kept === keyOf(candidate)) return [];
    return [
      {
        code: 'candidate-begins-anew',
        where: `candidates[${index}].gives`,
        problem: `"${candidate.id}" gives something else than before, so it loses what it learned.`,
        remedy: `To keep what it learned (a typo), write "learnedAs": "${kept.slice(kept.indexOf('@') + 1)}".`,
        severity: 'warning',
      },
    ];
  });
}
