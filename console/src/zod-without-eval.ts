/**
 * Zod compiles schemas by `new Function` where it may. The policy of the pages forbids that, and reports even the attempt.
 * Zod reads this before its first schema, so it stands before everything that imports zod.
 */
Object.assign(globalThis, { __zod_globalConfig: { jitless: true } });
