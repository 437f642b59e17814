import { z } from 'zod';

/**
 * A schema's `safeParse` that is safe. Zod 4 checks the length of whatever has a `length`, also after it found the type to
 * be wrong, and throws a TypeError on `{"length": {"toString": 1}}`; it descends by recursion, too, and may overflow the
 * stack. Whatever is thrown is a finding about the value. Everything that strangers send is read by this.
 */
export function safeParse<Schema extends z.ZodType>(
  schema: Schema,
  value: unknown,
): z.ZodSafeParseResult<z.output<Schema>> {
  try {
    return schema.safeParse(value);
  } catch {
    const issue: z.core.$ZodIssue = { code: 'custom', path: [], message: 'can not be read', input: value };
    return { success: false, error: new z.ZodError([issue]) as z.ZodError<z.output<Schema>> };
  }
}
