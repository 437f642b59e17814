import { type ReactNode, useEffect } from 'react';
import css from './page.module.css';

export interface PageProps {
  readonly title: string;
  /** The acts of the page, at the right of its title. */
  readonly actions?: ReactNode;
  /** Beneath the title: a state, an owner, when. */
  readonly meta?: ReactNode;
  /** The filters of a list. */
  readonly filters?: ReactNode;
  readonly children: ReactNode;
  /** Without the gutter: a canvas. */
  readonly isFull?: boolean;
}

/** The frame of every page: its title, which is also the window's, what can be done, and the content. */
export function Page({ title, actions, meta, filters, children, isFull = false }: PageProps): ReactNode {
  useEffect(() => {
    document.title = `${title} · Throughline`;
  }, [title]);
  return (
    <div className={`${css.page} ${isFull ? css.full : ''}`}>
      <header className={css.head}>
        <div className={css.titles}>
          <h1>{title}</h1>
          {meta !== undefined && <div className={css.meta}>{meta}</div>}
        </div>
        {actions !== undefined && <div className={css.actions}>{actions}</div>}
      </header>
      {filters !== undefined && <div className={css.filters}>{filters}</div>}
      <div className={css.content}>{children}</div>
    </div>
  );
}

/** A part of a page under a heading. */
export function Section({
  title,
  actions,
  children,
}: {
  title: string;
  actions?: ReactNode;
  children: ReactNode;
}): ReactNode {
  return (
    <section className={css.section}>
      <div className={css.sectionHead}>
        <h2>{title}</h2>
        {actions}
      </div>
      {children}
    </section>
  );
}

/** A well of its own within a page: a chart, a form, a group of figures. */
export function Card({
  title,
  actions,
  children,
}: {
  title?: string;
  actions?: ReactNode;
  children: ReactNode;
}): ReactNode {
  return (
    <div className={css.card}>
      {title !== undefined && (
        <div className={css.cardHead}>
          <h3>{title}</h3>
          {actions}
        </div>
      )}
      {children}
    </div>
  );
}

/** Parts side by side: buttons, badges, a figure with its unit. */
export function Row({ children }: { children: ReactNode }): ReactNode {
  return <div className={css.row}>{children}</div>;
}
