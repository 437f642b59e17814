/** The sentences of "Try it". */
export const wordsOfTry = {
  notRight: 'Fix what the publish check says first: then a made-up customer can walk through the draft.',
  decides: 'This draft decides by a policy, which stories in TypeScript can give it. It can not be tried here yet.',
  customer: 'A made-up customer',
  traits: 'Traits',
  traitsHelp: 'As JSON. They are nobody, and nothing leaves.',
  begin: 'Begin',
  again: 'Begin again',
  happens: 'What happens',
  event: 'Event',
  properties: 'Properties',
  does: 'It happens',
  skip: (duration: string) => `+ ${duration}`,
  now: (moment: string) => `Where they are, ${moment.slice(0, 16).replace('T', ' ')} UTC`,
  notEntered: 'They have not entered. Let the event happen that the entry names.',
  stands: (steps: string) => `They wait at ${steps}.`,
  ended: (reason: string) => `The run has ended: ${reason}.`,
  visit: (step: string, at: string, path: string | undefined) =>
    `${at.slice(0, 16).replace('T', ' ')} ${step}${path === undefined ? '' : `, left by ${path}`}`,
  message: (channel: string, template: string, result: string, rule: string | undefined) =>
    `${channel} ${template}: ${result}${rule === undefined ? '' : ` (${rule})`}`,
  opens: 'They open it',
  clicks: 'They click in it',
  answers: (step: string, choice: string) => `${step} is answered: ${choice}`,
  noObject: 'Write a JSON object: { "email": "ann@example.com" }.',
  keep: 'Keep as test',
  keepHelp: 'The same walk as a story, which plays with every change of the journey:',
};
