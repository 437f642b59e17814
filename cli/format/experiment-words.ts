import type { z } from 'zod';
import type { getExperiment } from '../../api/operations/experiments/get-experiment.ts';
import type { listExperiments } from '../../api/operations/experiments/list-experiments.ts';
import { describeMean } from '../../core/experiment/words.ts';
import { inUtc } from './utc.ts';

type Listed = z.input<typeof listExperiments.answer.schema>['items'][number];
type Shown = z.input<typeof getExperiment.answer.schema>;
type Metric = Shown['metrics'][number];

export function experimentsInColumns(experiments: readonly Listed[]): string[] {
  const width = Math.max(...experiments.map(({ id }) => id.length));
  return experiments.map(({ id, arms, words, endedAt }) => {
    const customers = arms.reduce((sum, { exposed }) => sum + exposed, 0);
    return `${id.padEnd(width)}  ${customers} customers  ${endedAt === null ? '' : 'ended. '}${words}`;
  });
}

export function experimentInWords(experiment: Shown): string[] {
  const { id, kind, title, startedAt, endedAt, arms, words, metrics, mixed, isDeclaredLate } = experiment;
  const what = { split: 'Split', holdout: 'Holdout', 'global-control': 'Global control' }[kind];
  return [
    `${what} ${id}${title === null ? '' : ` (“${title}”)`}, since ${inUtc(startedAt)}${endedAt === null ? '' : `, ended ${inUtc(endedAt)}`}`,
    ...arms.map(
      ({ arm, isControl, sharePerMille, exposed }) =>
        `  ${arm}${isControl ? ' (control)' : ''}: ${sharePerMille / 10} % planned, ${exposed} customers`,
    ),
    '',
    words,
    ...metrics.flatMap(metricInWords),
    ...(mixed === 0 ? [] : ['', `${mixed} customers are left out: two with different arms turned out to be one.`]),
    ...(isDeclaredLate ? ['', 'The metrics were changed after the first customer had come: read with care.'] : []),
  ];
}

function metricInWords(metric: Metric): string[] {
  const { role, words, arms, comparisons, explainedWords } = metric;
  const heading = { primary: 'What decides', guardrail: 'What must not suffer', secondary: 'Beside it' }[role];
  return [
    '',
    `${heading}: ${words}`,
    ...arms.map(({ arm, customers, running, mean }) => {
      const compared = comparisons.find((each) => each.arm === arm);
      const of = `${customers === 0 ? 'nobody counts yet' : `${meanInWords(mean, metric)} of ${customers}`}${running === 0 ? '' : `, ${running} still within their time`}`;
      return `  ${arm}: ${of}${compared ? `\n    ${[compared.words, compared.totalWords].filter(Boolean).join('; ')}` : ''}`;
    }),
    `  ${explainedWords}`,
  ];
}

const meanInWords = (mean: number, { measure }: Metric) =>
  `${measure === 'any' ? '' : 'mean '}${describeMean(mean, { measure })}`;
