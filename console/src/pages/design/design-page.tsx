import { Link } from '@tanstack/react-router';
import { Plus, RotateCcw } from 'lucide-react';
import { type ReactNode, useState } from 'react';
import { ApiProblem } from '../../api/api-problem.ts';
import { Amount } from '../../design/amount.tsx';
import { Badge, StateBadge, type Tone } from '../../design/badge.tsx';
import { Button, IconButton } from '../../design/button.tsx';
import { Code, CodeBlock } from '../../design/code.tsx';
import { Dialog, Drawer } from '../../design/dialog.tsx';
import { Empty } from '../../design/empty.tsx';
import { Checkbox, Switch, TextField } from '../../design/field.tsx';
import { Menu } from '../../design/menu.tsx';
import { Moment } from '../../design/moment.tsx';
import { Card, Page, Row, Section } from '../../design/page.tsx';
import { Person } from '../../design/person.tsx';
import { Problem } from '../../design/problem.tsx';
import { Combo, Select } from '../../design/select.tsx';
import { Skeleton } from '../../design/skeleton.tsx';
import { Sparkline } from '../../design/sparkline.tsx';
import { type Column, Table } from '../../design/table.tsx';
import { Tabs } from '../../design/tabs.tsx';
import { showToast } from '../../design/toast.tsx';

const tones: readonly Tone[] = ['neutral', 'way', 'ok', 'wait', 'bad', 'doubt', 'blocked'];
const states = ['open', 'ended', 'stuck', 'accepted', 'deferred', 'failed-temporarily', 'unknown', 'blocked'];
const problem = new ApiProblem(409, {
  title: 'the run has ended',
  remedy: 'Nothing is left to retry.',
  where: '/v1/runs/0199',
  code: 'run-ended',
  errorId: '0199c2de',
});

export function DesignPage(): ReactNode {
  return (
    <Page
      title="Design"
      meta={<span>Every part in every state</span>}
      actions={<Button kind="primary">Publish v5</Button>}
    >
      <Buttons />
      <Fields />
      <Section title="Words">
        <Row>
          {tones.map((tone) => (
            <Badge key={tone} tone={tone}>
              {tone}
            </Badge>
          ))}
        </Row>
        <Row>
          {states.map((state) => (
            <StateBadge key={state} state={state} />
          ))}
        </Row>
        <p>
          <Moment at={Date.now() - 240_000} /> · <Moment at={Date.now() - 9_000_000} /> ·
          <Moment at="2025-03-03T13:02:00Z" /> · <Moment at={null} />
        </p>
        <p>
          <Amount value={24_118} /> · <Amount value={2_846} of={24_118} isEstimate /> ·
          <Amount value={12.5} currency="EUR" /> · <Amount value={undefined} />
        </p>
        <Person name="Ada Lovelace" id="user-1815" />
        <Code>0199c2de-7f3a-7000-8000-1c2d3e4f5a6b</Code>
        <CodeBlock>{"curl -X POST https://example.com/v1/track -d '{}'"}</CodeBlock>
        <Sparkline values={[3, 5, 2, 8, 12, 9, 14]} label="Entered in 7 days: 53" />
      </Section>
      <Section title="States">
        <Problem error={problem} onRetry={() => undefined} />
        <Empty action={<Button icon={<Plus aria-hidden="true" />}>Send a test event</Button>}>
          Nobody has entered yet.
        </Empty>
        <Card title="Loading">
          <Skeleton />
        </Card>
      </Section>
      <Overlays />
      <Lists />
    </Page>
  );
}

function Buttons(): ReactNode {
  return (
    <Section title="Buttons">
      <Row>
        <Button kind="primary">Retry 40 runs</Button> <Button icon={<RotateCcw aria-hidden="true" />}>Retry</Button>
        <Button kind="quiet">Cancel</Button> <Button kind="danger">Erase the customer</Button>
        <Button isSmall>Small</Button> <Button isDisabled>Disabled</Button>
        <IconButton label="Add" icon={<Plus aria-hidden="true" />} />
      </Row>
    </Section>
  );
}

