import type { Mutation } from './mutation.ts';

const eventFile = 'services/intake/event.ts';
const eventTest = 'test/services/intake/event.test.ts';
const hostileTest = 'test/api/hostile.test.ts';

/** Calls as strangers send them: a bad one harms only itself. */
export const calls: readonly Mutation[] = [
  {
    against: 'an id that PostgreSQL stores otherwise than JavaScript compares it',
    edits: [{ file: eventFile, with: "if (typeof id === 'string' && !isStorable(id)) {", without: 'if (false) {' }],
    test: { file: eventTest, title: 'half a character in a userId' },
  },
  {
    against: 'a numeric id by which two people are one',
    edits: [
      {
        file: eventFile,
        with: "if (typeof id === 'number' && Number.isInteger(id) && !Number.isSafeInteger(id)) {",
        without: 'if (false) {',
      },
    ],
    test: { file: eventTest, title: 'a numeric id by which two people would be one' },
  },
  {
    against: 'text in properties that jsonb refuses',
    edits: [
      {
        file: 'core/base/storable.ts',
        with: "if (typeof value === 'string') return toStorable(value);",
        without: "if (typeof value === 'string') return value;",
      },
    ],
    test: { file: 'test/services/intake/stored.test.ts', title: 'reads it back equal' },
  },
  {
    against: 'the property name __proto__, which vanishes',
    edits: [
      {
        file: 'core/base/storable.ts',
        with: 'Object.defineProperty(copy, toStorable(name), {',
        without: "if (name !== '__proto__') Object.defineProperty(copy, toStorable(name), {",
      },
    ],
    test: { file: eventTest, title: 'keeps the name __proto__' },
  },
  {
    against: 'an odd shape, by which the schema library throws',
    edits: [
      {
        file: 'core/base/safe-parse.ts',
        with: '  } catch {\n',
        without: '  } catch (thrown) {\n    if (path.length === 0) throw thrown;\n',
      },
      { file: 'core/base/safe-parse.ts', with: '  try {\n', without: '  const path: string[] = [];\n  try {\n' },
    ],
    test: { file: hostileTest, title: 'an odd shape for the list of journeys' },
  },
  {
    against: 'deep nesting beside a good call',
    edits: [
      {
        file: eventFile,
        with: 'const found = jsonTooLarge(call, limits, where);',
        without: 'const found = undefined as Problem | undefined;',
      },
      {
        file: eventFile,
        with: '  } catch {\n',
        without: '  } catch (thrown) {\n    if (call !== thrown) throw thrown;\n',
      },
    ],
    test: { file: hostileTest, title: '2,000 levels' },
  },
  {
    against: 'a time that JavaScript holds and PostgreSQL does not',
    edits: [
      {
        file: 'core/customer/event-time.ts',
        with: 'if (at < earliestTime) return',
        without: 'if (Number.isNaN(at)) return',
      },
    ],
    test: { file: 'test/core/customer/event-time.test.ts', title: 'moves it before all times' },
  },
  {
    against: 'a key that is longer than an index holds',
    edits: [
      {
        file: 'core/journey/match-trigger.ts',
        with: 'isLongerThan(value, mostKeyCharacters) ||',
        without: '',
      },
    ],
    test: { file: 'test/services/intake/accept.test.ts', title: 'opens no run by a key of 3,000 characters' },
  },
  {
    against: 'two keys that become one when their text is mended',
    edits: [{ file: 'core/journey/match-trigger.ts', with: " || value.includes('\\uFFFD')", without: '' }],
    test: { file: 'test/services/intake/accept.test.ts', title: 'opens no run by a key of what was no text' },
  },
];
