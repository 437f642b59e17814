import type { ReactNode } from 'react';
import type { JourneyDefinition } from '../../../../../core/journey/definition/index.ts';
import { printJourney } from '../../../../../core/journey/draw/typescript/index.ts';
import { CodeBlock } from '../../../design/code.tsx';
import { Section } from '../../../design/page.tsx';
import css from '../../../journey/edit/edit.module.css';
import { diffOf } from '../../../journey/edit/text-diff.ts';
import { wordsOfEditor } from '../../../words/editor.ts';

const words = wordsOfEditor.code;
/** Lines that stand around a change. */
const AROUND = 3;

/** The draft as an engineer keeps it: TypeScript, what differs from the live version, and JSON. */
export function CodeFace({
  definition,
  live,
  isKeptInCode,
}: {
  readonly definition: JourneyDefinition;
  readonly live: { readonly version: number; readonly definition: JourneyDefinition } | undefined;
  readonly isKeptInCode: boolean;
}): ReactNode {
  const printed = printOf(definition);
  const lines = live ? diffOf(printOf(live.definition), printed) : [];
  const near = new Set(lines.flatMap(({ kind }, at) => (kind === ' ' ? [] : range(at - AROUND, at + AROUND))));
  return (
    <div className={css.form}>
      {live && (
        <Section title={words.changes(live.version)}>
          {near.size === 0 ? (
            <p>{words.same}</p>
          ) : (
            // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reached by keyboard
            <section className={css.diff} tabIndex={0} aria-label={words.changes(live.version)}>
              {lines.map(({ kind, text }, at) =>
                near.has(at) ? (
                  // biome-ignore lint/suspicious/noArrayIndexKey: lines have no name of their own
                  <div key={at} data-kind={kind}>
                    {kind} {text}
                  </div>
                ) : null,
              )}
            </section>
          )}
          {isKeptInCode && (
            <>
              <p>{words.propose}</p>
              <CodeBlock>{words.command}</CodeBlock>
            </>
          )}
        </Section>
      )}
      <Section title={words.title}>
        <CodeBlock>{printed}</CodeBlock>
      </Section>
      <Section title={words.json}>
        <CodeBlock>{JSON.stringify(definition, undefined, 2)}</CodeBlock>
      </Section>
    </div>
  );
}

/** A draft that is not right yet may be beyond what the printer has words for. */
function printOf(definition: JourneyDefinition): string {
  try {
    return printJourney(definition);
  } catch {
    return JSON.stringify(definition, undefined, 2);
  }
}

const range = (from: number, to: number) => Array.from({ length: to - from + 1 }, (_, index) => from + index);
