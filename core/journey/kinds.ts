/** The registries whose kinds a definition can use. A program knows the kinds that its own registries hold. */
export const kindFamilies = [
  'step type',
  'entry',
  'exit',
  'interrupt',
  'input',
  'job',
  'channel',
  'definition version',
] as const;
export type KindFamily = (typeof kindFamilies)[number];

/** Names of kinds, by family. */
export type Kinds = Readonly<Partial<Record<KindFamily, readonly string[]>>>;
