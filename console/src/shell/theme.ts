import { useSyncExternalStore } from 'react';

export type Theme = 'system' | 'light' | 'dark';
export const themes: readonly Theme[] = ['system', 'light', 'dark'];

const PREFERENCE = 'throughline.theme';
const listeners = new Set<() => void>();

function readTheme(): Theme {
  const stored = localStorage.getItem(PREFERENCE);
  return themes.find((theme) => theme === stored) ?? 'system';
}

/** Puts the person's choice on the document. The system's needs none: `color-scheme` follows it. */
export function applyTheme(): void {
  const theme = readTheme();
  if (theme === 'system') delete document.documentElement.dataset.theme;
  else document.documentElement.dataset.theme = theme;
}

export function useTheme(): readonly [theme: Theme, set: (theme: Theme) => void] {
  const theme = useSyncExternalStore((listener) => {
    listeners.add(listener);
    return () => listeners.delete(listener);
  }, readTheme);
  return [theme, setTheme];
}

function setTheme(theme: Theme): void {
  localStorage.setItem(PREFERENCE, theme);
  applyTheme();
  for (const listener of listeners) listener();
}
