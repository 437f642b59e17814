import type { ReactNode } from 'react';
import css from './lists.module.css';

/** A part of a page that stands out: under a heading, in a card. */
export function Panel({ title, children }: { readonly title: string; readonly children: ReactNode }): ReactNode {
  return (
    <section className={css.panel}>
      <h2>{title}</h2>
      {children}
    </section>
  );
}
