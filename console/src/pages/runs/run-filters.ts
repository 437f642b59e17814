import type { Input } from '../../api/client.ts';
import type { Chip } from '../../lists/chips.tsx';
import { useWindow } from '../../lists/windows.ts';
import { wordsOfRuns } from '../../words/runs.ts';
import { runFilters } from './filter-names.ts';

type Name = (typeof runFilters)[number];
export type RunSearch = { readonly [N in Name | 'entered' | 'after' | 'bulk']?: string };
type Query = NonNullable<Input<'/v1/runs', 'get'>['query']>;
export type RunQuery = Omit<Query, 'limit' | 'after'>;

/** The filters of an address as the API takes them. */
export function useRunQuery(search: RunSearch): RunQuery {
  const since = useWindow(search.entered);
  const { version, came, ...texts } = pick(search);
  return {
    ...(texts as RunQuery),
    ...(version !== undefined && { version: Number(version) }),
    ...(came !== undefined && ({ came } as unknown as RunQuery)),
    ...(since !== undefined && { enteredAfter: since }),
  };
}

function pick(search: RunSearch): { [N in Name]?: string } {
  const found: { [N in Name]?: string } = {};
  for (const name of runFilters) {
    const value = search[name];
    if (value !== undefined) found[name] = value;
  }
  return found;
}

/** What the filters without a field of their own mean, in words. */
export function chipsOf(search: RunSearch, remove: (names: readonly Name[]) => void): readonly Chip[] {
  const words = wordsOfRuns.filters;
  const { step, path, blockedBy, came, cause, endReason, version, customer, enteredAfter, enteredBefore } = search;
  const told: (readonly [id: Name, text: string, names: readonly Name[]])[] = [];
  if (blockedBy) told.push(['blockedBy', words.blockedBy(blockedBy, step), ['blockedBy', 'step']]);
  if (path) told.push(['path', words.path(path, step), ['path', 'step']]);
  if (step && came) told.push(['came', words.came(step), ['came', 'step']]);
  if (step && !came && !path && !blockedBy) told.push(['step', words.step(step), ['step']]);
  if (cause) told.push(['cause', words.cause(cause), ['cause']]);
  if (endReason) told.push(['endReason', words.endReason(endReason), ['endReason']]);
  if (version) told.push(['version', words.version(version), ['version']]);
  if (customer) told.push(['customer', words.customerId(customer), ['customer']]);
  if (enteredAfter) told.push(['enteredAfter', words.enteredAfter(short(enteredAfter)), ['enteredAfter']]);
  if (enteredBefore) told.push(['enteredBefore', words.enteredBefore(short(enteredBefore)), ['enteredBefore']]);
  return told.map(([id, text, names]) => ({ id, text, onRemove: () => remove(names) }));
}

const short = (iso: string) => iso.slice(0, 16).replace('T', ' ');
