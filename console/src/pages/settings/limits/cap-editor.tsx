import { type ReactNode, useState } from 'react';
import type { Cap } from '../../../../../core/workspace/caps.ts';
import { DurationField } from '../../../condition/value-fields.tsx';
import { Select } from '../../../design/select.tsx';
import { wordsOfLimits } from '../../../words/limits.ts';
import css from './limits.module.css';
import { type EditorProps, given, ListField, NameField, NumberField } from './named-limits.tsx';
import { SectionDialog } from './section-dialog.tsx';
import { useSection } from './use-section.ts';

const words = wordsOfLimits.caps;
const usual: Cap = { most: 3, calendar: 'week', excess: 'block' };

export function CapEditor({ name, value, limits, onClose }: EditorProps<Cap>): ReactNode {
  const [id, setId] = useState(name ?? '');
  const [cap, setCap] = useState<Cap>(value ?? usual);
  const writer = useSection('caps', limits, onClose);
  const change = (changed: Partial<Record<keyof Cap, unknown>>) => setCap(given({ ...cap, ...changed }) as Cap);
  const { most, within, calendar, channels, topics, journeys, each, reserve, excess } = cap;
  return (
    <SectionDialog
      title={name === undefined ? words.add : words.edit(name)}
      onClose={onClose}
      onSave={() => writer.save({ ...limits.configuration.caps, [id]: cap })}
      isWhole={id !== '' && most > 0 && (calendar !== undefined || within !== undefined)}
      isPending={writer.isPending}
      error={writer.error}
    >
      <div className={css.fields}>
        {name === undefined && <NameField value={id} onChange={setId} />}
        <NumberField label={words.most} value={most || undefined} onChange={(next) => change({ most: next ?? 0 })} />
        <Select
          label={words.window}
          choices={(['day', 'week', 'month', 'sliding'] as const).map((each_) => ({
            value: each_,
            label: words.windows[each_],
          }))}
          value={calendar ?? 'sliding'}
          onChange={(chosen) =>
            chosen === 'sliding'
              ? change({ calendar: undefined, within: 'P7D' })
              : change({ calendar: chosen, within: undefined })
          }
        />
        {calendar === undefined && (
          <DurationField label={words.length} value={within} onChange={(next) => change({ within: next })} />
        )}
        <Select
          label={words.each}
          choices={(['', 'channel', 'topic', 'journey'] as const).map((each_) => ({
            value: each_,
            label: words.eachOf[each_],
          }))}
          value={each ?? ''}
          onChange={(chosen) => change({ each: chosen || undefined })}
        />
        <Select
          label={words.excess}
          choices={(['block', 'defer'] as const).map((each_) => ({ value: each_, label: words.excesses[each_] }))}
          value={excess}
          onChange={(chosen) => change({ excess: chosen })}
        />
        <NumberField
          label={words.reserve}
          help={words.reserveHelp}
          value={reserve?.most}
          onChange={(next) => change({ reserve: next ? { most: next, priority: reserve?.priority ?? 80 } : undefined })}
        />
        {reserve && (
          <NumberField
            label={words.priority}
            value={reserve.priority}
            onChange={(next) => change({ reserve: { ...reserve, priority: next ?? 1 } })}
          />
        )}
      </div>
      <ListField label={wordsOfLimits.channels} value={channels} onChange={(next) => change({ channels: next })} />
      <ListField label={wordsOfLimits.topics} value={topics} onChange={(next) => change({ topics: next })} />
      <ListField label={wordsOfLimits.journeys} value={journeys} onChange={(next) => change({ journeys: next })} />
    </SectionDialog>
  );
}
