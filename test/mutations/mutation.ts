/** The removal of one safeguard, and the test that fails without it. */
export interface Mutation {
  /** The moment that breaks designs without the safeguard. */
  readonly against: string;
  /** `with`: a piece of source that occurs once in the file. `without`: its replacement. */
  readonly edits: readonly { readonly file: string; readonly with: string; readonly without: string }[];
  /** `title`: a part of the test's full name. Tests under test/system run the build, so their edits must compile. */
  readonly test: { readonly file: string; readonly title: string };
}
