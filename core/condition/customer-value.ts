import type { Json } from '../base/canonical-json.ts';

/**
 * What is computed of a customer's purchases: `customer.value.<name>`. It is kept with the traits, under a name that no call can set, so
 * all that reads, watches or compares traits does so with it.
 */
export const valueTrait = '$value';

export const customerValueNames = ['alive', 'buys90', 'order', 'clv365', 'rfm', 'stage', 'purchases', 'spent'] as const;
export type CustomerValueName = (typeof customerValueNames)[number];

export const customerValueWords: Readonly<Record<CustomerValueName, string>> = {
  alive: 'chance to buy ever again',
  buys90: 'purchases expected in 90 days',
  order: 'expected money of a purchase',
  clv365: 'money expected in a year',
  rfm: 'fifths of recency, frequency and money',
  stage: 'stage as a buyer',
  purchases: 'days with a purchase',
  spent: 'money of all purchases',
};

export function isCustomerValueName(name: string | undefined): name is CustomerValueName {
  return customerValueNames.some((each) => each === name);
}

/** Without what is computed: what calls said. */
export function withoutValue<Traits extends { readonly [name: string]: unknown }>(traits: Traits): Traits {
  if (!Object.hasOwn(traits, valueTrait)) return traits;
  const { [valueTrait]: _value, ...others } = traits;
  return others as unknown as Traits;
}

/** What is computed alone. */
export function valueIn(traits: { readonly [name: string]: Json }): { readonly [name: string]: Json } | undefined {
  const value = Object.hasOwn(traits, valueTrait) ? traits[valueTrait] : undefined;
  return value !== null && typeof value === 'object' && !Array.isArray(value)
    ? (value as { readonly [name: string]: Json })
    : undefined;
}
