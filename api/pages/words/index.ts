import { de } from './de.ts';
import { en } from './en.ts';
import type { PageWords } from './page-words.ts';

export type { PageWords } from './page-words.ts';

/** The registry: a new language is one file and one line here. The first is spoken where no wish can be met. */
export const languages: readonly PageWords[] = [en, de];

/**
 * The words for a reader: in the language that their browser asks for, else the customer's, else the workspace's. The
 * browser comes first, because it is the reader's own.
 */
export function wordsFor(wishes: readonly (string | undefined)[]): PageWords {
  for (const wish of wishes) {
    for (const tag of tagsIn(wish ?? '')) {
      const spoken = languages.find(({ language }) => language === tag.split('-')[0]);
      if (spoken) return spoken;
    }
  }
  return languages[0] as PageWords;
}

/** The tags of an Accept-Language header, or of one locale, by preference. */
function tagsIn(header: string): readonly string[] {
  const wished = header
    .slice(0, 500)
    .split(',')
    .map((part) => {
      const [tag = '', quality] = part.split(';q=');
      return { tag: tag.trim().toLowerCase().replace('_', '-'), quality: quality === undefined ? 1 : Number(quality) };
    });
  return wished
    .filter(({ quality }) => quality > 0)
    .sort((a, b) => b.quality - a.quality)
    .map(({ tag }) => tag);
}
