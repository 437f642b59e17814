import { useQueries } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { Circle, CircleCheck } from 'lucide-react';
import { type ReactNode, useState } from 'react';
import { type Answer, readQuery, useWrite } from '../../api/client.ts';
import { useRight } from '../../api/session.tsx';
import { Button } from '../../design/button.tsx';
import { CodeBlock } from '../../design/code.tsx';
import { Card } from '../../design/page.tsx';
import { Problem } from '../../design/problem.tsx';
import { wordsOfHome } from '../../words/home.ts';
import css from './home.module.css';

const words = wordsOfHome.first;
const PREFERENCE = 'throughline.first-steps';
/** A workspace with this many open runs is past the first steps. */
const FEW_RUNS = 20;
const ANY_EVENT = 'Signed Up';

interface FirstStepsProps {
  readonly status: Answer<'/v1/status'>;
  readonly journeys: Answer<'/v1/journeys'>['items'];
}

/** The way from an empty system to a first mail; each step turns green by what the system reports. */
export function FirstSteps({ status, journeys }: FirstStepsProps): ReactNode {
  const [isHidden, setHidden] = useState(() => localStorage.getItem(PREFERENCE) === 'hidden');
  if (isHidden || status.openRuns.total >= FEW_RUNS) return null;
  const hide = () => {
    localStorage.setItem(PREFERENCE, 'hidden');
    setHidden(true);
  };
  const accepted = status.messages.reduce((sum, each) => sum + (each.state === 'accepted' ? each.messages : 0), 0);
  const [first] = journeys;
  return (
    <Card
      title={words.title}
      actions={
        <Button isSmall kind="quiet" onPress={hide}>
          {words.hide}
        </Button>
      }
    >
      <ol className={css.steps}>
        <Step title={words.event.title} isDone={status.events.lastHour > 0}>
          <SendEvent events={status.events.lastHour} journeys={journeys} />
        </Step>
        <Step title={words.journey.title} isDone={journeys.length > 0}>
          {first === undefined ? (
            <>
              <p>{words.journey.text}</p>
              <CodeBlock>{words.journey.command}</CodeBlock>
            </>
          ) : (
            <p>
              {words.journey.done(journeys.length)}{' '}
              <Link to={'/journeys/$id' as '/'} params={{ id: first.id } as never}>
                {words.journey.open(first.title ?? first.id)}
              </Link>
            </p>
          )}
        </Step>
        <Step title={words.mail.title} isDone={accepted > 0}>
          <p>{accepted > 0 ? words.mail.done(accepted) : words.mail.text}</p>
        </Step>
      </ol>
    </Card>
  );
}

function Step({ title, isDone, children }: { title: string; isDone: boolean; children: ReactNode }): ReactNode {
  return (
    <li className={css.step} data-done={isDone || undefined}>
      {isDone ? (
        <CircleCheck aria-label={words.done} className={css.well} />
      ) : (
        <Circle aria-label={words.open} className={css.todo} />
      )}
      <div>
        <h3>{title}</h3>
        {children}
      </div>
    </li>
  );
}

function SendEvent({ events, journeys }: { events: number; journeys: FirstStepsProps['journeys'] }): ReactNode {
  const mayMakeKeys = useRight('admin');
  const entry = usePlainEntry(journeys);
  const event = entry?.event ?? ANY_EVENT;
  const make = useWrite('post', '/v1/keys');
  const line = make.data && lineToPaste(make.data.key, event);
  return (
    <>
      <p>{words.event.text(event, entry?.journey)}</p>
      {!mayMakeKeys && <p>{words.event.notAllowed}</p>}
      {mayMakeKeys && line === undefined && (
        <Button
          isSmall
          isDisabled={make.isPending}
          onPress={() => make.mutate({ body: { kind: 'browser', title: 'first steps' } })}
        >
          {words.event.act}
        </Button>
      )}
      {make.error && <Problem error={make.error} />}
      {line !== undefined && <CodeBlock>{line}</CodeBlock>}
      {(line !== undefined || events > 0) && (
        <p className={css.remedy} role="status">
          {events > 0 ? words.event.done(events) : words.event.waiting}
        </p>
      )}
    </>
  );
}

/** Definitions are read of so many journeys at most, those that most customers entered first. */
const MOST_READ = 5;
const sumOf = (values: readonly number[]) => values.reduce((sum, each) => sum + each, 0);

/** An event that lets anybody enter, without a key and a condition: then what is sent shows a run. */
function usePlainEntry(journeys: FirstStepsProps['journeys']): { event: string; journey: string } | undefined {
  const likely = journeys.toSorted((a, b) => sumOf(b.entered) - sumOf(a.entered)).slice(0, MOST_READ);
  const read = useQueries({ queries: likely.map(({ id }) => readQuery('/v1/journeys/{id}', { path: { id } })) });
  for (const { data } of read) {
    const definition = data?.definition as StoredEntry | undefined;
    const plain =
      definition?.key === undefined ? definition?.entry?.find(({ where }) => where === undefined) : undefined;
    if (definition && typeof plain?.event === 'string')
      return { event: plain.event, journey: definition.title ?? definition.id };
  }
  return undefined;
}

interface StoredEntry {
  readonly id: string;
  readonly title?: string;
  readonly key?: unknown;
  readonly entry?: readonly { readonly event?: unknown; readonly where?: unknown }[];
}

function lineToPaste(key: string, event: string): string {
  const who = { userId: 'ada', traits: { email: 'ada@example.com', firstName: 'Ada' } };
  const call = (path: string, body: object) =>
    `curl ${window.location.origin}/v1/${path} -u ${key}: -H 'content-type: application/json' -d '${JSON.stringify(body)}'`;
  return `${call('identify', who)}\n${call('track', { userId: 'ada', event })}`;
}
