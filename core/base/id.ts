import { v7 } from 'uuid';

/** Our own ids: UUIDv7, lower case, made here and not in the database, so that a retry can name what it made. */
export function newId(): string {
  return v7();
}

/** The least id that `newId` can make at this moment, epoch milliseconds: ids of a time are a range. */
export function firstIdAt(moment: number): string {
  const hex = Math.min(Math.max(0, Math.floor(moment)), 2 ** 48 - 1)
    .toString(16)
    .padStart(12, '0');
  return `${hex.slice(0, 8)}-${hex.slice(8)}-7000-8000-000000000000`;
}
