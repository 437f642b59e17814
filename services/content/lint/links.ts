import type { HtmlElement } from './html.ts';
import type { Linted } from './rule.ts';

export interface Link {
  readonly href: string;
  readonly element: HtmlElement;
}

/** The links of a message whose address the template itself wrote: what a guess put in says nothing. */
export function linksOf({ html, sample }: Linted): readonly Link[] {
  const guessed = sample.isGuess ? new Set(textsOf(sample.data)) : new Set<string>();
  return (html?.elements ?? []).flatMap((element) => {
    const href = element.attributes.href?.trim();
    return (element.name === 'a' || element.name === 'area') && href !== undefined && !guessed.has(href)
      ? [{ href, element }]
      : [];
  });
}

function textsOf(value: unknown): readonly string[] {
  if (typeof value === 'string') return [value];
  return value !== null && typeof value === 'object' ? Object.values(value).flatMap(textsOf) : [];
}

/** As it is reported: short, and never with what a sample put behind it. */
export function shown(href: string): string {
  return href.length > 80 ? `${href.slice(0, 80)}…` : href;
}

const local = /^(localhost|.+\.localhost|127\.\d+\.\d+\.\d+|0\.0\.0\.0|\[::1\]|10\.\d+\.\d+\.\d+|192\.168\.\d+\.\d+)$/i;

/** Does a web address lead to a machine of our own network? */
export function isLocal(href: string): boolean {
  return /^https?:/i.test(href) && URL.canParse(href) && local.test(new URL(href).hostname);
}
