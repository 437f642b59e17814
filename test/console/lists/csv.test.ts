import { csvOf } from '../../../console/src/lists/csv.ts';

it('quotes what holds commas, quotes or lines, and lets no spreadsheet take text for a formula', () => {
  const rows = [
    [2, 'a,b', 'say "no"'],
    [3, '=1+1', 'two\nlines'],
  ];
  expect(csvOf(['row', 'column', 'problem'], rows)).toBe(
    'row,column,problem\r\n2,"a,b","say ""no"""\r\n3,\'=1+1,"two\nlines"',
  );
});
