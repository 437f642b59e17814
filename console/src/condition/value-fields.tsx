import { type ReactNode, useState } from 'react';
import type { Operator, Rule } from '../../../core/condition/schema.ts';
import { Combo } from '../design/combo.tsx';
import { TextField } from '../design/field.tsx';
import { Select } from '../design/select.tsx';
import { wordsOfConditions as words } from '../words/conditions.ts';
import css from './condition.module.css';
import { durationOf, hasNoValue, textOfValue, valueIn, type WindowUnit, windowOf, windowUnits } from './parts.ts';

export interface RuleProps {
  readonly rule: Rule;
  readonly onChange: (rule: Rule) => void;
}

/** One of the workspace's names, or another one. */
export function NameField({
  label,
  names,
  value,
  onChange,
}: {
  readonly label: string;
  readonly names: readonly string[];
  readonly value: string;
  readonly onChange: (name: string) => void;
}): ReactNode {
  return (
    <Combo
      label={label}
      choices={names.map((name) => ({ value: name, label: name }))}
      value={value}
      onChange={onChange}
      allowsOther
    />
  );
}

/** A comparison, and what is compared with. `type`: of JSON, as most values have it. */
export function Compared({
  rule,
  onChange,
  operators,
  type,
}: RuleProps & { readonly operators: readonly Operator[]; readonly type: string | undefined }): ReactNode {
  const { operator, value } = rule;
  const choose = (next: string) => {
    const chosen = next as Operator;
    const { value: _value, ...rest } = rule;
    const written = valueIn(textOfValue(value), chosen, type);
    onChange({ ...rest, operator: chosen, ...(written !== undefined && { value: written }) });
  };
  const isYesOrNo = type === 'boolean' && (operator === '=' || operator === '!=');
  return (
    <>
      <Select
        label={words.operator}
        choices={operators.map((each) => ({ value: each, label: words.operators[each] }))}
        value={operator}
        onChange={choose}
      />
      {!hasNoValue(operator) && !isYesOrNo && <ValueField rule={rule} onChange={onChange} type={type} />}
      {isYesOrNo && (
        <Select
          label={words.value}
          choices={[
            { value: 'true', label: words.yes },
            { value: 'false', label: words.no },
          ]}
          value={value === false ? 'false' : 'true'}
          onChange={(chosen) => onChange({ ...rule, value: chosen === 'true' })}
        />
      )}
    </>
  );
}

/** Keeps what is typed, such as "0.", while the rule has the value that it means. */
function ValueField({ rule, onChange, type }: RuleProps & { readonly type: string | undefined }): ReactNode {
  const { operator, value } = rule;
  const [text, setText] = useState(textOfValue(value));
  const isSame = JSON.stringify(valueIn(text, operator, type)) === JSON.stringify(value);
  const isList = operator === 'in' || operator === 'notIn' || operator === 'between';
  return (
    <TextField
      label={words.value}
      value={isSame ? text : textOfValue(value)}
      onChange={(next) => {
        setText(next);
        onChange({ ...rule, value: valueIn(next, operator, type) });
      }}
      {...(isList && { help: words.listHelp })}
    />
  );
}

/** A length of time. Empty: without one, where that is allowed. */
export function DurationField({
  label,
  value,
  onChange,
  placeholder,
}: {
  readonly label: string;
  readonly value: string | undefined;
  readonly onChange: (duration: string | undefined) => void;
  readonly placeholder?: string;
}): ReactNode {
  const read = value === undefined ? undefined : windowOf(value);
  const [unit, setUnit] = useState<WindowUnit>(read?.unit ?? 'days');
  if (value !== undefined && !read)
    return <TextField label={label} isCode value={value} onChange={(next) => onChange(next || undefined)} />;
  const write = (text: string, chosen: WindowUnit) => {
    const amount = Number.parseInt(text, 10);
    onChange(Number.isInteger(amount) && amount > 0 ? durationOf(amount, chosen) : undefined);
  };
  return (
    <div className={css.window}>
      <TextField
        label={label}
        inputMode="numeric"
        value={read ? String(read.amount) : ''}
        onChange={(text) => write(text, unit)}
        {...(placeholder !== undefined && { placeholder })}
      />
      <Select
        label={words.windowUnit}
        hasHiddenLabel
        choices={windowUnits.map((each) => ({ value: each, label: words.units[each] }))}
        value={read?.unit ?? unit}
        onChange={(chosen) => {
          setUnit(chosen as WindowUnit);
          if (read) write(String(read.amount), chosen as WindowUnit);
        }}
      />
    </div>
  );
}
