import { arms } from './arms.ts';
import { consents } from './consents.ts';
import { dates } from './dates.ts';
import { decisions } from './decisions.ts';
import { identities } from './identities.ts';
import { inbox } from './inbox.ts';
import { messages } from './messages.ts';
import { offers } from './offers.ts';
import { purchases } from './purchases.ts';
import { runs } from './runs.ts';
import { segments } from './segments.ts';
import type { SubjectMerger } from './subject-merger.ts';
import { traits } from './traits.ts';

/** The subjects of a merge, in the order of locks. A new one is one file and one line here. */
export const mergers: readonly SubjectMerger[] = [
  identities,
  traits,
  consents,
  segments,
  dates,
  arms,
  runs,
  messages,
  inbox,
  decisions,
  offers,
  purchases,
];
