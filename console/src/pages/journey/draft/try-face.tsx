import { type ReactNode, useMemo, useState } from 'react';
import type { JourneyDefinition } from '../../../../../core/journey/definition/index.ts';
import { entryEvents, subscribedEvents } from '../../../../../core/journey/subscriptions.ts';
import { validateDefinition } from '../../../../../core/journey/validate.ts';
import { defaultConfiguration } from '../../../../../core/workspace/configuration.ts';
import { beginMemoryStory } from '../../../../../simulation/memory-story.ts';
import type { Story, StoryCustomer } from '../../../../../simulation/story-types.ts';
import { Button } from '../../../design/button.tsx';
import { CodeBlock } from '../../../design/code.tsx';
import { Combo } from '../../../design/combo.tsx';
import { Empty } from '../../../design/empty.tsx';
import { TextField } from '../../../design/field.tsx';
import { Section } from '../../../design/page.tsx';
import css from '../../../journey/edit/edit.module.css';
import { wordsOfTry as words } from '../../../words/try.ts';
import { type StoryAct, storyAsTest } from './story-as-test.ts';

const skips = ['1 hour', '1 day', '7 days'] as const;
const firstTraits = '{ "email": "ann@example.com", "firstName": "Ann" }';

interface Played {
  readonly story: Story;
  readonly customer: StoryCustomer;
  readonly acts: readonly StoryAct[];
}

/** A made-up customer walks through the draft: the engine, the entry rules and the guard of production, in the page. */
export function TryFace({ definition }: { readonly definition: JourneyDefinition }): ReactNode {
  const checked = useMemo(() => validateDefinition(definition).definition, [definition]);
  if (!checked) return <Empty>{words.notRight}</Empty>;
  if (checked.steps && Object.values(checked.steps).some(({ type }) => type === 'decide'))
    return <Empty>{words.decides}</Empty>;
  return <Walk key={JSON.stringify(checked)} definition={checked} />;
}

function Walk({ definition }: { readonly definition: JourneyDefinition }): ReactNode {
  const [traits, setTraits] = useState(firstTraits);
  const [start] = useState(() => new Date(Math.ceil(Date.now() / 3_600_000) * 3_600_000).toISOString());
  const [played, setPlayed] = useState<Played>();
  const [event, setEvent] = useState([...entryEvents(definition)][0] ?? '');
  const [properties, setProperties] = useState('{}');
  const [failure, setFailure] = useState<string>();
  const events = [...new Set([...entryEvents(definition), ...subscribedEvents(definition)])];

  const begin = () =>
    attempt(setFailure, async () => {
      const made = readObject(traits);
      const story = beginMemoryStory({
        ...{ definition, start: Date.parse(start), zone: 'UTC', ownZone: undefined, holdout: 'off' },
        regimes: { marketing: 'opt-out', tracking: 'opt-out', profiling: 'opt-out', topics: {} },
        ...{ limits: defaultConfiguration, segments: [], policies: [] },
      });
      setPlayed({ story, customer: story.customer(made as never), acts: [{ kind: 'begins', traits: made, start }] });
    });
  const act = (next: StoryAct, perform: (now: Played) => Promise<void>) =>
    attempt(setFailure, async () => {
      if (!played) return;
      await perform(played);
      setPlayed({ ...played, acts: [...played.acts, next] });
    });

  return (
    <div className={css.form}>
      <Section title={words.customer}>
        <TextField label={words.traits} help={words.traitsHelp} isCode rows={3} value={traits} onChange={setTraits} />
        <div className={css.acts}>
          <Button kind={played ? 'plain' : 'primary'} onPress={() => void begin()}>
            {played ? words.again : words.begin}
          </Button>
        </div>
        {failure !== undefined && <p className={css.problem}>{failure}</p>}
      </Section>
      {played && (
        <>
          <Section title={words.happens}>
            <Combo
              label={words.event}
              allowsOther
              choices={events.map((name) => ({ value: name, label: name }))}
              value={event}
              onChange={setEvent}
            />
            <TextField label={words.properties} isCode rows={2} value={properties} onChange={setProperties} />
            <div className={css.acts}>
              <Button
                onPress={() => {
                  const given = () => readObject(properties);
                  void attempt(setFailure, async () =>
                    act({ kind: 'does', event, properties: given() }, ({ customer }) =>
                      customer.does({ name: event, properties: given() } as never),
                    ),
                  );
                }}
              >
                {words.does}
              </Button>
              {skips.map((duration) => (
                <Button
                  key={duration}
                  onPress={() => void act({ kind: 'skips', duration }, ({ story }) => story.skip(duration))}
                >
                  {words.skip(duration)}
                </Button>
              ))}
            </div>
          </Section>
          <Walked played={played} definition={definition} onAct={act} />
          <Section title={words.keep}>
            <p>{words.keepHelp}</p>
            <CodeBlock>{storyAsTest(definition, played.acts, played.customer)}</CodeBlock>
          </Section>
        </>
      )}
    </div>
  );
}

