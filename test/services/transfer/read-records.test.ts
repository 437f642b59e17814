import { mkdtempSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { readRecords } from '../../../services/transfer/read-records.ts';

async function read(csv: string) {
  const file = path.join(mkdtempSync(path.join(os.tmpdir(), 'records-')), 'a.csv');
  writeFileSync(file, csv);
  const found = [];
  for await (const each of readRecords(file, () => {})) found.push(each);
  return found;
}

it('reads quoted fields, line breaks in them, and quotes written twice', async () => {
  expect(await read('\uFEFFid, name \r\n1,"Ann ""A"" B"\r\n\r\n2,"two\r\nlines"\r\n3,\r\n')).toEqual([
    { row: 2, record: { id: '1', name: 'Ann "A" B' } },
    { row: 3, record: { id: '2', name: 'two\nlines' } },
    { row: 4, record: { id: '3', name: '' } },
  ]);
});

it('a quote that does not end costs its own line alone, and says which one it is', async () => {
  expect(await read('id,name\n1,Ann\n2,"Bea\n3,"Cy"\n4,5" pipe\n5,Eve\n')).toEqual([
    { row: 2, record: { id: '1', name: 'Ann' } },
    { row: 3, record: undefined, line: 3 },
    { row: 4, record: { id: '3', name: 'Cy' } },
    { row: 5, record: undefined, line: 5 },
    { row: 6, record: { id: '5', name: 'Eve' } },
  ]);
});
