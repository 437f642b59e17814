import type { ReactNode } from 'react';
import type { Answer } from '../../api/client.ts';
import { Badge, type Tone } from '../../design/badge.tsx';
import { wordsOfExperiments as words } from '../../words/experiments.ts';

type Verdict = Answer<'/v1/experiments'>['items'][number]['verdict'];

const tones: Readonly<Record<Verdict, Tone>> = {
  'no-metric': 'neutral',
  'no-customers': 'neutral',
  'sample-ratio': 'bad',
  'not-yet-known': 'doubt',
  leading: 'ok',
  'control-leads': 'wait',
};

export function VerdictBadge({ verdict, leading }: { verdict: Verdict; leading: string | null }): ReactNode {
  return (
    <Badge tone={tones[verdict]}>
      {words.states[verdict]}
      {leading === null ? '' : `: ${leading}`}
    </Badge>
  );
}