function Walked({
  played: { story, customer },
  definition,
  onAct,
}: {
  readonly played: Played;
  readonly definition: JourneyDefinition;
  readonly onAct: (act: StoryAct, perform: (now: Played) => Promise<void>) => Promise<void>;
}): ReactNode {
  const titleOf = (step: string) => definition.steps[step]?.title ?? step;
  const runs = customer.runs();
  return (
    <Section title={words.now(story.now())}>
      {runs.length === 0 && <p>{words.notEntered}</p>}
      {runs.map((run, index) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: runs come one behind the other
        <div key={index} className={css.form}>
          <p role="status">
            {run.status === 'ended'
              ? words.ended(run.endReason ?? '')
              : words.stands(run.stands.map(titleOf).join(', '))}
          </p>
          <ol className={css.problems}>
            {run.visits.map((visit) => (
              <li key={`${visit.step} ${visit.arrivedAt}`} data-severity="warning">
                {words.visit(titleOf(visit.step), visit.arrivedAt, visit.path)}
              </li>
            ))}
          </ol>
          {run.messages.map((message) => (
            <div key={`${message.step} ${message.at}`} className={css.acts}>
              <span>{words.message(message.channel, message.template, message.result, message.rule)}</span>
              {message.result === 'accepted' && (
                <>
                  <Button
                    isSmall
                    onPress={() =>
                      void onAct({ kind: 'opens', step: message.step }, (now) => now.customer.opens(message.step))
                    }
                  >
                    {words.opens}
                  </Button>
                  <Button
                    isSmall
                    onPress={() =>
                      void onAct({ kind: 'clicks', step: message.step }, (now) => now.customer.clicks(message.step))
                    }
                  >
                    {words.clicks}
                  </Button>
                </>
              )}
            </div>
          ))}
          {run.tasks
            .filter(({ state }) => state === 'open')
            .map(({ step }) => (
              <div key={step} className={css.acts}>
                {((definition.steps[step] as unknown as { choices?: readonly string[] }).choices ?? []).map(
                  (choice) => (
                    <Button
                      key={choice}
                      isSmall
                      onPress={() =>
                        void onAct({ kind: 'answers', step, choice }, (now) => now.customer.task(step).answers(choice))
                      }
                    >
                      {words.answers(titleOf(step), choice)}
                    </Button>
                  ),
                )}
              </div>
            ))}
        </div>
      ))}
    </Section>
  );
}

function readObject(text: string): Record<string, unknown> {
  const read: unknown = JSON.parse(text);
  if (typeof read !== 'object' || read === null || Array.isArray(read)) throw new Error(words.noObject);
  return read as Record<string, unknown>;
}

async function attempt(note: (failure: string | undefined) => void, act: () => Promise<unknown>): Promise<void> {
  try {
    note(undefined);
    await act();
  } catch (error) {
    note(error instanceof Error ? error.message : String(error));
  }
}
