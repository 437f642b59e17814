import type { Right } from '../core/access/rights.ts';
import type { SessionRow } from '../store/access/sessions.ts';

/** Who asks for an operation of people: an admin key, or a person who is signed in. */
export interface Actor {
  readonly kind: 'key' | 'user';
  readonly id: string;
  readonly workspace: string;
  /** The title of the key, or the person's e-mail address. */
  readonly title: string;
  readonly rights: readonly Right[];
  /** Undefined where the request carries a key itself. */
  readonly session?: SessionRow;
}
