import { type ReactNode, useState } from 'react';
import { useRight } from '../../../api/session.tsx';
import { Button } from '../../../design/button.tsx';
import { Empty } from '../../../design/empty.tsx';
import { TextField } from '../../../design/field.tsx';
import { Row, Section } from '../../../design/page.tsx';
import { Problem } from '../../../design/problem.tsx';
import { Table } from '../../../design/table.tsx';
import { wordsOfLimits as words } from '../../../words/limits.ts';
import { type LimitSection, type Limits, useSection } from './use-section.ts';

interface Texts {
  readonly title: string;
  readonly about: string;
  readonly none: string;
  readonly add: string;
}

export interface EditorProps<Value> {
  /** Undefined: a new one. */
  readonly name: string | undefined;
  readonly value: Value | undefined;
  readonly limits: Limits;
  readonly onClose: () => void;
}

type Named<Value> = Readonly<Record<string, Value>>;

/** A section that is name ▸ limit: each with its words, and a form for those who may change it. */
export function NamedLimits<Value>(props: {
  readonly section: Extract<LimitSection, 'caps' | 'holds' | 'sendRate'>;
  readonly limits: Limits;
  readonly texts: Texts;
  readonly inWords: readonly { readonly name: string; readonly text: string }[];
  readonly Editor: (props: EditorProps<Value>) => ReactNode;
}): ReactNode {
  const { section, limits, texts, inWords, Editor } = props;
  const [edited, setEdited] = useState<{ readonly name: string | undefined }>();
  const mayChange = useRight('publish');
  const close = () => setEdited(undefined);
  const remover = useSection(section, limits, close);
  const all = limits.configuration[section] as Named<Value>;
  const remove = (name: string) => {
    const { [name]: _gone, ...rest } = all;
    remover.save(rest as never);
  };
  const acts = (name: string) => (
    <Row>
      <Button isSmall aria-label={words.changeOf(name)} onPress={() => setEdited({ name })}>
        {words.change}
      </Button>
      <Button
        isSmall
        kind="danger"
        aria-label={words.removeOf(name)}
        isDisabled={remover.isPending}
        onPress={() => remove(name)}
      >
        {words.remove}
      </Button>
    </Row>
  );
  return (
    <Section
      title={texts.title}
      actions={mayChange && <Button onPress={() => setEdited({ name: undefined })}>{texts.add}</Button>}
    >
      <p>{texts.about}</p>
      {remover.error && <Problem error={remover.error} />}
      {inWords.length === 0 ? (
        <Empty>{texts.none}</Empty>
      ) : (
        <Table
          label={texts.title}
          rows={inWords}
          rowKey={({ name }) => name}
          hasNoKeys
          columns={[
            { id: 'name', title: words.columns.name, cell: ({ name }) => name, width: '20ch' },
            { id: 'text', title: words.columns.text, cell: ({ text }) => text },
            ...(mayChange
              ? [
                  {
                    id: 'act',
                    title: words.columns.act,
                    cell: ({ name }: { name: string }) => acts(name),
                    width: '28ch',
                  },
                ]
              : []),
          ]}
        />
      )}
      {edited && (
        <Editor
          name={edited.name}
          value={edited.name === undefined ? undefined : all[edited.name]}
          limits={limits}
          onClose={close}
        />
      )}
    </Section>
  );
}

/** Of a new limit. One that is there keeps its name. */
export function NameField({
  value,
  onChange,
}: {
  readonly value: string;
  readonly onChange: (value: string) => void;
}): ReactNode {
  return <TextField label={words.name} help={words.nameHelp} isCode value={value} onChange={onChange} autoFocus />;
}

/** Ids with commas between them; none: all. */
export function ListField({
  label,
  value,
  onChange,
}: {
  readonly label: string;
  readonly value: readonly string[] | undefined;
  readonly onChange: (value: string[] | undefined) => void;
}): ReactNode {
  const [text, setText] = useState((value ?? []).join(', '));
  return (
    <TextField
      label={label}
      help={words.allHelp}
      isCode
      value={text}
      onChange={(next) => {
        setText(next);
        const names = next
          .split(',')
          .map((each) => each.trim())
          .filter(Boolean);
        onChange(names.length === 0 ? undefined : names);
      }}
    />
  );
}

/** A whole number, or none. */
export function NumberField({
  label,
  help,
  value,
  onChange,
}: {
  readonly label: string;
  readonly help?: string;
  readonly value: number | undefined;
  readonly onChange: (value: number | undefined) => void;
}): ReactNode {
  return (
    <TextField
      label={label}
      inputMode="numeric"
      value={value === undefined ? '' : String(value)}
      onChange={(text) => {
        const digits = text.replaceAll(/\D/g, '').slice(0, 6);
        onChange(digits === '' ? undefined : Number(digits));
      }}
      {...(help !== undefined && { help })}
    />
  );
}

/** JSON has no undefined: what was taken out is not there. */
export function given<T extends object>(value: T): T {
  return Object.fromEntries(Object.entries(value).filter(([, each]) => each !== undefined)) as T;
}
