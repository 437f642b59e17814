import { Search } from 'lucide-react';
import { type ReactNode, useState } from 'react';
import { Autocomplete } from 'react-aria-components/Autocomplete';
import { Dialog } from 'react-aria-components/Dialog';
import { Header } from 'react-aria-components/Header';
import { Heading } from 'react-aria-components/Heading';
import { Input } from 'react-aria-components/Input';
import { Menu, MenuItem, MenuSection } from 'react-aria-components/Menu';
import { Modal, ModalOverlay } from 'react-aria-components/Modal';
import { SearchField } from 'react-aria-components/SearchField';
import dialogCss from '../design/dialog.module.css';
import { wordsOfPalette as words } from '../words/palette.ts';
import css from './palette.module.css';
import { type PaletteEntry, usePaletteEntries } from './palette-entries.ts';

const groups: readonly PaletteEntry['group'][] = [
  ...(['runs', 'customers', 'journeys', 'pages', 'acts'] as const),
  ...(['steps', 'templates', 'events'] as const),
];

/** ⌘K: what is typed or pasted finds pages, customers, runs and whatever has a name; Enter goes to the first. */
export function Palette({ onClose }: { onClose: () => void }): ReactNode {
  const [text, setText] = useState('');
  const { entries, isPending } = usePaletteEntries(text);
  const act = (id: string) => {
    onClose();
    entries.find((entry) => entry.id === id)?.act();
  };
  return (
    <ModalOverlay isOpen onOpenChange={(open) => !open && onClose()} isDismissable className={dialogCss.overlay ?? ''}>
      <Modal className={`${dialogCss.modal} ${css.modal}`}>
        <Dialog className={`${dialogCss.dialog} ${css.dialog}`}>
          <Heading slot="title" level={2} className="visually-hidden">
            {words.title}
          </Heading>
          <Autocomplete inputValue={text} onInputChange={setText}>
            <SearchField aria-label={words.title} autoFocus className={css.field ?? ''}>
              <Search aria-hidden="true" />
              <Input className={css.input ?? ''} placeholder={words.placeholder} />
            </SearchField>
            <Menu
              aria-label={words.results}
              className={css.list ?? ''}
              onAction={(key) => act(String(key))}
              renderEmptyState={() => <p className={css.none}>{isPending ? words.searching : words.none}</p>}
            >
              {groups
                .filter((group) => entries.some((entry) => entry.group === group))
                .map((group) => (
                  <MenuSection key={group}>
                    <Header className={css.group ?? ''}>{words[group]}</Header>
                    {entries
                      .filter((entry) => entry.group === group)
                      .map((entry) => (
                        <Entry key={entry.id} entry={entry} />
                      ))}
                  </MenuSection>
                ))}
            </Menu>
          </Autocomplete>
        </Dialog>
      </Modal>
    </ModalOverlay>
  );
}

function Entry({ entry: { id, label, detail } }: { entry: PaletteEntry }): ReactNode {
  return (
    <MenuItem id={id} textValue={`${label} ${detail ?? ''}`} className={css.entry ?? ''}>
      <span>{label}</span>
      {detail !== undefined && <span className={css.detail}>{detail}</span>}
    </MenuItem>
  );
}
