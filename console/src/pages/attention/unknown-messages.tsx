import { type ReactNode, useState } from 'react';
import { type Answer, useRead, useWrite } from '../../api/client.ts';
import { WithRight } from '../../api/session.tsx';
import { Button } from '../../design/button.tsx';
import { Code } from '../../design/code.tsx';
import { Dialog } from '../../design/dialog.tsx';
import { TextField } from '../../design/field.tsx';
import { Moment } from '../../design/moment.tsx';
import { Row, Section } from '../../design/page.tsx';
import { Problem } from '../../design/problem.tsx';
import { Table } from '../../design/table.tsx';
import { showToast } from '../../design/toast.tsx';
import { wordsOfAttention } from '../../words/attention.ts';

const words = wordsOfAttention.unknown;
type Message = Answer<'/v1/messages/unknown'>['items'][number];
interface Choice {
  readonly message: Message;
  readonly decision: 'resend' | 'accept';
}

/** Messages without an outcome: a person decides each, with a reason. */
export function UnknownMessages(): ReactNode {
  const messages = useRead('/v1/messages/unknown', { query: { limit: 100 } });
  const [choice, setChoice] = useState<Choice>();
  const { columns } = words;
  const rows = messages.data?.items ?? [];
  return (
    <Section title={words.title}>
      <p>{words.text}</p>
      {messages.error && <Problem error={messages.error} />}
      <Table
        label={words.title}
        hasNoKeys
        rows={rows}
        rowKey={({ id }) => id}
        columns={[
          { id: 'message', title: columns.message, cell: ({ id }) => <Code>{id}</Code> },
          { id: 'customer', title: columns.customer, cell: ({ userId, customerId }) => userId ?? customerId },
          {
            id: 'journey',
            title: columns.journey,
            cell: ({ journey, step }) => [journey, step].filter(Boolean).join(' ▸ '),
          },
          { id: 'channel', title: columns.channel, cell: ({ channel }) => channel },
          { id: 'since', title: columns.since, cell: ({ since }) => <Moment at={since} /> },
          {
            id: 'act',
            title: columns.act,
            cell: (message) => (
              <WithRight right="operate">
                <Row>
                  <Button isSmall onPress={() => setChoice({ message, decision: 'resend' })}>
                    {words.resend}
                  </Button>
                  <Button isSmall onPress={() => setChoice({ message, decision: 'accept' })}>
                    {words.accept}
                  </Button>
                </Row>
              </WithRight>
            ),
          },
        ]}
      />
      {choice && <Decide {...choice} onClose={() => setChoice(undefined)} />}
    </Section>
  );
}

function Decide({ message, decision, onClose }: Choice & { readonly onClose: () => void }): ReactNode {
  const [why, setWhy] = useState('');
  const done = () => {
    showToast({ text: words.done[decision] });
    onClose();
  };
  const resend = useWrite('post', '/v1/messages/{id}/resend', { onDone: done });
  const accept = useWrite('post', '/v1/messages/{id}/accept', { onDone: done });
  const write = decision === 'resend' ? resend : accept;
  const isResend = decision === 'resend';
  return (
    <Dialog
      title={isResend ? words.resendTitle : words.acceptTitle}
      isOpen
      onClose={onClose}
      actions={
        <>
          <Button onPress={onClose}>{words.cancel}</Button>
          <Button
            kind="primary"
            isDisabled={why.trim() === '' || write.isPending}
            onPress={() => write.mutate({ path: { id: message.id }, body: { why } })}
          >
            {isResend ? words.resend : words.accept}
          </Button>
        </>
      }
    >
      <p>{isResend ? words.resendText : words.acceptText}</p>
      <TextField label={words.why} help={words.whyHelp} value={why} onChange={setWhy} autoFocus maxLength={500} />
      {write.error && <Problem error={write.error} />}
    </Dialog>
  );
}
