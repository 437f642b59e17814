import { defineDecision } from './decide.ts';

export const acceptMessage = defineDecision(
  'accept',
  'acceptMessage',
  'Take a message without an outcome as sent',
  'For one that the provider is known to have taken. It is shown as accepted and never sent again.',
);
