import { defineVersions } from '../../../base/versions.ts';
import { defineInput } from './input-type.ts';

/** customer-changed: traits have changed that a condition of the journey looks at. The facts of the turn say what they now are. */
export interface CustomerChangedInput {
  readonly seq: number;
  readonly kind: 'customer-changed';
  /** Their names, which the definition names too; never a value. */
  readonly traits: readonly string[];
}

export const customerChanged = defineInput<CustomerChangedInput>({
  kind: 'customer-changed',
  body: defineVersions({ what: 'customer-changed input' }),
  take() {}, // conditions are looked at after every input
});
