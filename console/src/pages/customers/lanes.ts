import type { Answer } from '../../api/client.ts';

type Item = Answer<'/v1/customers/{id}'>['timeline']['items'][number];
type RunAhead = Answer<'/v1/customers/{id}/ahead'>['runs'][number];

/** A stay at a step, or a stretch of one that is still ahead. */
export interface Bar {
  readonly from: number;
  readonly to: number;
  readonly text: string;
  readonly isAhead: boolean;
}

export interface Mark {
  readonly id: string;
  readonly at: number;
  readonly text: string;
  /** A message by its state; an event, an end. */
  readonly state: string;
  readonly isAhead: boolean;
}

export interface Lane {
  readonly id: string;
  readonly title: string;
  readonly begin: number;
  readonly bars: readonly Bar[];
  readonly marks: readonly Mark[];
}

interface DraftLane {
  readonly id: string;
  title: string;
  begin: number;
  readonly bars: Bar[];
  readonly marks: Mark[];
}

/** A lane a run, the newest first, with what is ahead of those that are open; events have a lane of their own on top. */
export function lanesOf(items: readonly Item[], ahead: readonly RunAhead[], now: number): readonly Lane[] {
  const lanes = new Map<string, DraftLane>();
  const laneOf = (id: string, title: string, at: number): DraftLane => {
    const known = lanes.get(id);
    const lane = known ?? { id, title, begin: at, bars: [], marks: [] };
    lanes.set(id, lane);
    lane.begin = Math.min(lane.begin, at);
    return lane;
  };
  const text = (value: unknown) => (typeof value === 'string' ? value : undefined);
  const events: Mark[] = [];
  for (const { kind, id, at: iso, text: line, details } of items) {
    const at = Date.parse(iso);
    const mark = { id: `${kind} ${id}`, at, text: line, isAhead: false };
    const title = text(details.title) ?? text(details.journey) ?? '';
    const run = text(details.journeyRunId);
    if (kind === 'event' || kind === 'consent' || kind === 'merge') events.push({ ...mark, state: kind });
    else if (kind === 'entered') laneOf(id, title, at).marks.push({ ...mark, state: 'entered' });
    else if (kind === 'ended' || kind === 'goal') laneOf(id, title, at).marks.push({ ...mark, state: kind });
    else if (kind === 'step' && run !== undefined) {
      const leftAt = text(details.leftAt);
      const to = leftAt === undefined ? now : Date.parse(leftAt);
      laneOf(run, title, at).bars.push({ from: at, to, text: line, isAhead: false });
    } else if (kind === 'message' && run !== undefined)
      laneOf(run, title, at).marks.push({ ...mark, state: text(details.state) ?? 'requested' });
    else if ((kind === 'task' || kind === 'decision') && run !== undefined)
      laneOf(run, title, at).marks.push({ ...mark, state: kind });
  }
  for (const run of ahead) addAhead(laneOf(run.id, run.title, now), run, now);
  const found = [...lanes.values()].sort((a, b) => b.begin - a.begin);
  const own = { id: 'events', title: '', begin: 0, bars: [], marks: events };
  return [...(events.length === 0 ? [] : [own]), ...found];
}

function addAhead(lane: DraftLane, { id, title, visits, end }: RunAhead, now: number): void {
  if (lane.title === '') lane.title = title;
  for (const { visit, title: step, arrivedAt, leftAt, message } of visits) {
    const from = Math.max(now, Date.parse(arrivedAt));
    const to = leftAt === null ? undefined : Date.parse(leftAt);
    if (to !== undefined && to > from) lane.bars.push({ from, to, text: step, isAhead: true });
    if (message && to !== undefined && to >= now) {
      const text = `${message.template} by ${message.channel}`;
      lane.marks.push({ id: `ahead ${id} ${visit}`, at: to, text, state: message.result, isAhead: true });
    }
  }
  if (end)
    lane.marks.push({ id: `ahead ${id} end`, at: Date.parse(end.at), text: end.reason, state: 'ended', isAhead: true });
}

/** Every moment that has a place on the axis. */
export function momentsOf(lanes: readonly Lane[], now: number): readonly number[] {
  return [
    now,
    ...lanes.flatMap(({ bars, marks }) => [
      ...bars.flatMap(({ from, to }) => [from, to]),
      ...marks.map(({ at }) => at),
    ]),
  ];
}
