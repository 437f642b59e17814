import { statSync } from 'node:fs';
import { dirname, resolve } from 'node:path';
import { runToEnd } from '../processes/programs.ts';
import { stackProblem } from '../stack-problem.ts';

/**
 * Who PostgreSQL runs as: it refuses root. An ordinary user runs it as themselves. Root runs it as the owner of the data
 * already, else as the system's user `postgres`, which is made where there is none. That user must be able to reach the
 * program and the data, which fails below a folder closed to others such as /root (mode 700).
 */
export interface SystemUser {
  readonly uid: number;
  readonly gid: number;
}

/** Undefined: as we are. */
export async function choosePostgresUser(dataFolder: string): Promise<SystemUser | undefined> {
  const ourUid = process.getuid?.();
  const owner = statSync(dataFolder, { throwIfNoEntry: false });
  if (ourUid === undefined) return undefined; // Windows
  if (ourUid !== 0) {
    if (owner === undefined || owner.uid === ourUid) return undefined;
    throw stackProblem(
      'data-of-another-user',
      dataFolder,
      'the database in it belongs to another user (an earlier start as root, with sudo or in a container?)',
      'Start as that user again, or set THROUGHLINE_DATA to another folder, or delete this one if it may go.',
    );
  }
  if (owner !== undefined && owner.uid !== 0) return { uid: owner.uid, gid: owner.gid };
  return (await findUser()) ?? (await makeUser());
}

/** Throws where the user could not get at one of the paths; names the folder that is in the way. */
export function checkReach(user: SystemUser | undefined, paths: readonly { path: string; remedy: string }[]): void {
  if (user === undefined) return;
  for (const { path, remedy } of paths) {
    const closed = ancestors(path).find((folder) => !mayPass(folder, user));
    if (closed === undefined) continue;
    throw stackProblem(
      'closed-folder',
      path,
      `PostgreSQL does not run as root, and the user it runs as (uid ${user.uid}) may not pass through ${closed}`,
      `${remedy}, or let others pass: chmod o+x ${closed}. An ordinary user has no such trouble; nor has DATABASE_URL.`,
    );
  }
}

async function findUser(): Promise<SystemUser | undefined> {
  try {
    const [uid, gid] = await Promise.all([runToEnd('id', ['-u', 'postgres']), runToEnd('id', ['-g', 'postgres'])]);
    return { uid: Number(uid), gid: Number(gid) };
  } catch {
    return undefined;
  }
}

async function makeUser(): Promise<SystemUser> {
  try {
    await runToEnd('useradd', ['--system', '--user-group', '--no-create-home', '--shell', '/bin/false', 'postgres']);
  } catch (error) {
    throw noUser((error as Error).message);
  }
  const user = await findUser();
  if (user === undefined) throw noUser('it was made, but is not known');
  return user;
}

function noUser(why: string): Error {
  return stackProblem(
    'no-postgres-user',
    'embedded PostgreSQL',
    `it does not run as root, and the system user "postgres" could not be made (${why})`,
    'Start as an ordinary user, make that user yourself, or name a PostgreSQL 15 or newer in DATABASE_URL.',
  );
}

/** From the root down, the folders that one passes to get at `path`. */
function ancestors(path: string): string[] {
  const folder = dirname(resolve(path));
  return folder === dirname(folder) ? [folder] : [...ancestors(folder), folder];
}

function mayPass(folder: string, { uid, gid }: SystemUser): boolean {
  const found = statSync(folder, { throwIfNoEntry: false });
  if (found === undefined) return true; // we make it ourselves, open
  if (found.uid === uid) return (found.mode & 0o100) !== 0;
  return found.gid === gid ? (found.mode & 0o010) !== 0 : (found.mode & 0o001) !== 0;
}
