import { type ReactNode, useState } from 'react';
import { useRead, useWrite } from '../../api/client.ts';
import { Button } from '../../design/button.tsx';
import { Dialog } from '../../design/dialog.tsx';
import { TextField } from '../../design/field.tsx';
import { Problem } from '../../design/problem.tsx';
import { ActButtons } from '../../lists/act-buttons.tsx';
import css from '../../lists/lists.module.css';
import { wordsOfRuns } from '../../words/runs.ts';
import type { RunQuery } from './run-filters.ts';

export type BulkAct = 'retry' | 'exit';
const words = wordsOfRuns.bulk;

/** Says what will become of which runs, and asks for it. */
export function BulkDialog(props: {
  readonly act: BulkAct;
  readonly selected: ReadonlySet<string>;
  readonly query: RunQuery;
  readonly count: { readonly count: number; readonly isLeast: boolean } | undefined;
  readonly onClose: () => void;
  readonly onAsked: (id: string) => void;
}): ReactNode {
  const { act, selected, query, count, onClose, onAsked } = props;
  const [reason, setReason] = useState('');
  const ask = useWrite('post', '/v1/runs/bulk', { onDone: ({ id }) => onAsked(id) });
  const isSome = selected.size > 0;
  const isMeant = isSome || Object.keys(query).length > 0;
  const which = isSome ? words.selected(selected.size) : words.all(count?.count ?? 0, count?.isLeast ?? false);
  const isReady = isMeant && (act === 'retry' || reason.trim() !== '');
  const send = () => {
    const { came, ...filter } = query;
    const asked = isSome
      ? { ids: [...selected] }
      : { filter: { ...filter, ...(came !== undefined && { came: true }) } };
    ask.mutate({ body: { act, ...(act === 'exit' && { reason: reason.trim() }), ...asked } } as never);
  };
  return (
    <Dialog
      title={act === 'retry' ? words.retryTitle(which) : words.exitTitle(which)}
      isOpen
      onClose={onClose}
      actions={
        <ActButtons
          act={act === 'retry' ? words.retryAct(which) : words.exitAct(which)}
          kind={act === 'retry' ? 'primary' : 'danger'}
          isDisabled={!isReady || ask.isPending}
          onAct={send}
          onClose={onClose}
        />
      }
    >
      <div className={css.form}>
        <p>{isMeant ? (act === 'retry' ? words.retryText : words.exitText) : words.needsFilter}</p>
        {act === 'exit' && isMeant && (
          <TextField label={words.reason} help={words.reasonHelp} value={reason} onChange={setReason} autoFocus />
        )}
        {ask.error && <Problem error={ask.error} />}
      </div>
    </Dialog>
  );
}

/** How far an act is. Its id stands in the address, so that a colleague, or this page after a reload, sees the same. */
export function BulkProgress({ id, onHide }: { readonly id: string; readonly onHide: () => void }): ReactNode {
  const [isOver, setOver] = useState(false);
  const act = useRead('/v1/bulk/{id}', { path: { id } }, isOver ? {} : { refetchEveryMs: 1_000 });
  if (act.data?.endedAt && !isOver) setOver(true);
  if (act.error) return <Problem error={act.error} />;
  if (!act.data) return null;
  const { done, skipped, total, isLimited, endedAt, act: name } = act.data;
  const text =
    total === 0
      ? words.none
      : endedAt === null
        ? words.progress(name, done + skipped, total)
        : words.ended(name, done, skipped);
  return (
    <div className={css.progress} role="status">
      {endedAt === null && <progress value={done + skipped} max={total} aria-label={text} />}
      <span>{text}</span>
      {isLimited && <span className={css.note}>{words.limited}</span>}
      <Button isSmall kind="quiet" onPress={onHide}>
        {words.hide}
      </Button>
    </div>
  );
}
