import { type ReactNode, useState } from 'react';
import type { SendRate } from '../../../../../core/workspace/send-rate.ts';
import { useConditionNames } from '../../../condition/names.ts';
import { NameField } from '../../../condition/value-fields.tsx';
import { Select } from '../../../design/select.tsx';
import { wordsOfLimits } from '../../../words/limits.ts';
import css from './limits.module.css';
import { type EditorProps, given, NumberField } from './named-limits.tsx';
import { SectionDialog } from './section-dialog.tsx';
import { useSection } from './use-section.ts';

const words = wordsOfLimits.sendRate;

export function RateEditor({ name, value, limits, onClose }: EditorProps<SendRate>): ReactNode {
  const names = useConditionNames();
  const [channel, setChannel] = useState(name ?? '');
  const [rate, setRate] = useState<SendRate>(value ?? { most: 50, per: 'PT1S' });
  const writer = useSection('sendRate', limits, onClose);
  const change = (changed: Partial<Record<keyof SendRate, unknown>>) =>
    setRate(given({ ...rate, ...changed }) as SendRate);
  const pers = words.pers[rate.per] === undefined ? { ...words.pers, [rate.per]: rate.per } : words.pers;
  return (
    <SectionDialog
      title={name === undefined ? words.add : words.edit(name)}
      onClose={onClose}
      onSave={() => writer.save({ ...limits.configuration.sendRate, [channel]: rate })}
      isWhole={channel !== '' && rate.most > 0}
      isPending={writer.isPending}
      error={writer.error}
    >
      <div className={css.fields}>
        {name === undefined && (
          <NameField label={words.channel} names={names.channels} value={channel} onChange={setChannel} />
        )}
        <NumberField
          label={words.most}
          value={rate.most || undefined}
          onChange={(most) => change({ most: most ?? 0 })}
        />
        <Select
          label={words.per}
          choices={Object.entries(pers).map(([each, label]) => ({ value: each, label }))}
          value={rate.per}
          onChange={(per) => change({ per })}
        />
        <NumberField
          label={words.burst}
          help={words.burstHelp}
          value={rate.burst}
          onChange={(burst) => change({ burst })}
        />
      </div>
    </SectionDialog>
  );
}
