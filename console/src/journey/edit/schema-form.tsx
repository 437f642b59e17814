import { Plus, X } from 'lucide-react';
import { type ReactNode, useId } from 'react';
import type { z } from 'zod';
import { toIsoDuration } from '../../../../core/base/duration.ts';
import { describeDuration } from '../../../../core/base/duration-words.ts';
import { type Condition, conditionSchema } from '../../../../core/condition/schema.ts';
import { ConditionBuilder } from '../../condition/condition-builder.tsx';
import type { ConditionNames } from '../../condition/names.ts';
import { newCondition } from '../../condition/parts.ts';
import { Button, IconButton } from '../../design/button.tsx';
import { Combo } from '../../design/combo.tsx';
import { TextField } from '../../design/field.tsx';
import { Select } from '../../design/select.tsx';
import { wordsOfEditor } from '../../words/editor.ts';
import { DraftText } from './draft-text.tsx';
import css from './edit.module.css';
import { defaultOf, kindOfSchema, type SchemaKind, shapeOf } from './schema-kinds.ts';

const words = wordsOfEditor.form;

export interface FormNames extends ConditionNames {
  readonly templates: readonly string[];
  readonly groups: readonly string[];
}

export interface FieldProps {
  readonly name: string;
  readonly schema: z.ZodType;
  readonly value: unknown;
  readonly onChange: (value: unknown) => void;
  readonly names: FormNames;
  /** Where the value stands in the definition: what the publish check says of it stands under the field. */
  readonly where: string;
  readonly problemAt: (where: string) => string | undefined;
}

/** Fields for the members of an object, made of its schema. What has no widget is JSON. */
export function SchemaForm({
  schema,
  value,
  onChange,
  leftOut = [],
  ...shared
}: Pick<FieldProps, 'names' | 'where' | 'problemAt'> & {
  readonly schema: z.ZodType;
  readonly value: Readonly<Record<string, unknown>>;
  readonly onChange: (value: Record<string, unknown>, member: string) => void;
  readonly leftOut?: readonly string[];
}): ReactNode {
  const change = (name: string) => (next: unknown) => {
    const { [name]: _before, ...rest } = value;
    onChange(next === undefined ? rest : { ...value, [name]: next }, name);
  };
  return (
    <div className={css.form}>
      {shapeOf(schema)
        .filter(([name]) => !leftOut.includes(name))
        .map(([name, member]) => (
          <SchemaField
            key={name}
            {...shared}
            name={name}
            schema={member}
            value={value[name]}
            onChange={change(name)}
            where={shared.where === '' ? name : `${shared.where}.${name}`}
          />
        ))}
    </div>
  );
}

function SchemaField(props: FieldProps): ReactNode {
  const { name, schema, value, onChange } = props;
  const kind = kindOfSchema(schema, name);
  if (value === undefined && kind.isOptional && ['object', 'list', 'condition', 'json'].includes(kind.is))
    return (
      <div>
        <Button isSmall kind="quiet" icon={<Plus aria-hidden="true" />} onPress={() => onChange(firstValue(kind))}>
          {words.add(name)}
        </Button>
      </div>
    );
  if (kind.is === 'condition') return <ConditionField {...props} isOptional={kind.isOptional} />;
  if (kind.is === 'object') return <ObjectField {...props} schema={kind.schema} isOptional={kind.isOptional} />;
  if (kind.is === 'list') return <ListField {...props} kind={kind} />;
  return <PlainField {...props} kind={kind} />;
}

const firstValue = (kind: SchemaKind) => (kind.is === 'condition' ? newCondition() : defaultOf(kind));

function PlainField({
  name,
  schema,
  value,
  onChange,
  names,
  where,
  problemAt,
  kind,
}: FieldProps & { kind: SchemaKind }): ReactNode {
  const shared = { label: name, help: schema.description, problem: problemAt(where) };
  const empty = kind.isOptional ? undefined : '';
  if (kind.is === 'choice' || kind.is === 'yes')
    return (
      <Select
        {...shared}
        choices={[
          ...(kind.isOptional ? [{ value: '', label: words.notSet }] : []),
          ...(kind.is === 'choice' ? kind.choices : ['true', 'false']).map((each) => ({ value: each, label: each })),
        ]}
        value={value === undefined ? '' : String(value)}
        onChange={(next) => onChange(next === '' ? undefined : kind.is === 'yes' ? next === 'true' : next)}
      />
    );
  const offered = offeredFor(name, names);
  if (kind.is === 'text' && offered && typeof (value ?? '') === 'string')
    return (
      <Combo
        {...shared}
        allowsOther
        choices={offered.map((each) => ({ value: each, label: each }))}
        value={(value as string | undefined) ?? ''}
        onChange={(next) => onChange(next === '' ? empty : next)}
      />
    );
  if (kind.is === 'text' && typeof (value ?? '') === 'string')
    return (
      <TextField
        {...shared}
        value={(value as string | undefined) ?? ''}
        onChange={(next) => onChange(next === '' ? empty : next)}
        {...(name === 'description' || name === 'instruction' ? { rows: 3 } : {})}
      />
    );
  if (kind.is === 'texts' && (value === undefined || isTexts(value)))
    return (
      <DraftText
        {...shared}
        help={[schema.description, words.list].filter(Boolean).join(' ')}
        value={((value as string[] | undefined) ?? []).join(', ')}
        read={(text) => {
          const texts = text
            .split(',')
            .map((each) => each.trim())
            .filter((each) => each !== '');
          return { value: texts.length === 0 && kind.isOptional ? undefined : texts };
        }}
        onChange={onChange}
      />
    );
  if (kind.is === 'duration')
    return (
      <DraftText
        {...shared}
        help={[schema.description, words.duration].filter(Boolean).join(' ')}
        value={typeof value === 'string' ? describeDuration(value) : ''}
        read={readDurationText(kind.isOptional)}
        onChange={onChange}
      />
    );
  if (kind.is === 'number')
    return (
      <DraftText
        {...shared}
        value={value === undefined ? '' : String(value)}
        read={(text) => {
          if (text.trim() === '' && kind.isOptional) return { value: undefined };
          return text.trim() !== '' && Number.isFinite(Number(text))
            ? { value: Number(text) }
            : { fault: words.noNumber };
        }}
        onChange={onChange}
      />
    );
  return (
    <DraftText
      {...shared}
      rows={5}
      isCode
      value={value === undefined ? '' : JSON.stringify(value, undefined, 2)}
      read={(text) => {
        if (text.trim() === '' && kind.isOptional) return { value: undefined };
        try {
          return { value: JSON.parse(text) as unknown };
        } catch {
          return { fault: words.notJson };
        }
      }}
      onChange={onChange}
    />
  );
}

