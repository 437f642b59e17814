import { type ReactNode, useState } from 'react';
import { type Answer, useRead, useWrite } from '../../api/client.ts';
import { WithRight } from '../../api/session.tsx';
import { Badge } from '../../design/badge.tsx';
import { Button } from '../../design/button.tsx';
import { Dialog } from '../../design/dialog.tsx';
import { TextField } from '../../design/field.tsx';
import { Menu } from '../../design/menu.tsx';
import { Moment } from '../../design/moment.tsx';
import { Problem } from '../../design/problem.tsx';
import { Select } from '../../design/select.tsx';
import { showToast } from '../../design/toast.tsx';
import { ActButtons } from '../../lists/act-buttons.tsx';
import css from '../../lists/lists.module.css';
import { wordsOfJourneyState as words } from '../../words/journey-state.ts';

type State = Answer<'/v1/journeys/{id}/state'>;
type Act = State['acts'][number]['act'];

const refetchEveryMs = 5_000;

/** Whether the journey is observed, paused or drains: who did it, why, and how many runs wait. Nothing where it is open. */
export function JourneyStateBadge({ id }: { readonly id: string }): ReactNode {
  const { data } = useRead('/v1/journeys/{id}/state', { path: { id } }, { refetchEveryMs });
  if (!data || (data.state === 'open' && !data.observed)) return null;
  const { state, by, reason, since, held, observed } = data;
  return (
    <>
      {observed && (
        <>
          <Badge tone="wait">{words.observed}</Badge>
          <span>
            <Moment at={observed.since} /> {words.by(observed.by, observed.reason)}
          </span>
        </>
      )}
      {state !== 'open' && <StoppedBadge state={state} by={by} reason={reason} since={since} />}
      {held > 0 && <span>{words.held(held)}</span>}
    </>
  );
}

function StoppedBadge({ state, by, reason, since }: Pick<State, 'state' | 'by' | 'reason' | 'since'>): ReactNode {
  return (
    <>
      <Badge tone="wait">{words.states[state] ?? state}</Badge>
      <span>
        {since !== null && <Moment at={since} />} {words.by(by ?? '', reason ?? '')}
      </span>
    </>
  );
}

/** What it means that the journey has no live version. */
export function UnpublishedBadge({ id, version }: { readonly id: string; readonly version: number }): ReactNode {
  const { data } = useRead('/v1/runs/count', { query: { journey: id, status: 'open' } }, { refetchEveryMs });
  return (
    <>
      <Badge tone="neutral">
        {words.unpublished} {words.version(version)}
      </Badge>
      {data && <span>{words.goesOn(`${data.isLeast ? '≥ ' : ''}${data.count.toLocaleString()}`, data.count)}</span>}
    </>
  );
}

/** Pause, resume, drain, unpublish, observe. */
export function JourneyActs({ id, isLive }: { readonly id: string; readonly isLive: boolean }): ReactNode {
  const { data } = useRead('/v1/journeys/{id}/state', { path: { id } }, { refetchEveryMs });
  const [act, setAct] = useState<Act>();
  const acts = [...actsIn(data?.state ?? 'open'), ...observing(data?.observed ?? null)].filter(
    (each) => isLive || !ofLive.includes(each),
  );
  return (
    <WithRight right="operate">
      <Menu
        label={words.acts}
        acts={acts.map((each) => ({
          id: each,
          label: words.act[each],
          isDanger: each !== 'resume',
          act: () => setAct(each),
        }))}
      >
        <Button>{words.acts}</Button>
      </Menu>
      {act && <ActDialog id={id} act={act} onClose={() => setAct(undefined)} />}
    </WithRight>
  );
}

/** They stop or look at customers who enter: nobody does where no version is live. */
const ofLive: readonly Act[] = ['drain', 'unpublish', 'observe'];

function actsIn(state: State['state']): readonly Act[] {
  switch (state) {
    case 'open':
      return ['pause', 'drain', 'unpublish'];
    case 'paused':
      return ['resume', 'drain', 'unpublish'];
    case 'draining':
      return ['resume', 'pause', 'unpublish'];
    case 'resuming':
      return ['pause', 'drain', 'unpublish'];
  }
}

/** A workspace that is observed as a whole has its switch in the configuration. */
function observing(observed: State['observed']): readonly Act[] {
  if (observed === null) return ['observe'];
  return observed.scope === 'journey' ? ['go-live'] : [];
}

interface ActDialogProps {
  readonly id: string;
  readonly act: Act;
  readonly onClose: () => void;
}

function ActDialog({ id, act, onClose }: ActDialogProps): ReactNode {
  const [reason, setReason] = useState('');
  const [entries, setEntries] = useState<'keep' | 'drop'>('keep');
  const [perMinute, setPerMinute] = useState('600');
  const [days, setDays] = useState('');
  const change = useWrite('post', '/v1/journeys/{id}/state', {
    onDone: () => {
      showToast({ text: words.done[act] });
      onClose();
    },
  });
  const body = {
    act,
    reason,
    ...(act === 'pause' && { entries }),
    ...(act === 'resume' && /^\d+$/.test(perMinute) && { perMinute: Number(perMinute) }),
    ...(act === 'resume' && /^\d+$/.test(days) && { dropOlderThan: `P${days}D` }),
  };
  return (
    <Dialog
      title={words.titles[act]}
      isOpen
      onClose={onClose}
      actions={
        <ActButtons
          act={words.act[act]}
          kind={act === 'resume' ? 'primary' : 'danger'}
          isDisabled={change.isPending || reason.trim() === ''}
          onAct={() => change.mutate({ path: { id }, body })}
          onClose={onClose}
        />
      }
    >
      <div className={css.form}>
        <p>{words.texts[act]}</p>
        <TextField label={words.reason} help={words.reasonHelp} value={reason} onChange={setReason} maxLength={300} />
        {act === 'pause' && (
          <Select
            label={words.entries}
            value={entries}
            choices={[
              { value: 'keep', label: words.keep },
              { value: 'drop', label: words.drop },
            ]}
            onChange={(value) => setEntries(value === 'drop' ? 'drop' : 'keep')}
          />
        )}
        {act === 'resume' && (
          <>
            <TextField label={words.perMinute} value={perMinute} onChange={setPerMinute} inputMode="numeric" />
            <TextField
              label={words.olderThan}
              help={words.olderThanHelp}
              value={days}
              onChange={setDays}
              inputMode="numeric"
            />
          </>
        )}
        {change.error && <Problem error={change.error} />}
      </div>
    </Dialog>
  );
}
