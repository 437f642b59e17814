import { Check, ChevronDown } from 'lucide-react';
import type { ReactNode } from 'react';
import {
  Select as AriaSelect,
  Button,
  ComboBox,
  Input,
  type Key,
  Label,
  ListBox,
  ListBoxItem,
  Popover,
  SelectValue,
} from 'react-aria-components';
import { wordsOfDesign as words } from '../words/design.ts';
import fieldCss from './field.module.css';
import { FieldFoot, type FieldFrame } from './field.tsx';
import css from './select.module.css';

export interface Choice {
  readonly value: string;
  readonly label: string;
  readonly help?: string;
}

export interface SelectProps extends FieldFrame {
  readonly choices: readonly Choice[];
  /** '' is a choice, too: "All". */
  readonly value: string;
  readonly onChange: (value: string) => void;
  readonly isDisabled?: boolean;
}

/** One of a few. Of many, or with typing: Combo. */
export function Select(props: SelectProps): ReactNode {
  const { label, help, problem, hasHiddenLabel, choices, value, onChange, isDisabled = false } = props;
  return (
    <AriaSelect
      className={fieldCss.field ?? ''}
      value={keyOf(value)}
      onChange={(key) => onChange(choiceOf(key))}
      isInvalid={problem !== undefined}
      isDisabled={isDisabled}
    >
      <Label className={hasHiddenLabel ? 'visually-hidden' : (fieldCss.label ?? '')}>{label}</Label>
      <Button className={css.trigger ?? ''}>
        <SelectValue className={css.value ?? ''}>
          {({ selectedText }) => selectedText ?? choices.find((choice) => choice.value === value)?.label ?? value}
        </SelectValue>
        <ChevronDown aria-hidden="true" className={css.chevron} />
      </Button>
      <FieldFoot help={help} problem={problem} />
      <Choices choices={choices} />
    </AriaSelect>
  );
}

export interface ComboProps extends SelectProps {
  readonly placeholder?: string;
  /** What was typed may be a value of its own. */
  readonly allowsOther?: boolean;
}

export function Combo(props: ComboProps): ReactNode {
  const { label, help, problem, hasHiddenLabel, choices, value, onChange, placeholder, allowsOther, isDisabled } =
    props;
  return (
    <ComboBox
      className={fieldCss.field ?? ''}
      value={value === '' ? null : keyOf(value)}
      {...(allowsOther && { allowsCustomValue: true, onInputChange: onChange, inputValue: value })}
      onChange={(key) => onChange(choiceOf(key))}
      isInvalid={problem !== undefined}
      isDisabled={isDisabled ?? false}
      menuTrigger="focus"
    >
      <Label className={hasHiddenLabel ? 'visually-hidden' : (fieldCss.label ?? '')}>{label}</Label>
      <div className={css.combo}>
        <Input className={`${fieldCss.input} ${css.comboInput}`} {...(placeholder !== undefined && { placeholder })} />
        <Button className={css.comboButton ?? ''} aria-label={words.showChoices}>
          <ChevronDown aria-hidden="true" className={css.chevron} />
        </Button>
      </div>
      <FieldFoot help={help} problem={problem} />
      <Choices choices={choices} />
    </ComboBox>
  );
}

function Choices({ choices }: Pick<SelectProps, 'choices'>): ReactNode {
  return (
    <Popover className={css.popover ?? ''} offset={4}>
      <ListBox
        className={css.list ?? ''}
        items={choices}
        renderEmptyState={() => <p className={css.none}>{words.noChoice}</p>}
      >
        {({ value, label, help }) => (
          <ListBoxItem id={keyOf(value)} textValue={label} className={css.item ?? ''}>
            <Check aria-hidden="true" className={css.check} />
            <span>
              {label}
              {help !== undefined && <span className={css.itemHelp}>{help}</span>}
            </span>
          </ListBoxItem>
        )}
      </ListBox>
    </Popover>
  );
}

/** React Aria takes an empty key for none. */
const NONE = '(none)';
const keyOf = (value: string): Key => (value === '' ? NONE : value);
const choiceOf = (key: Key | readonly Key[] | null): string => (key === null || key === NONE ? '' : String(key));
