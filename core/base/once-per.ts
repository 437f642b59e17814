/**
 * A function that computes its answer once for each object, and forgets it with the object. For objects that never change:
 * definitions, conditions, pools of connections.
 */
export function oncePer<Key extends object, Value>(compute: (key: Key) => Value): (key: Key) => Value {
  const answers = new WeakMap<Key, { readonly value: Value }>();
  return (key) => {
    const known = answers.get(key) ?? { value: compute(key) };
    answers.set(key, known);
    return known.value;
  };
}
