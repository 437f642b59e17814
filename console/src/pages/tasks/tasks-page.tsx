import { useNavigate, useSearch } from '@tanstack/react-router';
import { type ReactNode, useState } from 'react';
import { type Answer, type Input, useRead } from '../../api/client.ts';
import { Badge } from '../../design/badge.tsx';
import { Button } from '../../design/button.tsx';
import { Empty } from '../../design/empty.tsx';
import { TextField } from '../../design/field.tsx';
import { Moment, useNow } from '../../design/moment.tsx';
import { Page } from '../../design/page.tsx';
import { Problem } from '../../design/problem.tsx';
import { Skeleton } from '../../design/skeleton.tsx';
import { useKeys } from '../../keys/keys.ts';
import lists from '../../lists/lists.module.css';
import { usePaging } from '../../lists/paging.ts';
import { wordsOfTasks as words } from '../../words/tasks.ts';
import { usePerson } from './person.ts';
import { TaskPanel } from './task-panel.tsx';
import css from './tasks.module.css';

type Task = Answer<'/v1/tasks'>['items'][number];
const LIMIT = 100;

/** The inbox: what is due first on top, one task open beside it. Who has claimed what is seen within seconds. */
export function TasksPage(): ReactNode {
  const { group, assignee, task: chosen, after } = useSearch({ from: '/tasks' });
  const navigate = useNavigate({ from: '/tasks' });
  const [person, setPerson] = usePerson();
  const query = {
    ...{ state: 'unanswered', order: 'due', limit: LIMIT },
    ...(group && { group }),
    ...(assignee && { assignee }),
    ...(after && { after }),
  };
  const tasks = useRead('/v1/tasks', { query } as Input<'/v1/tasks', 'get'>, { refetchEveryMs: 3_000 });
  const paging = usePaging(after, tasks.data?.next);
  const items = tasks.data?.items ?? [];
  const at = Math.max(
    0,
    items.findIndex(({ id }) => id === chosen),
  );
  const open = items[at];
  const choose = (id: string | undefined) =>
    void navigate({ search: (before) => ({ ...before, task: id }) as typeof before, replace: true });
  const step = (by: 1 | -1) => choose(items[Math.min(items.length - 1, Math.max(0, at + by))]?.id);
  useKeys(
    [
      { keys: 'j', what: words.keys.next, act: () => step(1) },
      { keys: 'k', what: words.keys.previous, act: () => step(-1) },
      { keys: ']', what: words.keys.next, act: () => paging.hasNext && paging.onNext() },
      { keys: '[', what: words.keys.previous, act: () => paging.hasPrevious && paging.onPrevious() },
    ],
    items.length > 0,
  );
  return (
    <Page
      title={words.title}
      meta={tasks.data && items.length > 0 && <span>{words.count(items.length, paging.hasNext)}</span>}
      filters={
        <>
          <GroupFilter
            group={group ?? ''}
            onChange={(value) =>
              void navigate({
                search: (before) =>
                  ({ ...before, group: value || undefined, after: undefined, task: undefined }) as typeof before,
              })
            }
          />
          {setPerson && (
            <div className={lists.wide}>
              <TextField label={words.you} placeholder={words.youHelp} value={person} onChange={setPerson} />
            </div>
          )}
        </>
      }
    >
      {tasks.error && <Problem error={tasks.error} onRetry={() => void tasks.refetch()} />}
      {tasks.isPending && <Skeleton rows={8} />}
      {tasks.data && items.length === 0 && (
        <Empty
          action={group ? <Button onPress={() => void navigate({ search: {} })}>{words.showAll}</Button> : undefined}
        >
          {group ? words.emptyGroup : words.empty}
        </Empty>
      )}
      {open && (
        <div className={css.inbox}>
          <ul className={css.list} aria-label={words.list}>
            {items.map((task) => (
              <li key={task.id}>
                <TaskLine task={task} isOpen={task.id === open.id} onChoose={() => choose(task.id)} />
              </li>
            ))}
          </ul>
          <TaskPanel
            key={open.id}
            id={open.id}
            person={person}
            onDone={() => choose(items[at + 1]?.id ?? items[at - 1]?.id)}
          />
        </div>
      )}
    </Page>
  );
}

function TaskLine(props: { readonly task: Task; readonly isOpen: boolean; readonly onChoose: () => void }): ReactNode {
  const { task, isOpen, onChoose } = props;
  const now = useNow();
  const { title, userId, customerId, group, person, assignee, state, dueAt } = task;
  const isOverdue = dueAt !== null && Date.parse(dueAt) < now;
  return (
    <button type="button" className={css.line} aria-current={isOpen || undefined} onClick={onChoose}>
      <span className={css.lineHead}>
        <span className={css.lineTitle}>{title}</span>
        {isOverdue ? (
          <Badge tone="bad">{words.overdue}</Badge>
        ) : (
          <span className={lists.note}>
            {dueAt === null ? (
              words.noEnd
            ) : (
              <>
                {words.due} <Moment at={dueAt} />
              </>
            )}
          </span>
        )}
      </span>
      <span className={lists.note}>
        {[
          userId ?? customerId.slice(0, 13),
          words.asked(group ?? person ?? ''),
          state === 'claimed' && assignee !== null ? words.claimedBy(assignee) : undefined,
          state === 'open' && assignee !== null ? words.turnOf(assignee) : undefined,
        ]
          .filter((part) => part !== undefined)
          .join(' · ')}
      </span>
    </button>
  );
}

/** Applied by Enter. */
function GroupFilter({
  group,
  onChange,
}: {
  readonly group: string;
  readonly onChange: (group: string) => void;
}): ReactNode {
  const [text, setText] = useState(group);
  return (
    <form
      className={lists.filter}
      onSubmit={(event) => {
        event.preventDefault();
        onChange(text.trim());
      }}
    >
      <TextField label={words.group} placeholder={words.everybody} value={text} onChange={setText} isCode />
    </form>
  );
}
