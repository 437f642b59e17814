import { useNavigate, useSearch } from '@tanstack/react-router';
import { lazy, type ReactNode, Suspense, useCallback, useEffect, useMemo, useState } from 'react';
import type { Problem as Finding } from '../../../../../core/base/problem.ts';
import type { JourneyDefinition, StepId } from '../../../../../core/journey/definition/index.ts';
import { orderedPaths } from '../../../../../core/journey/draw/ordered-paths.ts';
import { copyStep, isCopied, pasteSteps } from '../../../../../core/journey/edit/clipboard.ts';
import { insertNew } from '../../../../../core/journey/edit/insert.ts';
import { atStart, type PathPlace } from '../../../../../core/journey/edit/places.ts';
import { removeStep } from '../../../../../core/journey/edit/remove.ts';
import { useRead, useWrite } from '../../../api/client.ts';
import { useRight } from '../../../api/session.tsx';
import { Badge } from '../../../design/badge.tsx';
import { Button } from '../../../design/button.tsx';
import { Code } from '../../../design/code.tsx';
import { Empty } from '../../../design/empty.tsx';
import { Menu } from '../../../design/menu.tsx';
import { Page } from '../../../design/page.tsx';
import { Skeleton } from '../../../design/skeleton.tsx';
import { showToast } from '../../../design/toast.tsx';
import { AddStep } from '../../../journey/edit/add-step.tsx';
import { DraftPanel } from '../../../journey/edit/draft-panel.tsx';
import css from '../../../journey/edit/edit.module.css';
import { draftView } from '../../../journey/edit/plus.tsx';
import { type DraftEditing, type StoredDraft, useDraft } from '../../../journey/edit/use-draft.ts';
import { useKeys } from '../../../keys/keys.ts';
import { wordsOfCanvas } from '../../../words/canvas.ts';
import { wordsOfEditor as words } from '../../../words/editor.ts';
import { wordsOfJourney } from '../../../words/journey.ts';
import { Choices } from '../choices.tsx';
import { Faces } from '../faces.tsx';
import { CodeFace } from './code-face.tsx';
import { suggestionsOf, useFormNames } from './form-names.ts';
import { ProblemList, stepIn } from './problem-list.tsx';
import { PublishDialog } from './publish-dialog.tsx';
import { Settings } from './settings-face.tsx';
import { useEditKeys } from './use-edit-keys.ts';
import { usePresence } from './use-presence.ts';
import { problemIn, useProblems } from './use-problems.ts';

/** The engine of stories comes when somebody tries the draft. */
const TryFace = lazy(async () => ({ default: (await import('./try-face.tsx')).TryFace }));

const modes = ['edit', 'settings', 'code', 'try'] as const;
type Mode = (typeof modes)[number];

