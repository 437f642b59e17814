import type { ReactNode } from 'react';
import {
  Checkbox as AriaCheckbox,
  type CheckboxProps as AriaCheckboxProps,
  Switch as AriaSwitch,
  type SwitchProps as AriaSwitchProps,
  TextField as AriaTextField,
  type TextFieldProps as AriaTextFieldProps,
  FieldError,
  Input,
  Label,
  Text,
  TextArea,
} from 'react-aria-components';
import css from './field.module.css';

export interface FieldFrame {
  readonly label: string;
  /** Stands under the field until there is a problem. */
  readonly help?: string | undefined;
  /** What is wrong and what to do: stands under the field. */
  readonly problem?: string | undefined;
  /** The label is read aloud only: for filters, whose place says what they are. */
  readonly hasHiddenLabel?: boolean;
}

export interface TextFieldProps extends FieldFrame, Omit<AriaTextFieldProps, 'className' | 'style' | 'children'> {
  readonly placeholder?: string;
  /** More than one line. */
  readonly rows?: number;
  /** Ids, events, fields: machine strings. */
  readonly isCode?: boolean;
}

export function TextField(props: TextFieldProps): ReactNode {
  const { label, help, problem, hasHiddenLabel, placeholder, rows, isCode = false, ...rest } = props;
  const input = `${css.input} ${isCode ? css.code : ''}`;
  return (
    <AriaTextField {...rest} isInvalid={problem !== undefined} className={css.field ?? ''}>
      <Label className={hasHiddenLabel ? 'visually-hidden' : (css.label ?? '')}>{label}</Label>
      {rows === undefined ? (
        <Input className={input} {...(placeholder !== undefined && { placeholder })} />
      ) : (
        <TextArea className={`${input} ${css.area}`} rows={rows} {...(placeholder !== undefined && { placeholder })} />
      )}
      <FieldFoot help={help} problem={problem} />
    </AriaTextField>
  );
}

export function FieldFoot({ help, problem }: Pick<FieldFrame, 'help' | 'problem'>): ReactNode {
  return (
    <>
      {help !== undefined && problem === undefined && (
        <Text slot="description" className={css.help ?? ''}>
          {help}
        </Text>
      )}
      <FieldError className={css.problem ?? ''}>{problem}</FieldError>
    </>
  );
}

export interface CheckboxProps extends Omit<AriaCheckboxProps, 'className' | 'style' | 'children'> {
  readonly label: string;
  readonly hasHiddenLabel?: boolean;
}

export function Checkbox({ label, hasHiddenLabel = false, ...props }: CheckboxProps): ReactNode {
  return (
    <AriaCheckbox {...props} className={css.checkbox ?? ''}>
      <span className={css.box} aria-hidden="true">
        <svg viewBox="0 0 16 16" aria-hidden="true">
          <path className={css.tick} d="M3.5 8.5 6.5 11.5 12.5 5" />
          <path className={css.dash} d="M4 8h8" />
        </svg>
      </span>
      <span className={hasHiddenLabel ? 'visually-hidden' : ''}>{label}</span>
    </AriaCheckbox>
  );
}

export interface SwitchProps extends Omit<AriaSwitchProps, 'className' | 'style' | 'children'> {
  readonly label: string;
}

export function Switch({ label, ...props }: SwitchProps): ReactNode {
  return (
    <AriaSwitch {...props} className={css.switch ?? ''}>
      <span className={css.track} aria-hidden="true" />
      {label}
    </AriaSwitch>
  );
}
