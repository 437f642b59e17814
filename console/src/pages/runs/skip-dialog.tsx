import { type ReactNode, useState } from 'react';
import { type Answer, useRead, useWrite } from '../../api/client.ts';
import { TextField } from '../../design/field.tsx';
import { Problem } from '../../design/problem.tsx';
import { Select } from '../../design/select.tsx';
import { Skeleton } from '../../design/skeleton.tsx';
import { showToast } from '../../design/toast.tsx';
import { ActDialog } from '../../lists/act-dialog.tsx';
import { wordsOfRuns } from '../../words/runs.ts';

type Run = Answer<'/v1/runs/{id}'>;
const words = wordsOfRuns.run;

/** The steps at which a run waits; more than one where it has parallel branches. */
export const waitingSteps = ({ status, visits }: Pick<Run, 'status' | 'visits'>) =>
  status === 'ended' ? [] : visits.filter(({ leftAt }) => leftAt === null);

/** Takes a run on from a step at which it waits, by one of its ways out, with a reason. */
export function SkipDialog({ run, onClose }: { readonly run: Run; readonly onClose: () => void }): ReactNode {
  const { id, journey, version } = run;
  const [waiting] = useState(() => waitingSteps(run));
  const [step, setStep] = useState(waiting[0]?.step ?? '');
  const [asked, setPath] = useState<string>();
  const [reason, setReason] = useState('');
  const read = useRead('/v1/journeys/{id}/versions/{version}', { path: { id: journey, version } });
  const steps = (read.data?.definition.steps ?? {}) as Readonly<Record<string, StoredStep>>;
  const paths = waysOut(steps[step]);
  const path = asked ?? usualOf(paths);
  const skip = useWrite('post', '/v1/runs/{id}/skip', {
    onDone: () => {
      showToast({ text: words.skipped });
      onClose();
    },
  });
  const isReady = path !== undefined && reason.trim() !== '' && !skip.isPending;
  const send = () => isReady && skip.mutate({ path: { id }, body: { step, path, reason: reason.trim() } });
  return (
    <ActDialog
      title={words.skipTitle}
      act={words.skipAct}
      kind="primary"
      isReady={isReady}
      error={skip.error}
      onAct={send}
      onClose={onClose}
    >
      <p>{words.skipText}</p>
      {waiting.length === 1 && waiting[0] && (
        <p>
          <strong>{waiting[0].title}</strong>: {waiting[0].doing}
        </p>
      )}
      {waiting.length > 1 && (
        <Select
          label={words.skipStep}
          choices={waiting.map(({ step: value, title, doing }) => ({ value, label: title, help: doing }))}
          value={step}
          onChange={(next) => {
            setStep(next);
            setPath(undefined);
          }}
        />
      )}
      {read.isPending && <Skeleton rows={1} />}
      {read.error && <Problem error={read.error} onRetry={() => void read.refetch()} />}
      {paths.length > 0 && (
        <Select
          label={words.skipPath}
          choices={[
            ...(path === undefined ? [{ value: '', label: words.chooseWay }] : []),
            ...paths.map(([name, to]) => ({
              value: name,
              label: words.wayOut(name, to === null ? null : (steps[to]?.title ?? to)),
            })),
          ]}
          value={path ?? ''}
          onChange={(next) => setPath(next === '' ? undefined : next)}
        />
      )}
      <TextField
        label={wordsOfRuns.bulk.reason}
        help={words.skipReasonHelp}
        value={reason}
        onChange={setReason}
        maxLength={200}
        autoFocus
      />
    </ActDialog>
  );
}

interface StoredStep {
  readonly title?: string;
  readonly paths: Readonly<Record<string, string | null>>;
}

type Ways = readonly (readonly [path: string, to: string | null])[];
const usual = ['next', 'timeout'];

function waysOut(step: StoredStep | undefined): Ways {
  const rank = (path: string) => (usual.includes(path) ? usual.indexOf(path) : usual.length);
  return Object.entries(step?.paths ?? {}).sort(([a], [b]) => rank(a) - rank(b) || (a < b ? -1 : 1));
}

/** As the API chooses where nobody does. Of other ways, such as answers of a task, people choose. */
function usualOf(paths: Ways): string | undefined {
  const [first] = paths;
  return first && (paths.length === 1 || usual.includes(first[0])) ? first[0] : undefined;
}
