import { type ReactNode, useState } from 'react';
import { type Answer, useWrite } from '../../api/client.ts';
import { WithRight } from '../../api/session.tsx';
import { Badge } from '../../design/badge.tsx';
import { Button } from '../../design/button.tsx';
import { Empty } from '../../design/empty.tsx';
import { TextField } from '../../design/field.tsx';
import { Moment } from '../../design/moment.tsx';
import { Problem } from '../../design/problem.tsx';
import { Select } from '../../design/select.tsx';
import { showToast } from '../../design/toast.tsx';
import { ActDialog } from '../../lists/act-dialog.tsx';
import css from '../../lists/lists.module.css';
import { wordsOfPolicies } from '../../words/policies.ts';

type Figures = Answer<'/v1/policies/{id}'>['figures'];
export type OverrideKind = Figures['overrides'][number]['kind'];
const words = wordsOfPolicies.one;

/** What people decided over the policy's head, and the way to undo it. */
export function Overrides({ id, overrides }: { readonly id: string; readonly overrides: Figures['overrides'] }) {
  const lift = useWrite('delete', '/v1/policies/{id}/overrides/{override}', {
    onDone: () => showToast({ text: words.lifted }),
  });
  if (overrides.length === 0) return <Empty>{words.noOverrides}</Empty>;
  return (
    <>
      <ul className={css.reasons}>
        {overrides.map(({ id: override, kind, candidate, when, reason, by, until }) => (
          <li key={override}>
            <Badge tone={kind === 'pin' ? 'way' : 'blocked'}>{words.kinds[kind]}</Badge>
            <span>
              <strong>{candidate}</strong> {words.by(by, reason)}
              {when !== null && `, ${words.onlySome}`},{' '}
              {until === null ? (
                words.untilLifted
              ) : (
                <>
                  {words.until} <Moment at={until} />
                </>
              )}
            </span>
            <WithRight right="operate">
              <Button
                isSmall
                isDisabled={lift.isPending}
                aria-label={`${words.lift}: ${words.kinds[kind]} ${candidate}`}
                onPress={() => lift.mutate({ path: { id, override } })}
              >
                {words.lift}
              </Button>
            </WithRight>
          </li>
        ))}
      </ul>
      {lift.error && <Problem error={lift.error} />}
    </>
  );
}

/** Pins or bans a candidate, with a reason, until somebody undoes it. */
export function OverrideDialog({
  id,
  kind,
  candidates,
  onClose,
}: {
  readonly id: string;
  readonly kind: OverrideKind;
  readonly candidates: Figures['candidates'];
  readonly onClose: () => void;
}): ReactNode {
  const [candidate, setCandidate] = useState(candidates[0]?.id ?? '');
  const [reason, setReason] = useState('');
  const make = useWrite('post', '/v1/policies/{id}/overrides', {
    onDone: () => {
      showToast({ text: kind === 'pin' ? words.pinned : words.banned });
      onClose();
    },
  });
  const isReady = candidate !== '' && reason.trim() !== '' && !make.isPending;
  const send = () => make.mutate({ path: { id }, body: { kind, candidate, reason: reason.trim() } });
  return (
    <ActDialog
      title={kind === 'pin' ? words.pinTitle : words.banTitle}
      act={kind === 'pin' ? words.pinAct : words.banAct}
      kind={kind === 'pin' ? 'primary' : 'danger'}
      isReady={isReady}
      error={make.error}
      onAct={send}
      onClose={onClose}
    >
      <p>{kind === 'pin' ? words.pinText : words.banText}</p>
      <Select
        label={words.candidate}
        choices={candidates.map(({ id: value, title }) => ({ value, label: title ?? value }))}
        value={candidate}
        onChange={setCandidate}
      />
      <TextField
        label={words.reason}
        help={words.reasonHelp}
        value={reason}
        onChange={setReason}
        maxLength={300}
        autoFocus
      />
    </ActDialog>
  );
}
