import { kindOfSchema, shapeOf } from '../../../../console/src/journey/edit/schema-kinds.ts';
import { stepTypes } from '../../../../core/journey/steps/index.ts';

const kindsOf = (type: string) =>
  Object.fromEntries(
    shapeOf(stepTypes.get(type)?.schema as never)
      .filter(([name]) => !['type', 'title', 'paths'].includes(name))
      .map(([name, schema]) => [name, kindOfSchema(schema, name).is]),
  );

describe('the form of a step', () => {
  it.each([...stepTypes.keys()])('has a field for each setting of %s', (type) => {
    const settings = shapeOf(stepTypes.get(type)?.schema as never);
    expect(settings.map(([name]) => name)).toEqual(expect.arrayContaining(['type', 'title', 'paths']));
    for (const [name, schema] of settings) expect(kindOfSchema(schema, name).is).toBeDefined();
  });

  it('has widgets for what people choose, and JSON for the rest', () => {
    expect(kindsOf('wait')).toMatchObject({ for: 'duration', until: 'object', ifPast: 'choice', jitter: 'duration' });
    expect(kindsOf('wait-for')).toEqual({ events: 'list', conditions: 'list', timeout: 'duration' });
    expect(kindsOf('send')).toMatchObject({ channels: 'texts', template: 'text', data: 'json', onlyIf: 'condition' });
    expect(kindsOf('loop')).toEqual({ most: 'number', until: 'condition' });
  });
});
