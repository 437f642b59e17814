import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { errorsOf } from '../../api/common-errors.ts';
import { components } from '../../api/components.ts';
import { problemAnswerSchema } from '../../api/define-error.ts';
import { describeApi } from '../../api/openapi.ts';
import { operations } from '../../api/operations/index.ts';

const file = path.join(__dirname, '../../docs/reference/openapi.json');
const validator = require.resolve('@seriousme/openapi-schema-validator/bin/validate-api-cli.js');

it('is what docs/reference/openapi.json says: npm run openapi writes it', () => {
  expect(JSON.parse(JSON.stringify(describeApi()))).toEqual(JSON.parse(readFileSync(file, 'utf8')));
});

it('is valid OpenAPI 3.1', () => {
  expect(describeApi().openapi).toBe('3.1.0');
  expect(JSON.parse(execFileSync(process.execPath, [validator, file], { encoding: 'utf8' }))).toEqual({ valid: true });
});

it('refers only to components that are there, and names none in vain', () => {
  const text = JSON.stringify(describeApi());
  const referred = new Set([...text.matchAll(/"#\/components\/schemas\/([^"]+)"/g)].map(([, name]) => name));
  expect([...referred].sort()).toEqual(components.map(({ name }) => name).sort());
});

it('describes every component, and says of no value that it is null and something else at once', () => {
  const schemas = Object.values(describeApi().components?.schemas ?? {});
  for (const schema of schemas) expect(schema).toMatchObject({ description: expect.stringMatching(/\w/) });
  expect(JSON.stringify(describeApi())).not.toMatch(/"allOf":\[\{"\$ref":"[^"]*"\},\{"type":\["\w+","null"\]/);
});

describe('the schemas accept their examples:', () => {
  it.each(operations.map((operation) => [operation.id, operation] as const))('%s', (_id, operation) => {
    const { body, answer } = operation;
    for (const { schema, examples } of [
      ...(body ? [{ ...body, schema: body.described ?? body.schema }] : []),
      answer,
    ]) {
      expect(Object.keys(examples)).not.toEqual([]);
      for (const { value } of Object.values(examples)) schema.parse(value);
    }
    for (const { status, code, example } of errorsOf(operation)) {
      expect(problemAnswerSchema.parse(example)).toMatchObject({ status, ...(code !== undefined && { code }) });
    }
  });

  it.each(components.map((component) => [component.name, component] as const))('%s', (_name, { schema, examples }) => {
    for (const example of examples ?? []) schema.parse(example);
  });
});
