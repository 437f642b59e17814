import { type ReactNode, useState } from 'react';
import { useWrite } from '../../api/client.ts';
import { WithRight } from '../../api/session.tsx';
import { Button } from '../../design/button.tsx';
import { Dialog } from '../../design/dialog.tsx';
import { Menu } from '../../design/menu.tsx';
import { Problem } from '../../design/problem.tsx';
import { showToast } from '../../design/toast.tsx';
import css from '../../lists/lists.module.css';
import { wordsOfCustomers as words } from '../../words/customers.ts';
import { wordsOfLists } from '../../words/lists.ts';
import type { Customer } from './customer.ts';

type Reach = Customer['reach'][number];

/** Suppresses an address of the customer, or lifts that. */
export function CustomerActs({ customer: { reach } }: { readonly customer: Customer }): ReactNode {
  const [chosen, setChosen] = useState<Reach>();
  const withAddress = reach.filter(({ address }) => address !== null);
  if (withAddress.length === 0) return null;
  return (
    <WithRight right="support">
      <Menu
        label={words.acts}
        acts={withAddress.map((each) => ({
          id: each.channel,
          label: each.state === 'suppressed' ? words.lift(each.channel) : words.suppress(each.channel),
          isDanger: each.state !== 'suppressed',
          act: () => setChosen(each),
        }))}
      >
        <Button>{words.acts}</Button>
      </Menu>
      {chosen && <SuppressDialog reach={chosen} onClose={() => setChosen(undefined)} />}
    </WithRight>
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
        <>
          <Button kind="quiet" onPress={onClose}>
            {wordsOfLists.cancel}
          </Button>
          <Button
            kind={isLifted ? 'primary' : 'danger'}
            isDisabled={act.isPending}
            onPress={() => act.mutate({ body })}
          >
            {isLifted ? words.liftAct : words.suppressAct}
          </Button>
        </>
      }
    >
      <div className={css.form}>
        <p>{isLifted ? words.liftText(address ?? '') : words.suppressText(address ?? '')}</p>
        {act.error && <Problem error={act.error} />}
      </div>
    </Dialog>
  );
}
