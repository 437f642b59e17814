/** What the API advises to its callers, and the command that does the same. The longer addresses come first. */
const commands: readonly (readonly [address: string, command: string])[] = [
  ['GET /v1/runs?userId=…', 'throughline runs --user <userId>'],
  ['GET /v1/runs/{id}', 'throughline run show <run>'],
  ['GET /v1/policies/{id}', 'throughline policy show <policy>'],
  ['GET /v1/messages/unknown', 'throughline messages unknown'],
  ['GET /v1/experiments', 'throughline experiments'],
  ['GET /v1/policies', 'throughline policies'],
  ['GET /v1/segments', 'throughline segments list'],
  ['GET /v1/imports', 'throughline import list'],
  ['GET /v1/tasks', 'throughline tasks'],
  ['GET /v1/users', 'throughline users list'],
  ['GET the run', 'throughline run show <run>'],
];

/** A remedy of the API in the words of the command line. */
export function asCommands(remedy: string): string {
  const found = commands.find(([address]) => remedy.includes(address));
  return found ? remedy.replace(found[0], `"${found[1]}"`) : remedy;
}
