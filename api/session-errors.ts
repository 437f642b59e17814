import { type Right, rightInWords, rolesWith } from '../core/access/rights.ts';
import { defineError } from './define-error.ts';

/** Errors of operations of people. */

export const sessionOver = defineError({
  status: 401,
  code: 'session-over',
  when: 'the session of the cookie is unknown, over, or was ended',
  text: () => ({
    where: 'session',
    problem: 'you are not signed in any more',
    remedy: 'Sign in again. What you wrote is kept on the page.',
  }),
  example: [],
});

export const requestForged = defineError({
  status: 403,
  code: 'request-forged',
  when: 'a cookie is to change something, and no page of the console sent it',
  text: () => ({
    where: 'X-Throughline',
    problem: 'the request does not come from a page of the console',
    remedy:
      'A program sends an admin key as Authorization. The console sends "X-Throughline: console" from its own origin.',
  }),
  example: [],
});

/** Of every operation of people: admin keys have all rights. */
export const rightMissing = (right: Right) =>
  defineError({
    status: 403,
    code: 'right-missing',
    when: `the person who is signed in lacks the right "${right}"`,
    text: () => ({
      where: 'session',
      problem: `this needs the right "${right}" (${rightInWords[right]}), which you do not have`,
      remedy: `Ask an administrator for a role that has it: ${rolesWith(right).join(', ')}.`,
    }),
    example: [],
  });
