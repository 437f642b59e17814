import { type FormEvent, type ReactNode, useState } from 'react';
import { channelKinds } from '../../../core/message/channel-kinds.ts';
import { useRead, useWrite } from '../api/client.ts';
import { Button } from '../design/button.tsx';
import { Dialog } from '../design/dialog.tsx';
import { TextField } from '../design/field.tsx';
import { Problem } from '../design/problem.tsx';
import { Select } from '../design/select.tsx';
import { showToast } from '../design/toast.tsx';
import { wordsOfStops as words } from '../words/stops.ts';
import css from './keys-help.module.css';

/** Stops what leaves: of a channel, of a journey or of everything. What is typed must be its name, so that no click does it. */
export function StopDialog({ onClose }: { onClose: () => void }): ReactNode {
  const [id, setId] = useState('channel:email');
  const [reason, setReason] = useState('');
  const [typed, setTyped] = useState('');
  const journeys = useRead('/v1/journeys', {});
  const name = id.includes(':') ? id.slice(id.indexOf(':') + 1) : id;
  const what = words.what(id.split(':')[0] ?? '', name);
  const stop = useWrite('put', '/v1/kill-switches/{id}', {
    onDone: () => {
      showToast({ text: words.done(what) });
      onClose();
    },
  });
  const choices = [
    ...Object.keys(channelKinds).map((channel) => ({
      value: `channel:${channel}`,
      label: words.what('channel', channel),
    })),
    { value: 'workspace', label: words.what('workspace', '') },
    ...(journeys.data?.items ?? []).map((journey) => ({
      value: `journey:${journey.id}`,
      label: words.what('journey', journey.title ?? journey.id),
    })),
  ];
  const isReady = typed === name && reason.trim() !== '' && !stop.isPending;
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (isReady) stop.mutate({ path: { id }, body: { reason: reason.trim() } });
  };
  return (
    <Dialog title={words.title} isOpen onClose={onClose}>
      <form onSubmit={submit} className={css.body}>
        <Select label={words.whatLabel} choices={choices} value={id} onChange={setId} />
        <p>{words.effect}</p>
        <TextField
          label={words.reason}
          help={words.reasonHelp}
          value={reason}
          onChange={setReason}
          maxLength={300}
          autoFocus
        />
        <TextField label={words.type(name)} isCode autoComplete="off" value={typed} onChange={setTyped} />
        {stop.error && <Problem error={stop.error} />}
        <div>
          <Button type="submit" kind="danger" isDisabled={!isReady}>
            {words.act(what)}
          </Button>
        </div>
      </form>
    </Dialog>
  );
}
