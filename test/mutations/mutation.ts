/** A cure in the code, and the test that shows it. */
export interface Cure {
  /** The moment that breaks designs without it. */
  readonly against: string;
  /** Each names a piece of source that stands there once, and what stands there without the cure. */
  readonly edits: readonly { readonly file: string; readonly with: string; readonly without: string }[];
  /** `title`: a part of the test's full name. Tests under test/whole run the build, so their edits must compile. */
  readonly test: { readonly file: string; readonly title: string };
}
