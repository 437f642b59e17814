import { type Code, object, quoted } from './layout.ts';

/** The last argument of the builder's functions, where a step has a title of its own. */
export function titleOption(title: string | undefined): Code | undefined {
  return title === undefined ? undefined : object({ title: quoted(title) });
}