export function DraftEditor({ stored }: { readonly stored: StoredDraft }): ReactNode {
  const { id } = stored;
  const search = useSearch({ from: '/journeys/$id/draft' });
  const navigate = useNavigate({ from: '/journeys/$id/draft' });
  const draft = useDraft(stored);
  const { definition, edit } = draft;
  const mayEdit = useRight('edit');
  const mayPublish = useRight('publish');
  const [mode, setMode] = useState<Mode>('edit');
  const [isPublishing, setPublishing] = useState(false);
  const [areProblemsOpen, setProblemsOpen] = useState(false);
  const journey = useRead('/v1/journeys/{id}', { path: { id } }, { isEnabled: stored.liveVersion !== null });
  const live = journey.data && {
    version: journey.data.version,
    definition: journey.data.definition as unknown as JourneyDefinition,
  };
  const problems = useProblems(draft, id);
  const errors = problems.filter(({ severity }) => severity !== 'warning');
  const readers = usePresence(id, search.step);
  const remove = useWrite('delete', '/v1/journeys/{id}/draft', {
    onDone() {
      showToast({ text: words.deleted });
      void navigate({ to: '/journeys' });
    },
  });
  const openStep = (step: StepId) => {
    setProblemsOpen(false);
    setMode('edit');
    void navigate({ search: (before) => ({ ...before, step }), replace: true });
  };
  useEditKeys({ draft, mayPublish, onPublish: () => setPublishing(true), problems, onStep: openStep, at: search.step });
  return (
    <Page
      title={definition.title ?? id}
      isFull
      meta={
        <>
          <Badge tone="wait">{words.draftOf(draft.revision)}</Badge>
          <Code>{id}</Code>
          {stored.baseVersion !== null && <span>{words.fromVersion(stored.baseVersion)}</span>}
          <SaveWords draft={draft} />
          {readers.map(({ page, reader, step }) => (
            <span key={page}>{words.alsoHere(reader, step)}</span>
          ))}
        </>
      }
      actions={
        <>
          <Button isDisabled={!draft.canUndo} onPress={draft.undo}>
            {words.undo}
          </Button>
          <Button isDisabled={!draft.canRedo} onPress={draft.redo}>
            {words.redo}
          </Button>
          <Choices
            label={words.modes.label}
            choices={modes.map((each) => ({ id: each, label: words.modes[each] }))}
            selected={mode}
            onSelect={setMode}
          />
          {mode === 'edit' && (
            <Choices
              label={wordsOfJourney.faces.label}
              choices={[
                { id: 'canvas', label: wordsOfJourney.faces.canvas },
                { id: 'outline', label: wordsOfJourney.faces.outline },
              ]}
              selected={search.face ?? 'canvas'}
              onSelect={(face) =>
                void navigate({
                  search: ({ face: _face, ...rest }) => (face === 'outline' ? { ...rest, face } : rest),
                  replace: true,
                })
              }
            />
          )}
          <Button onPress={() => setProblemsOpen(true)}>{words.problems(errors.length)}</Button>
          {mayEdit && (
            <Menu
              label={words.more}
              acts={[
                { id: 'delete', label: words.deleteDraft, isDanger: true, act: () => remove.mutate({ path: { id } }) },
              ]}
            >
              <Button>{words.more}</Button>
            </Menu>
          )}
          {mayPublish && (
            <Button kind="primary" onPress={() => setPublishing(true)}>
              {words.publish}
            </Button>
          )}
        </>
      }
    >
      <Notes draft={draft} isKeptInCode={stored.keptIn === 'code'} />
      {mode === 'edit' && <EditFaces draft={draft} problems={problems} mayEdit={mayEdit} />}
      {mode === 'settings' && <Settings definition={definition} problems={problems} onEdit={edit} />}
      {mode === 'code' && <CodeFace definition={definition} live={live} isKeptInCode={stored.keptIn === 'code'} />}
      {mode === 'try' && (
        <Suspense fallback={<Skeleton height={480} />}>
          <TryFace definition={definition} />
        </Suspense>
      )}
      <ProblemList
        problems={problems}
        isOpen={areProblemsOpen}
        onClose={() => setProblemsOpen(false)}
        onStep={openStep}
      />
      <PublishDialog
        {...{ stored, definition, live, errors }}
        newest={journey.data?.versions[0]?.version ?? 0}
        revision={draft.revision}
        isSaved={draft.state.is === 'saved'}
        isOpen={isPublishing}
        onClose={() => setPublishing(false)}
      />
    </Page>
  );
}

function SaveWords({ draft: { state } }: { readonly draft: DraftEditing }): ReactNode {
  if (state.is !== 'saved') return <span role="status">{words[state.is]}</span>;
  return (
    <span role="status">
      {words.saved} {new Date(state.at).toLocaleTimeString()}
    </span>
  );
}

function Notes({ draft, isKeptInCode }: { readonly draft: DraftEditing; readonly isKeptInCode: boolean }): ReactNode {
  const { merge, isRestored, dismissMerge } = draft;
  if (!merge && !isRestored && !isKeptInCode) return null;
  return (
    <div className={css.notes}>
      {isKeptInCode && <p className={css.note}>{words.keptInCode}</p>}
      {isRestored && <p className={css.note}>{words.restored}</p>}
      {merge && (
        <div className={css.note}>
          <span>{merge.conflicts.length === 0 ? words.mergedAll : words.merged(merge.conflicts.length)}</span>
          {merge.conflicts.map(({ name }) => (
            <Code key={name} canCopy={false}>
              {name}
            </Code>
          ))}
          {merge.conflicts.length > 0 && (
            <Button
              isSmall
              onPress={() => {
                merge.takeTheirs();
                dismissMerge();
              }}
            >
              {words.useTheirs}
            </Button>
          )}
          <Button isSmall onPress={dismissMerge}>
            {words.keepMine}
          </Button>
        </div>
      )}
    </div>
  );
}

