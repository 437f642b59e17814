import type { Answer } from '../../api/client.ts';
import { Amount } from '../../design/amount.tsx';
import { Badge } from '../../design/badge.tsx';
import { formatNumber, formatShare } from '../../design/format.ts';
import type { Column } from '../../design/table.tsx';
import { wordsOfPolicies } from '../../words/policies.ts';

type Policy = Answer<'/v1/policies/{id}'>;
type Figures = Policy['figures'];
type Candidate = Figures['candidates'][number];
const words = wordsOfPolicies.one;
const { candidateColumns: heads } = words;

/** Small worths and rates need more digits than counts. */
const figure = (value: number | null) => {
  if (value === null) return '–';
  return Math.abs(value) >= 100 ? formatNumber(value) : Number(value.toPrecision(3)).toLocaleString();
};

export function candidateColumns(
  definition: Policy['definition'],
  overrides: Figures['overrides'],
): readonly Column<Candidate>[] {
  const planned = new Map(definition.candidates.map((candidate) => [candidate.id, candidate]));
  const allShares = definition.candidates.reduce((sum, { share = 0 }) => sum + share, 0);
  return [
    {
      id: 'candidate',
      title: heads.candidate,
      cell: ({ id, title }) => `${title ?? id}${planned.get(id)?.nothing === true ? ` (${words.nothing})` : ''}`,
    },
    ...(definition.rank.by === 'shares'
      ? [
          {
            id: 'share',
            title: heads.share,
            isNumber: true,
            cell: ({ id }: Candidate) => formatShare(planned.get(id)?.share ?? 0, allShares),
          },
        ]
      : []),
    {
      id: 'decisions',
      title: heads.decisions,
      isNumber: true,
      cell: ({ decisions }) => <Amount value={decisions} />,
    },
    { id: 'closed', title: heads.closed, isNumber: true, cell: ({ closed }) => <Amount value={closed} /> },
    { id: 'goals', title: heads.goals, isNumber: true, cell: ({ goals }) => <Amount value={goals} /> },
    { id: 'worth', title: heads.worth, isNumber: true, cell: ({ worth }) => figure(worth) },
    { id: 'believed', title: heads.believed, isNumber: true, cell: ({ believed }) => figure(believed) },
    {
      id: 'override',
      title: heads.override,
      cell: ({ id }) => {
        const own = overrides.find(({ candidate }) => candidate === id);
        return own && <Badge tone={own.kind === 'pin' ? 'way' : 'blocked'}>{words.kinds[own.kind]}</Badge>;
      },
    },
  ];
}

export const cellColumns: readonly Column<Figures['cells'][number]>[] = [
  { id: 'context', title: words.cellColumns.context, cell: ({ context }) => context || words.everybody },
  { id: 'candidate', title: words.cellColumns.candidate, cell: ({ candidate }) => candidate },
  { id: 'trials', title: words.cellColumns.trials, isNumber: true, cell: ({ trials }) => <Amount value={trials} /> },
  {
    id: 'goals',
    title: words.cellColumns.goals,
    isNumber: true,
    cell: ({ goals, trials }) => <Amount value={goals} of={trials} />,
  },
  { id: 'worth', title: words.cellColumns.worth, isNumber: true, cell: ({ worth }) => figure(worth) },
];

export const shadowColumns: readonly Column<Figures['shadows'][number]>[] = [
  { id: 'policy', title: words.shadowColumns.policy, cell: ({ policy }) => policy },
  { id: 'chosen', title: words.shadowColumns.chosen, cell: ({ chosen }) => chosen ?? words.none },
  {
    id: 'decisions',
    title: words.shadowColumns.decisions,
    isNumber: true,
    cell: ({ decisions }) => <Amount value={decisions} />,
  },
  {
    id: 'agreed',
    title: words.shadowColumns.agreed,
    isNumber: true,
    cell: ({ agreed, decisions }) => <Amount value={agreed} of={decisions} />,
  },
];
