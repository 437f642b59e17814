import { type ReactNode, useState } from 'react';
import type { Hold } from '../../../../../core/workspace/holds.ts';
import { ConditionBuilder } from '../../../condition/condition-builder.tsx';
import { useConditionNames } from '../../../condition/names.ts';
import { isUnfinished, newCondition } from '../../../condition/parts.ts';
import { DurationField } from '../../../condition/value-fields.tsx';
import { TextField } from '../../../design/field.tsx';
import { Select } from '../../../design/select.tsx';
import { wordsOfLimits } from '../../../words/limits.ts';
import css from './limits.module.css';
import { type EditorProps, given, ListField, NameField } from './named-limits.tsx';
import { SectionDialog } from './section-dialog.tsx';
import { useSection } from './use-section.ts';

const words = wordsOfLimits.holds;

export function HoldEditor({ name, value, limits, onClose }: EditorProps<Hold>): ReactNode {
  const names = useConditionNames();
  const [id, setId] = useState(name ?? '');
  const [hold, setHold] = useState<Hold>(value ?? { when: newCondition(), effect: 'wait', atMost: 'P7D' });
  const writer = useSection('holds', limits, onClose);
  const change = (changed: Partial<Record<keyof Hold, unknown>>) => setHold(given({ ...hold, ...changed }) as Hold);
  const { title = '', when, effect, atMost, channels, topics } = hold;
  return (
    <SectionDialog
      title={name === undefined ? words.add : words.edit(name)}
      onClose={onClose}
      onSave={() => writer.save({ ...limits.configuration.holds, [id]: hold })}
      isWhole={id !== '' && !isUnfinished(when)}
      isPending={writer.isPending}
      error={writer.error}
    >
      <div className={css.fields}>
        {name === undefined && <NameField value={id} onChange={setId} />}
        <TextField
          label={words.label}
          help={words.labelHelp}
          value={title}
          onChange={(next) => change({ title: next || undefined })}
        />
        <Select
          label={words.effect}
          choices={(['wait', 'block'] as const).map((each) => ({ value: each, label: words.effects[each] }))}
          value={effect}
          onChange={(chosen) => change({ effect: chosen })}
        />
        {effect === 'wait' && (
          <DurationField label={words.atMost} value={atMost} onChange={(next) => change({ atMost: next ?? 'P7D' })} />
        )}
      </div>
      <h3>{words.when}</h3>
      <ConditionBuilder condition={when} onChange={(changed) => change({ when: changed })} names={names} />
      <ListField label={wordsOfLimits.channels} value={channels} onChange={(next) => change({ channels: next })} />
      <ListField label={wordsOfLimits.topics} value={topics} onChange={(next) => change({ topics: next })} />
    </SectionDialog>
  );
}