function EditFaces({
  draft,
  problems,
  mayEdit,
}: {
  readonly draft: DraftEditing;
  readonly problems: readonly Finding[];
  readonly mayEdit: boolean;
}): ReactNode {
  const { definition, edit } = draft;
  const search = useSearch({ from: '/journeys/$id/draft' });
  const navigate = useNavigate({ from: '/journeys/$id/draft' });
  const [place, setPlace] = useState<PathPlace>();
  const [copied, setCopied] = useState<string>();
  const names = useFormNames();
  const change = useCallback(
    (changes: { readonly step?: string | undefined }) =>
      void navigate({ search: (before) => ({ ...before, ...changes }) as typeof before, replace: true }),
    [navigate],
  );
  const problemAt = problemIn(problems);
  const view = useMemo(() => {
    const counts = new Map<string, number>();
    for (const problem of problems) {
      const step = stepIn(problem);
      if (step !== undefined && problem.severity !== 'warning') counts.set(step, (counts.get(step) ?? 0) + 1);
    }
    return draftView(definition, (step) => counts.get(step) ?? 0, setPlace);
  }, [definition, problems]);
  const [chosen, setChosen] = useState<StepId>();
  const last = search.step ?? chosen;
  const selected = last !== undefined && definition.steps[last] ? last : undefined;
  const put = (next: JourneyDefinition, step: StepId | undefined) => {
    setPlace(undefined);
    edit(next);
    setChosen(step);
    if (step !== undefined) change({ step });
  };
  const remove = (step: StepId, keep?: string) => {
    const removed = removeStep(definition, step, keep);
    if (removed.count === 0) return;
    edit(removed.definition);
    change({ step: undefined });
    showToast({ text: words.panel.removed(removed.count), action: { label: words.undo, act: draft.undo } });
  };
  const copy = (step: StepId) => {
    const text = copyStep(definition, step);
    setCopied(text);
    void navigator.clipboard?.writeText(text).catch(() => undefined);
    showToast({ text: words.panel.copied });
  };
  const behind = (step: StepId): PathPlace => {
    const [first] = orderedPaths(definition.steps[step]);
    return first ? { from: step, path: first[0] } : atStart;
  };
  useKeys(
    [
      { keys: 'a', what: words.keys.add, act: () => setPlace(selected === undefined ? atStart : behind(selected)) },
      { keys: 'Delete', what: words.keys.delete, act: () => selected !== undefined && remove(selected) },
      {
        keys: 'o',
        what: wordsOfCanvas.keys.outline,
        act: () =>
          void navigate({
            search: ({ face, ...rest }) => (face === 'outline' ? rest : { ...rest, face: 'outline' as const }),
            replace: true,
          }),
      },
    ],
    mayEdit,
  );
  useEffect(() => {
    const paste = (event: ClipboardEvent) => {
      const text = event.clipboardData?.getData('text/plain') ?? '';
      const isField = event.target instanceof Element && event.target.closest('input, textarea') !== null;
      if (isField || !isCopied(text)) return;
      setCopied(text);
      setPlace(atStart);
    };
    window.addEventListener('paste', paste);
    return () => window.removeEventListener('paste', paste);
  }, []);
  const shown = mayEdit ? view : { card: view.card, line: () => ({}) };
  const hasSteps = Object.keys(definition.steps).length > 0;
  return (
    <>
      {hasSteps ? (
        <Faces
          definition={definition}
          view={shown}
          search={search}
          change={(changes) => change(changes)}
          onChosen={setChosen}
          stepPanel={
            mayEdit
              ? (step, { close, takesFocus }) => (
                  <DraftPanel
                    {...{ definition, step, problemAt, takesFocus }}
                    names={names}
                    onEdit={edit}
                    onRenamed={(renamed) => change({ step: renamed })}
                    onDelete={(keep) => remove(step, keep)}
                    onCopy={() => copy(step)}
                    onClose={close}
                  />
                )
              : undefined
          }
        />
      ) : (
        <Empty action={<Button onPress={() => setPlace(atStart)}>{words.addFirst}</Button>}>{words.empty}</Empty>
      )}
      <AddStep
        definition={definition}
        place={place}
        onClose={() => setPlace(undefined)}
        onAdd={(type) => {
          if (!place) return;
          const added = insertNew(definition, place, type, suggestionsOf(names));
          put(added.definition, added.step);
        }}
        onPaste={
          copied === undefined || !place
            ? undefined
            : () => {
                const pasted = pasteSteps(definition, place, copied);
                put(pasted.definition, pasted.step);
              }
        }
      />
    </>
  );
}
