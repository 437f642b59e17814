import type { ReactNode } from 'react';
import { Menu as AriaMenu, MenuItem as AriaMenuItem, MenuTrigger, Popover } from 'react-aria-components';
import css from './menu.module.css';

export interface MenuAct {
  readonly id: string;
  readonly label: string;
  readonly icon?: ReactNode;
  readonly isDanger?: boolean;
  readonly isDisabled?: boolean;
  readonly act: () => void;
}

/** `children` is the button that opens it. */
export function Menu({
  children,
  acts,
  label,
}: {
  children: ReactNode;
  acts: readonly MenuAct[];
  label: string;
}): ReactNode {
  return (
    <MenuTrigger>
      {children}
      <Popover className={css.popover ?? ''} offset={4}>
        <AriaMenu className={css.menu ?? ''} aria-label={label} items={acts}>
          {({ id, label: text, icon, isDanger = false, isDisabled = false, act }) => (
            <AriaMenuItem
              id={id}
              textValue={text}
              isDisabled={isDisabled}
              onAction={act}
              className={`${css.item} ${isDanger ? css.danger : ''}`}
            >
              {icon}
              {text}
            </AriaMenuItem>
          )}
        </AriaMenu>
      </Popover>
    </MenuTrigger>
  );
}
