import { randomBytes } from 'node:crypto';
import { existsSync, mkdirSync, readdirSync, unlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { prepareTemporal } from '../../worker/prepare-temporal.ts';
import { addressOf, serversFolder } from './addresses.ts';

/** A Temporal namespace of the caller's own: one made ahead, or else one made now (a second). */
export async function takeNamespace(): Promise<string> {
  const address = await addressOf('temporal');
  for (const name of readPool()) {
    try {
      unlinkSync(path.join(poolFolder(), name)); // the one that deletes the file has the namespace
      return name;
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== 'ENOENT') throw error;
    }
  }
  return makeNamespace(address);
}

/** As many as there are test files that take one. A namespace is mostly waiting, so all are made at once. */
const NAMESPACES = 16;

export async function fillPool(): Promise<void> {
  mkdirSync(poolFolder(), { recursive: true });
  const address = await addressOf('temporal');
  await Promise.all(
    Array.from({ length: NAMESPACES }, async () => {
      const name = await makeNamespace(address);
      writeFileSync(path.join(poolFolder(), name), '');
    }),
  );
}

async function makeNamespace(address: string): Promise<string> {
  const namespace = `test-${randomBytes(4).toString('hex')}`;
  await prepareTemporal({ address, namespace });
  return namespace;
}

/** One empty file a namespace. */
const poolFolder = () => path.join(process.env[serversFolder] ?? tmpdir(), 'namespaces');
const readPool = () => (existsSync(poolFolder()) ? readdirSync(poolFolder()) : []);
