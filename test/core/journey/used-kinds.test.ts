import { type KindFamily, kindFamilies } from '../../../core/journey/kinds.ts';
import { journeyKinds, usedKinds } from '../../../core/journey/used-kinds.ts';
import { channelKinds } from '../../../core/message/channel-kinds.ts';
import { welcome } from '../../support/journeys.ts';

const definition = welcome({ settle: '1 second', timeout: '1 hour' });
const kindsOf = (family: KindFamily) =>
  usedKinds(definition)
    .filter((use) => use.family === family)
    .map(({ kind }) => kind)
    .sort();

it('names every kind that a definition uses, each once and with its place', () => {
  expect(kindsOf('step type')).toEqual(['exit', 'send', 'wait', 'wait-for']);
  expect(kindsOf('entry')).toEqual(['event']);
  expect(kindsOf('exit')).toEqual(['event']);
  expect(kindsOf('input')).toEqual([
    'entry',
    'event',
    'job-deferred',
    'job-settled',
    'migrated',
    'operator-exit',
    'operator-skip',
    'superseded',
  ]);
  expect(kindsOf('job')).toEqual(['deliver']);
  expect(kindsOf('channel')).toEqual(['email']);
  expect(usedKinds(definition).find(({ kind }) => kind === 'wait')).toEqual({
    family: 'step type',
    kind: 'wait',
    where: 'steps.settle',
  });
});

it('finds every kind of a definition among those that this program knows', () => {
  const known = { ...journeyKinds, channel: Object.keys(channelKinds), job: ['deliver'] };
  for (const { family, kind } of usedKinds(definition)) expect(known[family]).toContain(kind);
  expect(Object.keys(known).sort()).toEqual([...kindFamilies].sort());
});
