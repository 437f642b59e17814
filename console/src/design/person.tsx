import type { ReactNode } from 'react';
import css from './words.module.css';

/** A customer by name, with the id that opens them beneath. Who has no name is shown by the id alone. */
export function Person({ name, id }: { name?: string | null | undefined; id: string | null | undefined }): ReactNode {
  if (!name) return <span className={css.code}>{id ?? '–'}</span>;
  return (
    <span className={css.person}>
      <span className={css.personName}>{name}</span>
      {id && <span className={css.code}>{id}</span>}
    </span>
  );
}
