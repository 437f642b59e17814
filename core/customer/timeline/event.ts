import { inUtc } from '../../base/calendar.ts';
import type { Properties } from '../../condition/schema.ts';
import type { TimelineKind, TimelineRow } from './timeline-kind.ts';

/** event: a call that was accepted. */
export interface EventEntry extends TimelineRow {
  readonly type: string;
  readonly name: string;
  readonly properties: Properties;
  readonly messageId: string;
  /** The event's own time. */
  readonly occurredAt: number;
  /** Codes of what was not used of the call. */
  readonly flags: readonly string[] | null;
}

/** An event that is accepted so much later than it happened is shown with its own time. */
const LATE_MS = 60_000;

export const event: TimelineKind<EventEntry> = {
  kind: 'event',
  describe({ type, name, properties, at, occurredAt, flags }) {
    const what =
      type === 'identify'
        ? `identify: ${Object.keys(properties).join(', ') || 'no traits'}`
        : nameOf(type, name, properties);
    const late = at - occurredAt > LATE_MS ? `, which happened ${inUtc(occurredAt)}` : '';
    return `${what}${late}${flags ? ` (${flags.join(', ')})` : ''}`;
  },
};

function nameOf(type: string, name: string, properties: Properties): string {
  if (type === 'page' || type === 'screen') {
    const which = properties.path ?? properties.name;
    return typeof which === 'string' ? `${name}: ${which}` : name;
  }
  if (type === 'group') return `group: ${String(properties.id ?? 'none')}`;
  if (type === 'alias') return `alias: ${String(properties.previousId ?? 'none')}`;
  return name;
}
