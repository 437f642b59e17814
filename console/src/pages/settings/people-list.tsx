import { type ReactNode, useState } from 'react';
import { type Answer, useRead, useWrite } from '../../api/client.ts';
import { Button } from '../../design/button.tsx';
import { Code } from '../../design/code.tsx';
import { Dialog } from '../../design/dialog.tsx';
import { Empty } from '../../design/empty.tsx';
import { TextField } from '../../design/field.tsx';
import { Moment } from '../../design/moment.tsx';
import { Row, Section } from '../../design/page.tsx';
import { Problem } from '../../design/problem.tsx';
import { Select } from '../../design/select.tsx';
import { Skeleton } from '../../design/skeleton.tsx';
import { Table } from '../../design/table.tsx';
import { showToast } from '../../design/toast.tsx';
import { wordsOfSettings } from '../../words/settings.ts';
import css from './form.module.css';

const words = wordsOfSettings.people;
type User = Answer<'/v1/users'>['items'][number];
type PersonRole = User['role'];

const roles = Object.entries(wordsOfSettings.roles).map(([value, help]) => ({ value, label: value, help }));

/** Who uses the console, and what each may do. */
export function PeopleList(): ReactNode {
  const users = useRead('/v1/users', {});
  const [dialog, setDialog] = useState<
    { readonly kind: 'add' } | { readonly kind: 'remove' | 'link'; readonly user: User }
  >();
  const change = useWrite('patch', '/v1/users/{id}', {
    onDone: ({ email, role }) => showToast({ text: words.changed(email, role) }),
  });
  const close = () => setDialog(undefined);
  const { columns } = words;
  const add = (
    <Button kind="primary" onPress={() => setDialog({ kind: 'add' })}>
      {words.add}
    </Button>
  );
  const roleOf = ({ id, email, role }: User) => (
    <Select
      label={words.roleOf(email)}
      hasHiddenLabel
      choices={roles}
      value={role}
      onChange={(next) => next !== role && change.mutate({ path: { id }, body: { role: next as PersonRole } })}
    />
  );
  const acts = (user: User) => (
    <Row>
      <Button isSmall onPress={() => setDialog({ kind: 'link', user })}>
        {words.link}
      </Button>
      <Button isSmall kind="danger" onPress={() => setDialog({ kind: 'remove', user })}>
        {words.remove}
      </Button>
    </Row>
  );
  const seen = ({ seenAt, hasPassword }: User) => (
    <>
      {seenAt === null ? words.neverSeen : <Moment at={seenAt} />}
      {!hasPassword && `, ${words.noPassword}`}
    </>
  );
  return (
    <Section title={words.title} actions={add}>
      {users.error && <Problem error={users.error} onRetry={() => void users.refetch()} />}
      {change.error && <Problem error={change.error} />}
      {users.isPending && <Skeleton rows={3} />}
      {users.data?.items.length === 0 && <Empty>{words.empty}</Empty>}
      {users.data && users.data.items.length > 0 && (
        <Table
          label={words.title}
          rows={users.data.items}
          rowKey={({ id }) => id}
          columns={[
            { id: 'email', title: columns.email, cell: ({ email }) => email },
            { id: 'name', title: columns.name, cell: ({ name }) => name ?? '–' },
            { id: 'role', title: columns.role, cell: roleOf },
            { id: 'seen', title: columns.seen, cell: seen },
            { id: 'act', title: columns.act, cell: acts },
          ]}
        />
      )}
      {dialog?.kind === 'add' && <Add onClose={close} />}
      {dialog?.kind === 'remove' && <Remove user={dialog.user} onClose={close} />}
      {dialog?.kind === 'link' && <Link user={dialog.user} onClose={close} />}
    </Section>
  );
}

function Add({ onClose }: { readonly onClose: () => void }): ReactNode {
  const [email, setEmail] = useState('');
  const [name, setName] = useState('');
  const [role, setRole] = useState('viewer');
  const add = useWrite('post', '/v1/users', {
    onDone: () => {
      showToast({ text: words.added(email) });
      onClose();
    },
  });
  const body = { email: email.trim(), role: role as PersonRole, ...(name.trim() !== '' && { name: name.trim() }) };
  return (
    <Dialog
      title={words.add}
      isOpen
      onClose={onClose}
      actions={
        <>
          <Button onPress={onClose}>{wordsOfSettings.cancel}</Button>
          <Button kind="primary" isDisabled={body.email === '' || add.isPending} onPress={() => add.mutate({ body })}>
            {words.add}
          </Button>
        </>
      }
    >
      <div className={css.form}>
        <TextField label={words.email} type="email" value={email} onChange={setEmail} autoFocus />
        <TextField label={words.name} value={name} onChange={setName} maxLength={100} />
        <Select label={words.role} choices={roles} value={role} onChange={setRole} />
        {add.error && <Problem error={add.error} />}
      </div>
    </Dialog>
  );
}

function Remove({ user, onClose }: { readonly user: User; readonly onClose: () => void }): ReactNode {
  const remove = useWrite('delete', '/v1/users/{id}', {
    onDone: () => {
      showToast({ text: words.removed(user.email) });
      onClose();
    },
  });
  return (
    <Dialog
      title={words.removeTitle(user.email)}
      isOpen
      onClose={onClose}
      actions={
        <>
          <Button onPress={onClose}>{wordsOfSettings.cancel}</Button>
          <Button kind="danger" isDisabled={remove.isPending} onPress={() => remove.mutate({ path: { id: user.id } })}>
            {words.removeTitle(user.email)}
          </Button>
        </>
      }
    >
      <p>{words.removeText}</p>
      {remove.error && <Problem error={remove.error} />}
    </Dialog>
  );
}

function Link({ user, onClose }: { readonly user: User; readonly onClose: () => void }): ReactNode {
  const make = useWrite('post', '/v1/sign-in-links');
  return (
    <Dialog
      title={words.linkTitle(user.email)}
      isOpen
      onClose={onClose}
      actions={
        <>
          <Button onPress={onClose}>{wordsOfSettings.keys.close}</Button>
          <Button kind="primary" isDisabled={make.isPending} onPress={() => make.mutate({ body: { userId: user.id } })}>
            {words.link}
          </Button>
        </>
      }
    >
      <p>{words.linkText}</p>
      {make.data && <Code>{new URL(make.data.path, window.location.origin).href}</Code>}
      {make.error && <Problem error={make.error} />}
    </Dialog>
  );
}
