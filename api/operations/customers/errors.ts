import { defineError } from '../../define-error.ts';

export const sameCustomer = defineError({
  status: 409,
  code: 'same-customer',
  when: 'both names mean one customer',
  text: (id: string) => ({
    where: 'body.from',
    problem: `both are customer ${id} already`,
    remedy: 'Nothing is left to join.',
  }),
  example: ['01a2042f-b4e2-72fe-95bd-718adb295762'],
});

export const tooManyIdentities = defineError({
  status: 409,
  code: 'too-many-identities',
  when: 'the two have more identities together than one customer may have',
  text: (most: number) => ({
    where: 'body.from',
    problem: `together they would have more than ${most} identities`,
    remedy: 'Look for an id that many people share: the two are hardly one person.',
  }),
  example: [500],
});
