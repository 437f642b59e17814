import { ChevronDown } from 'lucide-react';
import type { ReactNode } from 'react';
import { Button } from 'react-aria-components/Button';
import { ComboBox } from 'react-aria-components/ComboBox';
import { Input } from 'react-aria-components/Input';
import { Label } from 'react-aria-components/Label';
import { wordsOfDesign as words } from '../words/design.ts';
import { Choices, choiceOf, keyOf } from './choices.tsx';
import fieldCss from './field.module.css';
import { FieldFoot } from './field.tsx';
import css from './select.module.css';
import type { SelectProps } from './select.tsx';

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
      // Other text is reported as it is typed; that it is no choice is no change.
      onChange={(key) => (key !== null || !allowsOther) && onChange(choiceOf(key))}
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
