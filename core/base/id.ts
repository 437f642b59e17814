import { v7 } from 'uuid';

/** Our own ids: UUIDv7, lower case, made here and not in the database, so that a retry can name what it made. */
export function newId(): string {
  return v7();
}
