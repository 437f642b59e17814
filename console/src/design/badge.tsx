import { Ban, Check, CircleDashed, CircleHelp, Clock, type LucideIcon, Minus, OctagonAlert } from 'lucide-react';
import type { ReactNode } from 'react';
import css from './badge.module.css';

/** What a state means to people; each has a colour and an icon of its own. */
export type Tone = 'neutral' | 'way' | 'ok' | 'wait' | 'bad' | 'doubt' | 'blocked';

const icons: Readonly<Record<Tone, LucideIcon>> = {
  neutral: Minus,
  way: CircleDashed,
  ok: Check,
  wait: Clock,
  bad: OctagonAlert,
  doubt: CircleHelp,
  blocked: Ban,
};

/** A state: icon and word, never colour alone. */
export function Badge({ tone, children }: { tone: Tone; children: ReactNode }): ReactNode {
  const Icon = icons[tone];
  return (
    <span className={`${css.badge} ${css[tone]}`}>
      <Icon aria-hidden="true" />
      {children}
    </span>
  );
}

/** Tones of the states that the API gives: of messages, runs, tasks. What is not listed is neutral. */
const tones: Readonly<Record<string, Tone>> = {
  accepted: 'ok',
  done: 'ok',
  completed: 'ok',
  ended: 'neutral',
  open: 'way',
  waiting: 'wait',
  deferred: 'wait',
  requested: 'wait',
  claimed: 'wait',
  sending: 'wait',
  'failed-temporarily': 'bad',
  'failed-permanently': 'bad',
  stuck: 'bad',
  unknown: 'doubt',
  blocked: 'blocked',
};

export function toneOf(state: string): Tone {
  return tones[state] ?? 'neutral';
}

/** A state in the API's own word. */
export function StateBadge({ state }: { state: string }): ReactNode {
  return <Badge tone={toneOf(state)}>{state.replaceAll('-', ' ')}</Badge>;
}
