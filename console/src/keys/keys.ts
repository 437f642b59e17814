import { useEffect, useRef, useSyncExternalStore } from 'react';

/** A key, or two in sequence ("g r"), and what it does on this page. */
export interface KeyBinding {
  readonly keys: string;
  readonly what: string;
  readonly act: () => void;
}

const SEQUENCE_MS = 1_200;
const PREFERENCE = 'throughline.single-keys';

let bindings: readonly KeyBinding[] = [];
let areSingleKeysOn = readPreference();
const listeners = new Set<() => void>();

/** The keys of a part of the page, for as long as it is shown. The part that is shown last wins. */
export function useKeys(own: readonly KeyBinding[], isActive = true): void {
  const latest = useRef(own);
  latest.current = own;
  const names = own.map(({ keys }) => keys).join('|');
  useEffect(() => {
    if (!isActive) return;
    const added = names
      .split('|')
      .filter(Boolean)
      .map((keys, index) => ({
        keys,
        what: latest.current[index]?.what ?? '',
        act: () => latest.current.find((each) => each.keys === keys)?.act(),
      }));
    change(() => (bindings = [...bindings, ...added]));
    return () => change(() => (bindings = bindings.filter((each) => !added.includes(each))));
  }, [names, isActive]);
}

/** All that act now, each key once. */
export function useBindings(): readonly KeyBinding[] {
  return useSyncExternalStore(subscribe, () => bindings);
}

/** Single letters can be switched off: speech input says letters, and some people hit them by chance. */
export function useSingleKeys(): readonly [isOn: boolean, set: (isOn: boolean) => void] {
  const isOn = useSyncExternalStore(subscribe, () => areSingleKeysOn);
  return [isOn, setSingleKeys];
}

function setSingleKeys(isOn: boolean): void {
  change(() => (areSingleKeysOn = isOn));
  localStorage.setItem(PREFERENCE, isOn ? 'on' : 'off');
}

/** Listens on the window; the shell does it once. */
export function listenToKeys(): () => void {
  let first: { key: string; at: number } | undefined;
  const onKey = (event: KeyboardEvent) => {
    if (!areSingleKeysOn || event.defaultPrevented || event.ctrlKey || event.metaKey || event.altKey) return;
    if (isTyping(event.target)) return;
    const key = event.key.length === 1 ? event.key.toLowerCase() : event.key;
    const sequence = first && event.timeStamp - first.at < SEQUENCE_MS ? `${first.key} ${key}` : undefined;
    const found = (sequence && findBinding(sequence)) || findBinding(key);
    first = undefined;
    if (found) {
      event.preventDefault();
      found.act();
    } else if (bindings.some(({ keys }) => keys.startsWith(`${key} `))) first = { key, at: event.timeStamp };
  };
  window.addEventListener('keydown', onKey);
  return () => window.removeEventListener('keydown', onKey);
}

function findBinding(keys: string): KeyBinding | undefined {
  return bindings.findLast((each) => each.keys === keys);
}

/** In a field, a list of choices, a menu or a dialog, letters are text or have a meaning there. */
function isTyping(target: EventTarget | null): boolean {
  if (!(target instanceof Element)) return false;
  if (document.querySelector('[role="dialog"], [role="alertdialog"]')?.contains(target)) return true;
  return (
    target.closest(
      'input:not([type="checkbox"]), textarea, select, [contenteditable], [role="listbox"], [role="menu"]',
    ) !== null
  );
}

function change(act: () => void): void {
  act();
  for (const listener of listeners) listener();
}

function subscribe(listener: () => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}

function readPreference(): boolean {
  return globalThis.localStorage?.getItem(PREFERENCE) !== 'off';
}