const readDurationText = (isOptional: boolean) => (text: string) => {
  if (text.trim() === '' && isOptional) return { value: undefined };
  try {
    return { value: toIsoDuration(text.trim()) };
  } catch {
    return { fault: words.noDuration };
  }
};

function ConditionField({
  name,
  value,
  onChange,
  names,
  where,
  problemAt,
  isOptional,
}: FieldProps & { isOptional: boolean }): ReactNode {
  const problem = problemAt(where);
  const isReadable = conditionSchema.safeParse(value).success;
  return (
    <Group name={name} onRemove={isOptional ? () => onChange(undefined) : undefined}>
      {isReadable ? (
        <ConditionBuilder condition={value as Condition} onChange={onChange} names={names} />
      ) : (
        <Button isSmall onPress={() => onChange(newCondition())}>
          {words.condition}
        </Button>
      )}
      {problem !== undefined && <p className={css.problem}>{problem}</p>}
    </Group>
  );
}

function ObjectField({
  name,
  schema,
  value,
  onChange,
  isOptional,
  ...shared
}: FieldProps & { isOptional: boolean }): ReactNode {
  return (
    <Group name={name} onRemove={isOptional ? () => onChange(undefined) : undefined}>
      <SchemaForm
        {...shared}
        schema={schema}
        value={(value ?? {}) as Record<string, unknown>}
        onChange={(next) => onChange(next)}
      />
    </Group>
  );
}

function ListField({
  name,
  value,
  onChange,
  kind,
  ...shared
}: FieldProps & { kind: SchemaKind & { is: 'list' } }): ReactNode {
  const items = Array.isArray(value) ? (value as Record<string, unknown>[]) : [];
  const change = (next: readonly Record<string, unknown>[]) =>
    onChange(next.length === 0 && kind.isOptional ? undefined : next);
  return (
    <Group name={name}>
      {items.map((item, index) => (
        <Group
          // biome-ignore lint/suspicious/noArrayIndexKey: items have no name of their own
          key={index}
          name={words.item(name, index + 1)}
          onRemove={
            items.length > 1 || kind.isOptional ? () => change(items.filter((_, at) => at !== index)) : undefined
          }
        >
          <SchemaForm
            {...shared}
            where={`${shared.where}[${index}]`}
            schema={kind.schema}
            value={item}
            onChange={(next) => change(items.map((each, at) => (at === index ? next : each)))}
          />
        </Group>
      ))}
      <div>
        <Button
          isSmall
          kind="quiet"
          icon={<Plus aria-hidden="true" />}
          onPress={() => change([...items, newItem(kind.schema, items)])}
        >
          {words.add(name)}
        </Button>
      </div>
    </Group>
  );
}

/** Like the last one, under another name: paths and reasons are there once. */
function newItem(schema: z.ZodType, items: readonly Record<string, unknown>[]): Record<string, unknown> {
  const last = items.at(-1);
  const made = last
    ? { ...last }
    : (Object.fromEntries(
        shapeOf(schema).flatMap(([name, member]) => {
          const kind = kindOfSchema(member, name);
          return kind.isOptional ? [] : [[name, firstValue(kind)]];
        }),
      ) as Record<string, unknown>);
  for (const name of ['path', 'reason', 'id'])
    if (typeof made[name] === 'string') made[name] = `${String(made[name]).replace(/-\d+$/, '')}-${items.length + 1}`;
  return made;
}

function Group({
  name,
  onRemove,
  children,
}: {
  name: string;
  onRemove?: (() => void) | undefined;
  children: ReactNode;
}): ReactNode {
  const label = useId();
  return (
    // biome-ignore lint/a11y/useSemanticElements: a fieldset's legend can't stand in a grid
    <div className={css.group} role="group" aria-labelledby={label}>
      <div className={css.groupHead}>
        <span id={label}>{name}</span>
        {onRemove && <IconButton label={words.remove(name)} icon={<X aria-hidden="true" />} onPress={onRemove} />}
      </div>
      {children}
    </div>
  );
}

const isTexts = (value: unknown): value is string[] =>
  Array.isArray(value) && value.every((each) => typeof each === 'string');

/** Names of the workspace for fields that name something of it. */
function offeredFor(
  name: string,
  { events, templates, topics, journeys, segments, groups }: FormNames,
): readonly string[] | undefined {
  if (name === 'event') return events.map((each) => each.name);
  if (name === 'template') return templates;
  if (name === 'topic') return topics;
  if (name === 'journey') return journeys.map(({ id }) => id);
  if (name === 'segment') return segments;
  return name === 'group' ? groups : undefined;
}
