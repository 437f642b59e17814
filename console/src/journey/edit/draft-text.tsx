import { type ReactNode, useState } from 'react';
import { TextField, type TextFieldProps } from '../../design/field.tsx';

/** A text that stands for a value: what is typed stays as it is, and counts as soon as it can be read. */
export function DraftText({
  value,
  read,
  onChange,
  problem,
  ...props
}: Omit<TextFieldProps, 'value' | 'onChange'> & {
  readonly value: string;
  readonly read: (text: string) => { readonly value: unknown } | { readonly fault: string };
  readonly onChange: (value: unknown) => void;
}): ReactNode {
  const [typed, setTyped] = useState<string>();
  const found = typed === undefined ? undefined : read(typed);
  return (
    <TextField
      {...props}
      value={typed ?? value}
      onChange={(text) => {
        setTyped(text);
        const next = read(text);
        if ('value' in next) onChange(next.value);
      }}
      onBlur={() => setTyped((text) => (text !== undefined && 'fault' in read(text) ? text : undefined))}
      problem={found && 'fault' in found ? found.fault : problem}
    />
  );
}
