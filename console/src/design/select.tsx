import { ChevronDown } from 'lucide-react';
import type { ReactNode } from 'react';
import { Button } from 'react-aria-components/Button';
import { Label } from 'react-aria-components/Label';
import { Select as AriaSelect, SelectValue } from 'react-aria-components/Select';
import { type Choice, Choices, choiceOf, keyOf } from './choices.tsx';
import fieldCss from './field.module.css';
import { FieldFoot, type FieldFrame } from './field.tsx';
import css from './select.module.css';

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
