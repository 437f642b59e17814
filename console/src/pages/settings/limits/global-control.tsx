import { type ReactNode, useState } from 'react';
import { useRight } from '../../../api/session.tsx';
import { Button } from '../../../design/button.tsx';
import { TextField } from '../../../design/field.tsx';
import { Section } from '../../../design/page.tsx';
import { wordsOfLimits } from '../../../words/limits.ts';
import { SectionDialog } from './section-dialog.tsx';
import { type Limits, useSection } from './use-section.ts';

const words = wordsOfLimits.globalControl;
const MOST_PERCENT = 50;

export function GlobalControl({ limits, text }: { readonly limits: Limits; readonly text: string }): ReactNode {
  const [isEditing, setEditing] = useState(false);
  const mayChange = useRight('publish');
  return (
    <Section title={words.title} actions={mayChange && <Button onPress={() => setEditing(true)}>{words.edit}</Button>}>
      <p>{words.about}</p>
      <p>{text}</p>
      {isEditing && <Editor limits={limits} onClose={() => setEditing(false)} />}
    </Section>
  );
}

function Editor({ limits, onClose }: { readonly limits: Limits; readonly onClose: () => void }): ReactNode {
  const [text, setText] = useState(String(limits.configuration.globalControl.perMille / 10));
  const writer = useSection('globalControl', limits, onClose);
  const percent = Number(text.replace(',', '.'));
  const isWhole = text.trim() !== '' && percent >= 0 && percent <= MOST_PERCENT;
  return (
    <SectionDialog
      title={words.edit}
      onClose={onClose}
      onSave={() => writer.save({ perMille: Math.round(percent * 10) })}
      isWhole={isWhole}
      isPending={writer.isPending}
      error={writer.error}
    >
      <TextField
        label={words.share}
        help={words.shareHelp}
        inputMode="decimal"
        value={text}
        onChange={setText}
        autoFocus
      />
    </SectionDialog>
  );
}
