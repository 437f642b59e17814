import type { Database } from '../../store/database/database.ts';
import {
  type GeneralSubject,
  generalSubjects,
  readCustomerMarks,
  readGeneralMarks,
  readRunMarks,
} from '../../store/measurement/newest-changes.ts';

/** What a hint may be about: something in general, one run ("run:<id>") or one customer ("customer:<id>"). */
export type Subject = GeneralSubject | `run:${string}` | `customer:${string}`;

const uuid = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;

export function isSubject(text: string): text is Subject {
  const [kind, id = ''] = text.split(':');
  return (
    (generalSubjects as readonly string[]).includes(text) || (/^(run|customer)$/.test(kind ?? '') && uuid.test(id))
  );
}

/** The marks of subjects, read together. What is not there has the mark "". */
export async function readMarks(
  database: Database,
  workspace: string,
  subjects: ReadonlySet<Subject>,
): Promise<ReadonlyMap<Subject, string>> {
  const idsOf = (kind: string) =>
    [...subjects].flatMap((subject) => (subject.startsWith(kind) ? [subject.slice(kind.length)] : []));
  const [runs, customers] = [idsOf('run:'), idsOf('customer:')];
  const isGeneral = runs.length + customers.length < subjects.size;
  const general = isGeneral ? await readGeneralMarks(database, workspace) : undefined;
  const ofRuns = runs.length === 0 ? undefined : await readRunMarks(database, workspace, runs);
  const ofCustomers = customers.length === 0 ? undefined : await readCustomerMarks(database, workspace, customers);
  const markOf = (subject: Subject): string | undefined => {
    if (subject.startsWith('run:')) return ofRuns?.get(subject.slice('run:'.length));
    if (subject.startsWith('customer:')) return ofCustomers?.get(subject.slice('customer:'.length));
    return general?.[subject as GeneralSubject];
  };
  return new Map([...subjects].map((subject) => [subject, markOf(subject) ?? '']));
}
