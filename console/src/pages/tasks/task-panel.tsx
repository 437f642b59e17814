import { type ReactNode, useState } from 'react';
import { type Answer, useRead, useWrite } from '../../api/client.ts';
import { WithRight } from '../../api/session.tsx';
import { Button } from '../../design/button.tsx';
import { TextField } from '../../design/field.tsx';
import { Moment } from '../../design/moment.tsx';
import { Problem } from '../../design/problem.tsx';
import { Skeleton } from '../../design/skeleton.tsx';
import { showToast } from '../../design/toast.tsx';
import { useKeys } from '../../keys/keys.ts';
import { CustomerLink, RunLink } from '../../lists/links.tsx';
import lists from '../../lists/lists.module.css';
import { wordsOfTasks as words } from '../../words/tasks.ts';
import css from './tasks.module.css';

type Task = Answer<'/v1/tasks/{id}'>;
/** What led to the task, from the run. */
const LINES_OF_WHY = 3;

/** One task: what to do, why, and the answers, which are keys as well. */
export function TaskPanel(props: {
  readonly id: string;
  readonly person: string;
  readonly onDone: () => void;
}): ReactNode {
  const { id, person, onDone } = props;
  const task = useRead('/v1/tasks/{id}', { path: { id } }, { refetchEveryMs: 3_000 });
  if (task.error && !task.data) return <Problem error={task.error} onRetry={() => void task.refetch()} />;
  if (!task.data) return <Skeleton rows={6} />;
  return <Panel task={task.data} person={person.trim()} onDone={onDone} />;
}

function Panel({
  task,
  person,
  onDone,
}: {
  readonly task: Task;
  readonly person: string;
  readonly onDone: () => void;
}): ReactNode {
  const { id, title, instruction, state, assignee, customerId, userId, journeyRunId, dueAt } = task;
  const isTaken = state === 'claimed' && assignee !== person;
  return (
    <section className={css.panel} aria-label={title}>
      <div className={css.panelHead}>
        <h2>{title}</h2>
        <span className={lists.note}>
          {dueAt === null ? words.noEnd : <Moment at={dueAt} />}
          {assignee !== null && ` · ${state === 'claimed' ? words.claimedBy(assignee) : words.turnOf(assignee)}`}
        </span>
      </div>
      <p>
        {words.customer} <CustomerLink id={customerId} userId={userId} /> ·{' '}
        <RunLink id={journeyRunId}>{words.run}</RunLink>
      </p>
      {instruction !== '' && (
        <div>
          <h3>{words.instruction}</h3>
          <p className={css.instruction}>{instruction}</p>
        </div>
      )}
      <Why run={journeyRunId} />
      <WithRight right="support">
        {isTaken ? (
          <p>{words.takenBy(assignee ?? '')}</p>
        ) : person === '' ? (
          <p>{words.needsName}</p>
        ) : (
          <Answers key={id} task={task} person={person} onDone={onDone} />
        )}
      </WithRight>
    </section>
  );
}

function Why({ run: id }: { readonly run: string }): ReactNode {
  const run = useRead('/v1/runs/{id}', { path: { id } });
  const lines = (run.data?.timeline ?? []).filter(({ kind }) => kind !== 'task').slice(-LINES_OF_WHY);
  return (
    <div>
      <h3>{words.why}</h3>
      <ol className={lists.story}>
        {lines.map(({ at, text }, index) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: a story only grows at its end
          <li key={index}>
            <Moment at={at} />
            <span>{text}</span>
          </li>
        ))}
      </ol>
    </div>
  );
}

function Answers({
  task: { id, choices, state },
  person,
  onDone,
}: {
  readonly task: Task;
  readonly person: string;
  readonly onDone: () => void;
}): ReactNode {
  const [note, setNote] = useState('');
  const claim = useWrite('post', '/v1/tasks/{id}/claim', { onDone: () => showToast({ text: words.claimed }) });
  const release = useWrite('post', '/v1/tasks/{id}/release', { onDone: () => showToast({ text: words.released }) });
  const answer = useWrite('post', '/v1/tasks/{id}/answer', {
    onDone: ({ choice }) => {
      showToast({ text: words.answered(choice ?? '') });
      onDone();
    },
  });
  const isClaimed = state === 'claimed';
  const turn = () => (isClaimed ? release : claim).mutate({ path: { id }, body: { person } });
  const give = (choice: string) =>
    answer.mutate({ path: { id }, body: { person, choice, ...(note.trim() && { note: note.trim() }) } });
  const isBusy = claim.isPending || release.isPending || answer.isPending;
  useKeys([
    { keys: 'c', what: words.keys.claim, act: turn },
    ...choices.slice(0, 9).map((choice, index) => ({
      keys: String(index + 1),
      what: words.keys.answer(choice),
      act: () => !isBusy && give(choice),
    })),
  ]);
  const error = answer.error ?? claim.error ?? release.error;
  return (
    <div className={css.answers}>
      <TextField label={words.note} placeholder={words.notePlaceholder} rows={2} value={note} onChange={setNote} />
      <div className={css.choices}>
        {choices.map((choice, index) => (
          <Button
            key={choice}
            kind={index === 0 ? 'primary' : 'plain'}
            isDisabled={isBusy}
            onPress={() => give(choice)}
          >
            {words.answerWith(index + 1, choice)}
          </Button>
        ))}
        <Button kind="quiet" isDisabled={isBusy} onPress={turn}>
          {isClaimed ? words.release : words.claim}
        </Button>
      </div>
      {error && <Problem error={error} />}
    </div>
  );
}
