import { useNavigate } from '@tanstack/react-router';
import { type ReactNode, useState } from 'react';
import { useWrite } from '../../api/client.ts';
import { useRight, WithRight } from '../../api/session.tsx';
import { Button } from '../../design/button.tsx';
import { Dialog } from '../../design/dialog.tsx';
import { TextField } from '../../design/field.tsx';
import { Menu } from '../../design/menu.tsx';
import { Problem } from '../../design/problem.tsx';
import { showToast } from '../../design/toast.tsx';
import { ActButtons } from '../../lists/act-buttons.tsx';
import css from '../../lists/lists.module.css';
import { wordsOfCustomers as words } from '../../words/customers.ts';
import { type Customer, nameOf } from './customer.ts';

type Reach = Customer['reach'][number];

/** Suppresses an address of the customer, or lifts that; exports and erases the customer. */
export function CustomerActs({ customer }: { readonly customer: Customer }): ReactNode {
  const [chosen, setChosen] = useState<Reach>();
  const [isErasing, setErasing] = useState(false);
  const mayErase = useRight('operate');
  const withAddress = customer.reach.filter(({ address }) => address !== null);
  return (
    <WithRight right="support">
      <Menu
        label={words.acts}
        acts={[
          ...withAddress.map((each) => ({
            id: each.channel,
            label: each.state === 'suppressed' ? words.lift(each.channel) : words.suppress(each.channel),
            isDanger: each.state !== 'suppressed',
            act: () => setChosen(each),
          })),
          {
            id: 'export',
            label: words.export,
            act: () => window.open(`/v1/customers/${customer.id}/export`, '_blank', 'noopener'),
          },
          ...(mayErase ? [{ id: 'erase', label: words.erase, isDanger: true, act: () => setErasing(true) }] : []),
        ]}
      >
        <Button>{words.acts}</Button>
      </Menu>
      {chosen && <SuppressDialog reach={chosen} onClose={() => setChosen(undefined)} />}
      {isErasing && <EraseDialog customer={customer} onClose={() => setErasing(false)} />}
    </WithRight>
  );
}

/** For good: the name is typed, and the page is left for the list. */
function EraseDialog({ customer, onClose }: { readonly customer: Customer; readonly onClose: () => void }): ReactNode {
  const [typed, setTyped] = useState('');
  const navigate = useNavigate();
  const name = nameOf(customer);
  const erase = useWrite('delete', '/v1/customers/{id}', {
    onDone: ({ runs }) => {
      showToast({ text: words.erased(runs) });
      void navigate({ to: '/customers' });
    },
  });
  return (
    <Dialog
      title={words.eraseTitle}
      isOpen
      onClose={onClose}
      actions={
        <ActButtons
          act={words.eraseAct}
          kind="danger"
          isDisabled={erase.isPending || typed.trim() !== name}
          onAct={() => erase.mutate({ path: { id: customer.id } })}
          onClose={onClose}
        />
      }
    >
      <div className={css.form}>
        <p>{words.eraseText}</p>
        <TextField label={words.eraseType(name)} value={typed} onChange={setTyped} />
        {erase.error && <Problem error={erase.error} />}
      </div>
    </Dialog>
  );
}

function SuppressDialog({ reach, onClose }: { readonly reach: Reach; readonly onClose: () => void }): ReactNode {
  const { channel, address, state } = reach;
  const isLifted = state === 'suppressed';
  const done = (text: string) => () => {
    showToast({ text });
    onClose();
  };
  const suppress = useWrite('post', '/v1/suppressions', { onDone: done(words.suppressed) });
  const lift = useWrite('post', '/v1/suppressions/remove', { onDone: done(words.lifted) });
  const act = isLifted ? lift : suppress;
  const body = { channel: channel as 'email', address: address ?? '' };
  return (
    <Dialog
      title={isLifted ? words.liftTitle(channel) : words.suppressTitle(channel)}
      isOpen
      onClose={onClose}
      actions={
        <ActButtons
          act={isLifted ? words.liftAct : words.suppressAct}
          kind={isLifted ? 'primary' : 'danger'}
          isDisabled={act.isPending}
          onAct={() => act.mutate({ body })}
          onClose={onClose}
        />
      }
    >
      <div className={css.form}>
        <p>{isLifted ? words.liftText(address ?? '') : words.suppressText(address ?? '')}</p>
        {act.error && <Problem error={act.error} />}
      </div>
    </Dialog>
  );
}