const choices = [
  { value: '', label: 'All' },
  { value: 'open', label: 'Open', help: 'On their way' },
  { value: 'stuck', label: 'Stuck' },
];

function Fields(): ReactNode {
  const [state, setState] = useState('');
  const [isOn, setOn] = useState(true);
  return (
    <Section title="Fields">
      <div style={{ display: 'grid', gridTemplateColumns: 'repeat(3, minmax(0, 1fr))', gap: 16 }}>
        <TextField label="E-mail" help="Where the mail goes" placeholder="ada@example.com" />
        <TextField label="Key" isCode problem="No such key. Make one in Settings." value="tl_admin_x" />
        <TextField label="Note" rows={2} />
        <TextField label="Off" isDisabled value="Cannot be changed" />
        <Select label="State" choices={choices} value={state} onChange={setState} />
        <Combo label="Journey" choices={choices.slice(1)} value={state} onChange={setState} placeholder="Any" />
        <Checkbox label="Only mine" isSelected={isOn} onChange={setOn} />
        <Checkbox label="Some" isIndeterminate />
        <Switch label="Single letters act" isSelected={isOn} onChange={setOn} />
      </div>
    </Section>
  );
}

function Overlays(): ReactNode {
  const [open, setOpen] = useState<'dialog' | 'drawer'>();
  const [tab, setTab] = useState('live');
  const act = () => showToast({ text: '7 steps removed', action: { label: 'Undo', act: () => undefined } });
  return (
    <Section title="Over the page">
      <Row>
        <Button onPress={() => setOpen('dialog')}>Open a dialog</Button>
        <Button onPress={() => setOpen('drawer')}>Open a drawer</Button> <Button onPress={act}>Toast</Button>
        <Menu
          label="More"
          acts={[
            { id: 'a', label: 'Duplicate', act },
            { id: 'b', label: 'Erase', isDanger: true, act },
          ]}
        >
          <Button>More</Button>
        </Menu>
      </Row>
      <Tabs
        label="Modes"
        selected={tab}
        onSelect={setTab}
        tabs={[
          { id: 'live', label: 'Live', content: 'Counts on the canvas' },
          { id: 'versions', label: 'Versions', content: 'What changed' },
        ]}
      />
      <Dialog
        title="Retry 40 runs"
        isOpen={open === 'dialog'}
        onClose={() => setOpen(undefined)}
        actions={<Button kind="primary">Retry 40 runs</Button>}
      >
        <p>Each takes its last step again. Messages that were sent are not sent twice.</p>
      </Dialog>
      <Drawer title="1,204 wait here" isOpen={open === 'drawer'} onClose={() => setOpen(undefined)}>
        <Empty>Nobody waits here.</Empty>
      </Drawer>
    </Section>
  );
}

interface Sample {
  readonly id: string;
  readonly state: string;
  readonly count: number;
}

const rows: readonly Sample[] = ['Welcome series', 'Abandoned cart', 'Win back'].map((id, index) => ({
  ...{ id, state: states[index] ?? 'open', count: 1_204 * (index + 1) },
}));
const columns: readonly Column<Sample>[] = [
  { id: 'title', title: 'Journey', cell: ({ id }) => <Link to="/">{id}</Link> },
  { id: 'state', title: 'State', cell: ({ state }) => <StateBadge state={state} /> },
  { id: 'runs', title: 'Open runs', isNumber: true, cell: ({ count }) => <Amount value={count} /> },
];

function Lists(): ReactNode {
  const [keys, onChange] = useState<ReadonlySet<string>>(new Set(['Win back']));
  const paging = { hasPrevious: false, hasNext: true, onNext: () => undefined, onPrevious: () => undefined };
  return (
    <Section title="Lists">
      <Table
        label="Journeys"
        columns={columns}
        rows={rows}
        rowKey={({ id }) => id}
        selection={{ keys, onChange }}
        paging={paging}
      />
    </Section>
  );
}
