import { Fragment, type ReactNode } from 'react';
import { describeDuration } from '../../../../core/base/duration-words.ts';
import {
  getExitKind,
  getInterruptKind,
  type InterruptRule,
  type JourneyDefinition,
  nameOfTrigger,
  type StepId,
} from '../../../../core/journey/definition/index.ts';
import { wordsOfCanvas as words } from '../../words/canvas.ts';
import css from './any-time.module.css';
import { useCanvas } from './canvas-view.ts';

/** What watches the whole journey: exits, interrupts, the goal, and whether people enter again. */
export function AnyTime({
  definition,
  isStrip = false,
}: {
  definition: JourneyDefinition;
  isStrip?: boolean;
}): ReactNode {
  const { view, titleOf } = useCanvas();
  const { exit = [], on = [], goal, reentry } = definition;
  return (
    <section className={`${css.anyTime} ${isStrip ? css.strip : ''}`} aria-label={words.atAnyTime}>
      <h2 className={css.anyTitle}>{words.atAnyTime}</h2>
      <dl className={css.rules}>
        {exit.map((rule) => (
          <Fragment key={`${rule.reason} ${getExitKind(rule).describe(rule)}`}>
            <dt>
              {rule.reason}
              {view.exit?.(rule.reason)}
            </dt>
            <dd>{getExitKind(rule).describe(rule)}</dd>
          </Fragment>
        ))}
        {on.map((rule) => (
          <Fragment key={rule.id}>
            <dt>{rule.id}</dt>
            <dd>
              {getInterruptKind(rule).describe(rule)}: {interruptInWords(rule, titleOf)}
            </dd>
          </Fragment>
        ))}
        {goal && (
          <>
            <dt>
              {words.goal}
              {view.goal}
            </dt>
            <dd>
              {nameOfTrigger(goal)}, {words.within(describeDuration(goal.within))}
            </dd>
          </>
        )}
        <dt>{words.reentry}</dt>
        <dd>
          {reentry === undefined || reentry === 'never'
            ? words.never
            : reentry === 'always'
              ? words.always
              : words.after(describeDuration(reentry.after))}
        </dd>
        {view.notEntered}
      </dl>
    </section>
  );
}

export function interruptInWords({ jump, skip, do: side }: InterruptRule, titleOf: (step: StepId) => string): string {
  const parts = [
    ...(jump === undefined ? [] : [words.jumps(titleOf(jump))]),
    ...(skip === undefined ? [] : [words.skips(skip.map(titleOf).join(', '))]),
    ...(side === undefined ? [] : [words.opens(titleOf(side))]),
  ];
  return parts.join(', ');
}
