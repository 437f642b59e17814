import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { readRunsFlags, undoFlags } from '../../cli/runs-flags.ts';

const folder = mkdtempSync(path.join(tmpdir(), 'throughline-flags-'));
const mapFile = path.join(folder, 'map.json');
writeFileSync(mapFile, '{"trial": {"settle": "rest", "nudge": "hello"}}');
const problemOf = (flags: Parameters<typeof readRunsFlags>[0]) => {
  try {
    return readRunsFlags(flags, folder);
  } catch (error) {
    return (error as { problems: { where: string; problem: string }[] }).problems[0];
  }
};

it('says nothing of runs without a flag, and reads the act, the map and the reason', () => {
  expect(readRunsFlags({ map: [] }, folder)).toBeUndefined();
  expect(readRunsFlags({ runs: 'exit', reason: 'over' }, folder)).toEqual({ act: 'exit', reason: 'over' });
  expect(readRunsFlags({ runs: 'migrate', mapFile, map: ['trial/settle=:exit', 'other/a=b'] }, folder)).toEqual({
    act: 'migrate',
    maps: { trial: { settle: ':exit', nudge: 'hello' }, other: { a: 'b' } },
  });
});

it.each([
  ['a map without a migration', { map: ['a=b'] }, '--map', 'Only a migration has a map.'],
  ['a file without a migration', { runs: 'exit' as const, mapFile }, '--map-file', 'Only a migration has a map.'],
  [
    'a step without a target',
    { runs: 'migrate' as const, map: ['trial/settle'] },
    '--map',
    '"trial/settle" is no step with its target.',
  ],
  [
    'a file that is not there',
    { runs: 'migrate' as const, mapFile: path.join(folder, 'none.json') },
    '--map-file',
    'no such file',
  ],
  ['what can be no step', { runs: 'migrate' as const, map: ['trial/Settle=rest'] }, 'runs.maps.trial.Settle', ''],
  ['a reason without an act', { reason: 'over' }, 'runs.act', ''],
])('refuses %s, and says where', (_title, flags, where, problem) => {
  expect(problemOf(flags)).toMatchObject({ where, problem: expect.stringContaining(problem) });
});

it('says with which flags runs are taken back', () => {
  expect(undoFlags('trial', { act: 'migrate', maps: { trial: { settle: 'rest', nudge: ':exit' } } })).toBe(
    '--runs migrate --map trial/rest=settle',
  );
  expect(undoFlags('trial', { act: 'migrate' })).toBe('--runs migrate');
  expect(undoFlags('trial', { act: 'exit' })).toBeUndefined();
});
