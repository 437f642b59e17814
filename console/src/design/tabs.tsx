import type { ReactNode } from 'react';
import { Tabs as AriaTabs, Tab, TabList, TabPanel } from 'react-aria-components';
import css from './tabs.module.css';

export interface TabEntry {
  readonly id: string;
  readonly label: string;
  readonly content: ReactNode;
}

/** The selected one belongs in the address: hand over `selected` from the search parameters. */
export function Tabs(props: {
  readonly label: string;
  readonly tabs: readonly TabEntry[];
  readonly selected: string;
  readonly onSelect: (id: string) => void;
}): ReactNode {
  const { label, tabs, selected, onSelect } = props;
  return (
    <AriaTabs selectedKey={selected} onSelectionChange={(key) => onSelect(String(key))} className={css.tabs ?? ''}>
      <TabList aria-label={label} items={tabs} className={css.list ?? ''}>
        {(tab) => (
          <Tab id={tab.id} className={css.tab ?? ''}>
            {tab.label}
          </Tab>
        )}
      </TabList>
      {tabs.map((tab) => (
        <TabPanel key={tab.id} id={tab.id} className={css.panel ?? ''}>
          {tab.content}
        </TabPanel>
      ))}
    </AriaTabs>
  );
}
