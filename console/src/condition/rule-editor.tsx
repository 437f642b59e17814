import { X } from 'lucide-react';
import type { ReactNode } from 'react';
import { customerValueNames } from '../../../core/condition/customer-value.ts';
import { describeRule } from '../../../core/condition/describe.ts';
import { engagementLevels } from '../../../core/condition/engagement.ts';
import type { Condition, Measure, Rule } from '../../../core/condition/schema.ts';
import { Button, IconButton } from '../design/button.tsx';
import { TextField } from '../design/field.tsx';
import { Select } from '../design/select.tsx';
import { wordsOfConditions as words } from '../words/conditions.ts';
import css from './condition.module.css';
import type { ConditionNames } from './names.ts';
import {
  kindOf,
  nameIn,
  newCondition,
  newRule,
  numberOperators,
  propertyField,
  type RuleKind,
  textOperators,
  traitField,
  valueField,
} from './parts.ts';
import { Compared, DurationField, NameField, type RuleProps } from './value-fields.tsx';

const valueFields = customerValueNames.map((name) => ({
  name,
  type: name === 'rfm' || name === 'stage' ? 'string' : 'number',
}));

export interface RuleEditorProps extends RuleProps {
  readonly names: ConditionNames;
  readonly kinds: readonly RuleKind[];
  /** Its number in its group, for people. */
  readonly number: number;
  /** Undefined: it is the last one, and a condition has at least one. */
  readonly onRemove: (() => void) | undefined;
  /** The event whose properties a rule of its filter looks at. */
  readonly event?: string | undefined;
  /** Draws the filter of the events that a rule counts: a builder in the builder. */
  readonly renderWhere: (where: Condition, onChange: (where: Condition) => void, event: string) => ReactNode;
}

/** One rule: what it is about, and what is said of it. */
export function RuleEditor(props: RuleEditorProps): ReactNode {
  const { rule, onChange, kinds, number, onRemove } = props;
  const kind = kindOf(rule);
  const offered = kinds.includes(kind) ? kinds : [...kinds, kind];
  return (
    // biome-ignore lint/a11y/useSemanticElements: a fieldset's legend can't stand in a grid
    <div className={css.rule} role="group" aria-label={words.rule(number)}>
      <div className={css.fields}>
        <Select
          label={words.kind}
          choices={offered.map((value) => ({ value, label: words.kinds[value] }))}
          value={kind}
          onChange={(chosen) => chosen !== kind && onChange(newRule(chosen as RuleKind))}
        />
        <OfKind {...props} kind={kind} />
      </div>
      {onRemove && <IconButton label={words.removeRule(number)} icon={<X aria-hidden="true" />} onPress={onRemove} />}
    </div>
  );
}

function OfKind(props: RuleEditorProps & { readonly kind: RuleKind }): ReactNode {
  switch (props.kind) {
    case 'trait':
      return <OfField {...props} label={words.trait} fields={props.names.traits} fieldOf={traitField} />;
    case 'value':
      return <OfField {...props} label={words.figure} fields={valueFields} fieldOf={valueField} />;
    case 'property': {
      const known = props.names.events.find(({ name }) => name === props.event)?.properties ?? [];
      return <OfField {...props} label={words.property} fields={known} fieldOf={propertyField} />;
    }
    case 'count':
    case 'sum':
    case 'first':
    case 'last':
    case 'mostFrequent':
      return <OfEvents {...props} kind={props.kind} />;
    case 'messages':
      return <OfMessages {...props} />;
    case 'isIn':
    case 'entries':
    case 'exits':
    case 'exitReason':
      return <OfJourney {...props} kind={props.kind} />;
    case 'segment':
      return <OfSegment {...props} />;
    case 'other':
      return <p className={css.note}>{words.kept(describeRule(props.rule))}</p>;
  }
}

function OfField({
  rule,
  onChange,
  label,
  fields,
  fieldOf,
}: RuleEditorProps & {
  readonly label: string;
  readonly fields: readonly { readonly name: string; readonly type: string }[];
  readonly fieldOf: (name: string) => string;
}): ReactNode {
  const name = nameIn(rule.field);
  const type = fields.find((each) => each.name === name)?.type;
  return (
    <>
      <NameField
        label={label}
        names={fields.map((each) => each.name)}
        value={name}
        onChange={(chosen) => onChange({ ...rule, field: fieldOf(chosen) })}
      />
      <Compared rule={rule} onChange={onChange} operators={textOperators} type={type} />
    </>
  );
}

