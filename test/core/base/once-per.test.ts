import { oncePer } from '../../../core/base/once-per.ts';

it('computes an answer once for each object, whatever the answer is', () => {
  const asked: object[] = [];
  const isNamed = oncePer((key: { readonly name?: string }) => {
    asked.push(key);
    return key.name;
  });
  const [ann, nobody] = [{ name: 'Ann' }, {}];
  expect([isNamed(ann), isNamed(ann), isNamed(nobody), isNamed(nobody)]).toEqual(['Ann', 'Ann', undefined, undefined]);
  expect(asked).toEqual([ann, nobody]);
});
