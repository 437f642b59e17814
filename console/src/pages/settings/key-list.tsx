import { type ReactNode, useState } from 'react';
import { type Answer, useRead, useWrite } from '../../api/client.ts';
import { Button } from '../../design/button.tsx';
import { Code } from '../../design/code.tsx';
import { Dialog } from '../../design/dialog.tsx';
import { TextField } from '../../design/field.tsx';
import { Moment } from '../../design/moment.tsx';
import { Section } from '../../design/page.tsx';
import { Problem } from '../../design/problem.tsx';
import { Select } from '../../design/select.tsx';
import { Skeleton } from '../../design/skeleton.tsx';
import { Table } from '../../design/table.tsx';
import { showToast } from '../../design/toast.tsx';
import { wordsOfSettings } from '../../words/settings.ts';
import css from './form.module.css';

const words = wordsOfSettings.keys;
type Key = Answer<'/v1/keys'>['items'][number];

const kinds = Object.entries(words.kinds).map(([value, help]) => ({ value, label: value, help }));

/** The keys of programs. A key is shown once, when it is made. */
export function KeyList(): ReactNode {
  const keys = useRead('/v1/keys', {});
  const [isMaking, setMaking] = useState(false);
  const [revoked, setRevoked] = useState<Key>();
  const { columns } = words;
  const create = (
    <Button kind="primary" onPress={() => setMaking(true)}>
      {words.create}
    </Button>
  );
  return (
    <Section title={words.title} actions={create}>
      {keys.error && <Problem error={keys.error} onRetry={() => void keys.refetch()} />}
      {keys.isPending && <Skeleton rows={3} />}
      {keys.data && (
        <Table
          label={words.title}
          rows={keys.data.items}
          rowKey={({ id }) => id}
          columns={[
            { id: 'title', title: columns.title, cell: ({ title }) => title },
            { id: 'kind', title: columns.kind, cell: ({ kind }) => kind },
            { id: 'made', title: columns.made, cell: ({ createdAt }) => <Moment at={createdAt} /> },
            {
              id: 'act',
              title: columns.act,
              cell: (key) => (
                <Button isSmall kind="danger" onPress={() => setRevoked(key)}>
                  {words.revoke}
                </Button>
              ),
            },
          ]}
        />
      )}
      {isMaking && <Make onClose={() => setMaking(false)} />}
      {revoked && <Revoke revoked={revoked} onClose={() => setRevoked(undefined)} />}
    </Section>
  );
}

function Make({ onClose }: { readonly onClose: () => void }): ReactNode {
  const [title, setTitle] = useState('');
  const [kind, setKind] = useState('server');
  const make = useWrite('post', '/v1/keys');
  if (make.data)
    return (
      <Dialog
        title={words.madeTitle}
        isOpen
        onClose={onClose}
        actions={<Button onPress={onClose}>{words.close}</Button>}
      >
        <p>{words.madeText}</p>
        <Code>{make.data.key}</Code>
      </Dialog>
    );
  return (
    <Dialog
      title={words.create}
      isOpen
      onClose={onClose}
      actions={
        <>
          <Button onPress={onClose}>{wordsOfSettings.cancel}</Button>
          <Button
            kind="primary"
            isDisabled={title.trim() === '' || make.isPending}
            onPress={() => make.mutate({ body: { title, kind: kind as Key['kind'] } })}
          >
            {words.create}
          </Button>
        </>
      }
    >
      <div className={css.form}>
        <TextField label={words.name} value={title} onChange={setTitle} autoFocus maxLength={100} />
        <Select label={words.kind} choices={kinds} value={kind} onChange={setKind} />
        {make.error && <Problem error={make.error} />}
      </div>
    </Dialog>
  );
}

function Revoke({ revoked, onClose }: { readonly revoked: Key; readonly onClose: () => void }): ReactNode {
  const revoke = useWrite('delete', '/v1/keys/{id}', {
    onDone: () => {
      showToast({ text: words.revoked });
      onClose();
    },
  });
  return (
    <Dialog
      title={words.revokeTitle(revoked.title)}
      isOpen
      onClose={onClose}
      actions={
        <>
          <Button onPress={onClose}>{wordsOfSettings.cancel}</Button>
          <Button
            kind="danger"
            isDisabled={revoke.isPending}
            onPress={() => revoke.mutate({ path: { id: revoked.id } })}
          >
            {words.revokeTitle(revoked.title)}
          </Button>
        </>
      }
    >
      <p>{words.revokeText}</p>
      {revoke.error && <Problem error={revoke.error} />}
    </Dialog>
  );
}
