import { execFile } from 'node:child_process';
import path from 'node:path';
import { promisify } from 'node:util';

it('the reference pages say what the built schemas say, with a meaning for every setting', async () => {
  const script = path.join(__dirname, '../../scripts/write-reference.mjs');
  await promisify(execFile)(process.execPath, [script, '--check']); // fails with the pages that differ
});
