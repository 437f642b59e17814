import { type Code, optionalObject, optionalText } from './layout.ts';

/** The last argument of the builder's functions, where a step has a title of its own. */
export function titleOption(title: string | undefined): Code | undefined {
  return optionalObject({ title: optionalText(title) });
}