function OfEvents(
  props: RuleEditorProps & { readonly kind: 'count' | 'sum' | 'first' | 'last' | 'mostFrequent' },
): ReactNode {
  const { rule, onChange, names, kind, renderWhere } = props;
  const { of = {} } = rule;
  const { event = '', property, within, where, since } = of;
  const change = (changed: Partial<Measure>) => onChange({ ...rule, of: without({ ...of, ...changed }) });
  const properties = names.events.find(({ name }) => name === event)?.properties ?? [];
  const shown = property === undefined ? '' : nameIn(property);
  const type = kind === 'count' || kind === 'sum' ? 'number' : properties.find(({ name }) => name === shown)?.type;
  const isMoment = kind === 'first' || kind === 'last';
  return (
    <>
      <NameField
        label={words.event}
        names={names.events.map(({ name }) => name)}
        value={event}
        onChange={(chosen) => change({ event: chosen })}
      />
      {kind !== 'count' && (
        <NameField
          label={isMoment ? words.propertyOrMoment : words.property}
          names={properties.map(({ name }) => name)}
          value={shown}
          onChange={(name) => change({ property: name === '' && isMoment ? undefined : propertyField(name) })}
        />
      )}
      <Compared
        rule={rule}
        onChange={onChange}
        operators={type === 'number' ? numberOperators : textOperators}
        type={type}
      />
      <DurationField
        label={words.window}
        value={within}
        placeholder={words.ever}
        onChange={(duration) => change({ within: duration })}
      />
      {since !== undefined && <p className={css.note}>{words.kept(describeRule(rule))}</p>}
      <div className={css.where}>
        {where ? (
          <>
            <span className={css.note}>{words.where}</span>
            {renderWhere(where, (changed) => change({ where: changed }), event)}
            <Button isSmall kind="quiet" onPress={() => change({ where: undefined })}>
              {words.removeWhere}
            </Button>
          </>
        ) : (
          <Button isSmall kind="quiet" onPress={() => change({ where: newCondition('property') })}>
            {words.addWhere}
          </Button>
        )}
      </div>
    </>
  );
}

function OfMessages({ rule, onChange, names }: RuleEditorProps): ReactNode {
  const { of = {}, field } = rule;
  const level = field.split('.')[2] ?? 'opened';
  const change = (changed: Partial<Measure>) => onChange({ ...rule, of: without({ ...of, ...changed }) });
  return (
    <>
      <Select
        label={words.channel}
        choices={names.channels.map((value) => ({ value, label: value }))}
        value={of.channel ?? ''}
        onChange={(channel) => change({ channel })}
      />
      <TextField
        label={words.last}
        inputMode="numeric"
        value={String(of.last ?? '')}
        onChange={(text) => change({ last: Math.min(100, Math.max(1, Number.parseInt(text, 10) || 1)) })}
      />
      <Select
        label={words.level}
        choices={engagementLevels.map((value) => ({ value, label: words.levels[value] }))}
        value={level}
        onChange={(chosen) => onChange({ ...rule, field: `customer.messages.${chosen}` })}
      />
      <Compared rule={rule} onChange={onChange} operators={numberOperators} type="number" />
    </>
  );
}

function OfJourney(props: RuleEditorProps & { readonly kind: 'isIn' | 'entries' | 'exits' | 'exitReason' }): ReactNode {
  const { rule, onChange, names, kind } = props;
  const journey = rule.field.split('.')[2] ?? '';
  const { of = {} } = rule;
  const change = (changed: Partial<Measure>) => onChange({ ...rule, of: without({ ...of, ...changed }) });
  const reasons = names.journeys.find(({ id }) => id === journey)?.endReasons ?? [];
  return (
    <>
      <NameField
        label={words.journey}
        names={names.journeys.map(({ id }) => id)}
        value={journey}
        onChange={(id) => onChange({ ...rule, field: `customer.journeys.${id}.${kind}` })}
      />
      {kind === 'exits' && (
        <NameField
          label={words.reason}
          names={reasons}
          value={of.reason ?? ''}
          onChange={(reason) => change({ reason: reason === '' ? undefined : reason })}
        />
      )}
      {kind === 'isIn' ? (
        <IsIn
          isIn={(rule.operator === '=') === (rule.value !== false)}
          onChange={(value) => onChange({ ...rule, operator: '=', value })}
        />
      ) : (
        <Compared
          rule={rule}
          onChange={onChange}
          operators={kind === 'exitReason' ? textOperators : numberOperators}
          type={kind === 'exitReason' ? 'string' : 'number'}
        />
      )}
      {(kind === 'entries' || kind === 'exits') && (
        <DurationField
          label={words.window}
          value={of.within}
          placeholder={words.ever}
          onChange={(within) => change({ within })}
        />
      )}
    </>
  );
}

function OfSegment({ rule, onChange, names }: RuleEditorProps): ReactNode {
  return (
    <>
      <NameField
        label={words.segment}
        names={names.segments}
        value={typeof rule.value === 'string' ? rule.value : ''}
        onChange={(value) => onChange({ ...rule, value })}
      />
      <IsIn
        isIn={rule.operator === 'contains'}
        onChange={(isIn) => onChange({ ...rule, operator: isIn ? 'contains' : 'doesNotContain' })}
      />
    </>
  );
}

function IsIn({ isIn, onChange }: { readonly isIn: boolean; readonly onChange: (isIn: boolean) => void }): ReactNode {
  return (
    <Select
      label={words.operator}
      choices={(['true', 'false'] as const).map((value) => ({ value, label: words.isInWords[value] }))}
      value={String(isIn)}
      onChange={(chosen) => onChange(chosen === 'true')}
    />
  );
}

/** JSON has no undefined: what was taken out is not there. */
function without(of: Measure): NonNullable<Rule['of']> {
  return Object.fromEntries(Object.entries(of).filter(([, value]) => value !== undefined));
}
