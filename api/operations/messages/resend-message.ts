import { defineDecision } from './decide.ts';

export const resendMessage = defineDecision(
  'resend',
  'resendMessage',
  'Send a message without an outcome again',
  `A worker makes another attempt, under the same id, within seconds. The customer may get it twice if the first attempt did
arrive. Suppression and consent are asked again. The run has gone on and gets no input.`,
);
