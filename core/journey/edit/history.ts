/** What was, what is, and what was taken back. */
export interface EditHistory<State> {
  readonly past: readonly State[];
  readonly present: State;
  readonly future: readonly State[];
  /** What the last change was about: further changes of the same are one with it. */
  readonly about?: string | undefined;
}

const MOST_STATES = 200;

export function begun<State>(present: State): EditHistory<State> {
  return { past: [], present, future: [] };
}

/** A change. One that is about the same as the change before, such as typing in one field, is one step with it. */
export function changed<State>(history: EditHistory<State>, present: State, about?: string): EditHistory<State> {
  if (present === history.present) return history;
  const isOne = about !== undefined && about === history.about;
  const past = isOne ? history.past : [...history.past, history.present].slice(-MOST_STATES);
  return { past, present, future: [], about };
}

export function undone<State>(history: EditHistory<State>): EditHistory<State> {
  const { past, present, future } = history;
  if (past.length === 0) return history;
  return { past: past.slice(0, -1), present: past.at(-1) as State, future: [present, ...future] };
}

export function redone<State>(history: EditHistory<State>): EditHistory<State> {
  const { past, present, future } = history;
  if (future.length === 0) return history;
  return { past: [...past, present], present: future[0] as State, future: future.slice(1) };
}
