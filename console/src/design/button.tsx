import type { ReactNode } from 'react';
import { Button as AriaButton, type ButtonProps as AriaButtonProps } from 'react-aria-components';
import css from './button.module.css';

export interface ButtonProps extends Omit<AriaButtonProps, 'className' | 'style' | 'children'> {
  readonly children: ReactNode;
  /** primary: the one act of the page. danger: what it does cannot be taken back. quiet: no border. */
  readonly kind?: 'primary' | 'plain' | 'quiet' | 'danger';
  readonly isSmall?: boolean;
  readonly icon?: ReactNode;
}

/** A verb with its object: "Retry 40 runs". */
export function Button({ children, kind = 'plain', isSmall = false, icon, ...props }: ButtonProps): ReactNode {
  return (
    <AriaButton {...props} className={`${css.button} ${css[kind]} ${isSmall ? css.small : ''}`}>
      {icon}
      {children}
    </AriaButton>
  );
}

export interface IconButtonProps extends Omit<AriaButtonProps, 'className' | 'style' | 'children'> {
  /** Read aloud, and shown on hover. */
  readonly label: string;
  readonly icon: ReactNode;
}

export function IconButton({ label, icon, ...props }: IconButtonProps): ReactNode {
  return (
    <AriaButton {...props} aria-label={label} className={`${css.button} ${css.quiet} ${css.icon}`}>
      <span className={css.iconBody} title={label}>
        {icon}
      </span>
    </AriaButton>
  );
}
