import { defineError } from '../../define-error.ts';

export const pushUnavailable = defineError({
  status: 404,
  code: 'not-found',
  when: "the workspace's configuration has no web push, or its private key is not set here",
  text: (problem: string) => ({
    where: 'workspace.push',
    problem,
    remedy: 'Declare the section "push", publish it, and set its private key: "throughline keys web-push" makes one.',
  }),
  example: ['the workspace\'s configuration has no section "push"'],
});
