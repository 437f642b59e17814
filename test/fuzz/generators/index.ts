import type { Generator } from '../case.ts';
import { admin } from './admin.ts';
import { rawBytes } from './bytes.ts';
import { consolePages } from './console.ts';
import { encodings } from './encodings.ts';
import { headers, sockets } from './headers.ts';
import { nesting } from './nesting.ts';
import { paths } from './paths.ts';
import { duplicates, journeyKeys, people } from './people.ts';
import { pages, routes } from './routes.ts';
import { names, numbers, shapes } from './shapes.ts';
import { sizes } from './sizes.ts';
import { text } from './text.ts';
import { times } from './times.ts';

/** By the name that `--only` takes. */
export const generators: Readonly<Record<string, Generator>> = {
  text,
  shapes,
  names,
  numbers,
  nesting,
  times,
  sizes,
  duplicates,
  people,
  'journey-keys': journeyKeys,
  bytes: rawBytes,
  encodings,
  headers,
  sockets,
  paths,
  admin,
  console: consolePages,
  routes,
  pages,
};
