import { type Refusal, refuses } from './support/spoiled-definition.ts';

const refused: readonly Refusal[] = [
  [
    'an unknown member',
    'unknown-member',
    'steps.nudge.tempate',
    /Did you mean "template"\?/,
    ({ steps }) => {
      steps.nudge.tempate = 'x';
    },
  ],
  [
    'an unknown member of the frame',
    'unknown-member',
    'reentrance',
    /Did you mean "reentry"\?|Known are/,
    (json) => {
      json.reentrance = 'never';
    },
  ],
  [
    'an unknown member of a rule',
    'unknown-member',
    'entry[0].where.rules[0].operater',
    /Did you mean "operator"\?/,
    ({ entry }) => {
      entry[0].where.rules[0].operater = '=';
    },
  ],
  [
    'a missing member',
    'invalid-type',
    'steps.nudge.template',
    /It is missing\. Give a text or \{ref\}\./,
    ({ steps }) => {
      delete steps.nudge.template;
    },
  ],
  [
    'a member of the wrong kind',
    'invalid-type',
    'steps.nudge.channels',
    /It is a text\. Give a list or \{ref\}\./,
    ({ steps }) => {
      steps.nudge.channels = 'email';
    },
  ],
  [
    'a value that is none of the known',
    'invalid-value',
    'purpose',
    /"marketng" is not one .* Did you mean "marketing"\?/,
    (json) => {
      json.purpose = 'marketng';
    },
  ],
  [
    'an unknown operator',
    'invalid-value',
    'entry[0].where.rules[0].operator',
    /"=>" is not one of the known values/,
    ({ entry }) => {
      entry[0].where.rules[0].operator = '=>';
    },
  ],
  [
    'an event name that is nothing but white space',
    'too-small',
    'entry[0].event',
    /At least 1 characters/,
    ({ entry }) => {
      entry[0].event = ' \t';
    },
  ],
  [
    'a re-entry of no known kind',
    'invalid-value',
    'reentry',
    /Known are: never, always or \{after\}\./,
    (json) => {
      json.reentry = 'sometimes';
    },
  ],
  [
    'an entry of no known kind',
    'invalid-value',
    'entry[0].on',
    /"segment" is not one of the known values\. Known are: event, api, hand, hand-off, schedule or date\./,
    ({ entry }) => {
      entry[0].on = 'segment';
    },
  ],
  [
    'an id that is no id',
    'invalid-format',
    'id',
    /must be kebab-case/,
    (json) => {
      json.id = 'Abandoned Cart';
    },
  ],
  [
    'a step id that is no id',
    'bad-name',
    'steps.Big',
    /must be kebab-case/,
    ({ steps }) => {
      steps.Big = steps.big;
    },
  ],
  [
    'a duration that is none',
    'bad-value',
    'steps.settle.for',
    /"1 hour" is no ISO 8601 duration/,
    ({ steps }) => {
      steps.settle.for = '1 hour';
    },
  ],
  [
    'no entry',
    'too-small',
    'entry',
    /At least 1 items/,
    (json) => {
      json.entry = [];
    },
  ],
  [
    'an unknown step type',
    'unknown-step-type',
    'steps.settle.type',
    /Did you mean "wait"\?/,
    ({ steps }) => {
      steps.settle.type = 'wiat';
    },
  ],
  [
    'a step type with a hostile name',
    'unknown-step-type',
    'steps.settle.type',
    /Known are/,
    ({ steps }) => {
      steps.settle.type = 'constructor';
    },
  ],
  [
    'something that is no object',
    'invalid-type',
    'steps',
    /Give an object/,
    (json) => {
      json.steps = [];
    },
  ],
];

describe('publishing refuses', () => refuses(refused));
