import { type ReactNode, useState } from 'react';
import {
  type QuietHours,
  type QuietHoursSection,
  type Weekday,
  weekdays,
} from '../../../../../core/workspace/quiet-hours.ts';
import { useRight } from '../../../api/session.tsx';
import { NameField } from '../../../condition/value-fields.tsx';
import { Button } from '../../../design/button.tsx';
import { Switch, TextField } from '../../../design/field.tsx';
import { Section } from '../../../design/page.tsx';
import { Select } from '../../../design/select.tsx';
import { Facts } from '../../../lists/facts.tsx';
import { wordsOfLimits } from '../../../words/limits.ts';
import css from './limits.module.css';
import { SectionDialog } from './section-dialog.tsx';
import { type Limits, useSection } from './use-section.ts';
import { Week } from './week.tsx';

const words = wordsOfLimits.quietHours;
type Hours = Exclude<QuietHours, 'none'>;
const usual: Hours = { from: '21:00', until: '08:00', days: {} };

/** Drawn as weeks, for all channels and for those that have their own. */
export function QuietHoursView({
  limits,
  channels,
}: {
  readonly limits: Limits;
  readonly channels: readonly string[];
}): ReactNode {
  const [isEditing, setEditing] = useState(false);
  const mayChange = useRight('publish');
  const { quietHours } = limits.configuration;
  const { spread, zone } = quietHours;
  return (
    <Section title={words.title} actions={mayChange && <Button onPress={() => setEditing(true)}>{words.edit}</Button>}>
      <p>{words.about}</p>
      <div className={css.weeks}>
        <Week title={words.all} hours={quietHours.default} />
        {Object.entries(quietHours.channels).map(([channel, hours]) => (
          <Week key={channel} title={words.channel(channel)} hours={hours} />
        ))}
      </div>
      <Facts
        facts={[
          [words.zone, zone],
          [words.spread, words.spreads[spread] ?? spread],
        ]}
      />
      {isEditing && <Editor limits={limits} channels={channels} onClose={() => setEditing(false)} />}
    </Section>
  );
}

function Editor({
  limits,
  channels,
  onClose,
}: {
  readonly limits: Limits;
  readonly channels: readonly string[];
  readonly onClose: () => void;
}): ReactNode {
  const [section, setSection] = useState<QuietHoursSection>(limits.configuration.quietHours);
  const writer = useSection('quietHours', limits, onClose);
  const { spread, zone } = section;
  const named = [...new Set([...channels, ...Object.keys(section.channels)])];
  const withChannel = (channel: string, hours: QuietHours | undefined) => {
    const { [channel]: _before, ...rest } = section.channels;
    setSection({ ...section, channels: { ...rest, ...(hours !== undefined && { [channel]: hours }) } });
  };
  const spreads = words.spreads[spread] === undefined ? { ...words.spreads, [spread]: spread } : words.spreads;
  return (
    <SectionDialog
      title={words.edit}
      onClose={onClose}
      onSave={() => writer.save(section)}
      isWhole
      isPending={writer.isPending}
      error={writer.error}
    >
      <HoursForm
        title={words.all}
        hours={section.default}
        onChange={(hours) => setSection({ ...section, default: hours })}
      />
      {named.map((channel) => {
        const own = section.channels[channel];
        return (
          <div key={channel} className={css.form}>
            <Switch
              label={`${words.channel(channel)}: ${words.own}`}
              isSelected={own !== undefined}
              onChange={(isOwn) => withChannel(channel, isOwn ? section.default : undefined)}
            />
            {own !== undefined && (
              <HoursForm title={words.channel(channel)} hours={own} onChange={(hours) => withChannel(channel, hours)} />
            )}
          </div>
        );
      })}
      <div className={css.fields}>
        <NameField
          label={words.zone}
          names={Intl.supportedValuesOf('timeZone')}
          value={zone}
          onChange={(next) => setSection({ ...section, zone: next })}
        />
        <Select
          label={words.spread}
          choices={Object.entries(spreads).map(([value, label]) => ({ value, label }))}
          value={spread}
          onChange={(chosen) => setSection({ ...section, spread: chosen as QuietHoursSection['spread'] })}
        />
      </div>
    </SectionDialog>
  );
}

function HoursForm({
  title,
  hours,
  onChange,
}: {
  readonly title: string;
  readonly hours: QuietHours;
  readonly onChange: (hours: QuietHours) => void;
}): ReactNode {
  return (
    <section className={css.group} aria-label={title}>
      <h3>{title}</h3>
      <Switch label={words.isOn} isSelected={hours !== 'none'} onChange={(isOn) => onChange(isOn ? usual : 'none')} />
      {hours !== 'none' && (
        <>
          <div className={css.fields}>
            <Time label={words.from} value={hours.from} onChange={(from) => onChange({ ...hours, from })} />
            <Time label={words.until} value={hours.until} onChange={(until) => onChange({ ...hours, until })} />
          </div>
          <details open={Object.keys(hours.days).length > 0}>
            <summary>{words.days}</summary>
            <div className={css.form}>
              {[...weekdays.slice(1), weekdays[0]].map((day) => (
                <Day key={day} day={day} hours={hours} onChange={onChange} />
              ))}
            </div>
          </details>
        </>
      )}
    </section>
  );
}

function Day({
  day,
  hours,
  onChange,
}: {
  readonly day: Weekday;
  readonly hours: Hours;
  readonly onChange: (hours: QuietHours) => void;
}): ReactNode {
  const own = hours.days[day];
  const name = words.day[day];
  const change = (window: Hours['days'][Weekday]) => {
    const { [day]: _before, ...rest } = hours.days;
    onChange({ ...hours, days: { ...rest, ...(window !== undefined && { [day]: window }) } });
  };
  const rule = own === undefined ? 'same' : own === 'none' ? 'none' : 'own';
  const choose = (chosen: string) => {
    const { from, until } = hours;
    change(chosen === 'same' ? undefined : chosen === 'none' ? 'none' : { from, until });
  };
  return (
    <div className={css.day}>
      <span>{name}</span>
      <Select
        label={name}
        hasHiddenLabel
        choices={(['same', 'none', 'own'] as const).map((value) => ({ value, label: words.dayRule[value] }))}
        value={rule}
        onChange={choose}
      />
      {own !== undefined && own !== 'none' && (
        <>
          <Time
            label={words.fromOf(name)}
            hasHiddenLabel
            value={own.from}
            onChange={(from) => change({ ...own, from })}
          />
          <Time
            label={words.untilOf(name)}
            hasHiddenLabel
            value={own.until}
            onChange={(until) => change({ ...own, until })}
          />
        </>
      )}
    </div>
  );
}

function Time({
  label,
  value,
  onChange,
  hasHiddenLabel = false,
}: {
  readonly label: string;
  readonly value: string;
  readonly onChange: (time: string) => void;
  readonly hasHiddenLabel?: boolean;
}): ReactNode {
  return (
    <TextField
      label={label}
      hasHiddenLabel={hasHiddenLabel}
      type="time"
      value={value}
      onChange={(next) => next !== '' && onChange(next.slice(0, 5))}
    />
  );
}
