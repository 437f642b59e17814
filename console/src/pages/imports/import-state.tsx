import type { ReactNode } from 'react';
import type { Answer } from '../../api/client.ts';
import { Badge, type Tone } from '../../design/badge.tsx';
import { formatCount } from '../../design/format.ts';
import css from '../../lists/lists.module.css';
import { wordsOfImports as words } from '../../words/imports.ts';

type Import = Answer<'/v1/imports'>['items'][number];

const tones: Readonly<Record<string, Tone>> = { running: 'way', finished: 'ok', stopped: 'wait' };

export function ImportState({ state }: { readonly state: Import['state'] }): ReactNode {
  return <Badge tone={tones[state] ?? 'neutral'}>{state}</Badge>;
}

/** Rows that are answered for, as a bar where their number is known. */
export function ImportProgress({
  of: { file, total, done, skipped, failed },
}: {
  readonly of: Pick<Import, 'file' | 'total' | 'done' | 'skipped' | 'failed'>;
}): ReactNode {
  const answered = done + skipped + failed;
  return (
    <>
      {total !== null && total > 0 && (
        <progress className={css.bar} value={Math.min(answered, total)} max={total} aria-label={words.progress(file)} />
      )}
      <span>{words.of(formatCount(answered), total === null ? null : formatCount(total))}</span>
    </>
  );
}
