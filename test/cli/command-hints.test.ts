import { asCommands } from '../../cli/command-hints.ts';

it.each([
  [
    'GET /v1/runs?userId=… lists the runs of a customer.',
    '"throughline runs --user <userId>" lists the runs of a customer.',
  ],
  ['GET /v1/policies/{id} lists the candidates.', '"throughline policy show <policy>" lists the candidates.'],
  ['GET /v1/policies lists them.', '"throughline policies" lists them.'],
  ['Look at the log of the API.', 'Look at the log of the API.'],
])('says %s in the words of the command line', (remedy, said) => {
  expect(asCommands(remedy)).toBe(said);
});
