import { moveInbox } from '../../../store/inbox/inbox.ts';
import type { SubjectMerger } from './subject-merger.ts';

/** In-app messages are in the inbox of who stays, as new changes of it. */
export const inbox: SubjectMerger = {
  subject: 'inbox',
  merge: (trx, { from, into }) => moveInbox(trx, { from: from.id, to: into.id }),
};
