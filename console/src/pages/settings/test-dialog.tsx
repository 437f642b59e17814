import { type ReactNode, useState } from 'react';
import { useRead, useWrite } from '../../api/client.ts';
import { useSession } from '../../api/session.tsx';
import { Badge, type Tone } from '../../design/badge.tsx';
import { Button } from '../../design/button.tsx';
import { Dialog } from '../../design/dialog.tsx';
import { TextField } from '../../design/field.tsx';
import { Problem } from '../../design/problem.tsx';
import { wordsOfSettings } from '../../words/settings.ts';
import css from './form.module.css';

const words = wordsOfSettings.channels;
const AGAIN_MS = 700;
const tones: Readonly<Record<string, Tone>> = {
  accepted: 'ok',
  failed: 'bad',
  'not-taken': 'bad',
  unknown: 'doubt',
};

/** Sends a real message by a channel, and says what its provider answered. */
export function TestDialog({
  channel,
  takesAddress,
  onClose,
}: {
  readonly channel: string;
  readonly takesAddress: boolean;
  readonly onClose: () => void;
}): ReactNode {
  const { kind, title } = useSession();
  const [address, setAddress] = useState(kind === 'user' ? title : '');
  const send = useWrite('post', '/v1/channels/{channel}/test');
  const isReady = (!takesAddress || address.trim() !== '') && !send.isPending;
  const test = () => send.mutate({ path: { channel }, body: takesAddress ? { address: address.trim() } : {} });
  return (
    <Dialog
      title={words.testOf(channel)}
      isOpen
      onClose={onClose}
      actions={
        <>
          <Button onPress={onClose}>{words.close}</Button>
          <Button kind="primary" isDisabled={!isReady} onPress={test}>
            {send.data ? words.again : words.send}
          </Button>
        </>
      }
    >
      <div className={css.form}>
        <p>{takesAddress ? words.testText.address : words.testText.endpoint}</p>
        {takesAddress && (
          <TextField
            label={words.address}
            help={words.addressHelp}
            value={address}
            onChange={setAddress}
            autoFocus
            maxLength={320}
            onKeyDown={({ key }) => key === 'Enter' && isReady && test()}
          />
        )}
        {send.error && <Problem error={send.error} />}
        {send.data && !send.isPending && <Outcome id={send.data.id} />}
      </div>
    </Dialog>
  );
}

function Outcome({ id }: { readonly id: string }): ReactNode {
  const [isOver, setOver] = useState(false);
  const { data, error } = useRead('/v1/test-sends/{id}', { path: { id } }, isOver ? {} : { refetchEveryMs: AGAIN_MS });
  const isWaiting = data === undefined || data.id !== id || data.state === 'waiting' || data.state === 'sending';
  if (isOver === isWaiting) setOver(!isWaiting);
  if (error) return <Problem error={error} />;
  return (
    <p role="status">
      {data && data.id === id && (
        <>
          <Badge tone={tones[data.state] ?? 'wait'}>{data.state.replaceAll('-', ' ')}</Badge> {data.text}
        </>
      )}
    </p>
  );
}
