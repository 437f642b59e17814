import type { Json } from '../../core/base/canonical-json.ts';
import type { Problem } from '../../core/base/problem.ts';
import { isLongerThan, isStorable } from '../../core/base/storable.ts';
import { ANONYMOUS_ID, type Identity, kindOf, normalizeIdentity, USER_ID } from '../../core/customer/identity.ts';
import { isPlaceholder } from '../../core/customer/placeholders.ts';
import { type Call, limits } from './call-schema.ts';

/** By what a call names its customer. */
interface CallIds {
  readonly userId: string | undefined;
  readonly anonymousId: string | undefined;
  readonly identities: readonly Identity[];
  readonly previousId: string | undefined;
  /** Something names the customer. */
  readonly isSomebody: boolean;
  /** Why the last id that the call had was not taken. */
  readonly refused: Problem | undefined;
}

/**
 * Reads a call's ids. A placeholder is no id: the call keeps its other ids, and is refused where it has none. A browser
 * key may name by userId and anonymousId only, for everybody knows other people's addresses.
 */
export function readIds(call: Call, byBrowserKey: boolean, flags: Problem[]): CallIds {
  let refused: Problem | undefined;
  const refuse = (problem: Problem, isQuiet = false) => {
    if (!isQuiet) flags.push(problem);
    refused = problem;
    return undefined;
  };
  const idOf = (name: string, value: string | null | undefined): string | undefined => {
    if (!value) return undefined;
    return isPlaceholder(value) ? refuse(placeholder(name)) : value;
  };
  const userId = idOf('userId', call.userId);
  const anonymousId = idOf('anonymousId', call.anonymousId);
  const previousId = call.type === 'alias' ? idOf('previousId', call.previousId) : undefined;
  const named = [...ownIdentities(call), ...externalIds(call.context)].slice(0, limits.identities);
  const identities = new Map<string, Identity>();
  let personId = userId;
  let deviceId = anonymousId;
  for (const { kind, value, where, isQuiet } of named) {
    const text = idOf(where, value);
    if (text === undefined) continue;
    if (kind === USER_ID) personId ??= text;
    else if (kind === ANONYMOUS_ID) deviceId ??= text;
    else if (byBrowserKey) refuse(needsServerKey(where), isQuiet);
    else {
      const normal = normalizeIdentity(kind, text);
      if (normal === undefined) refuse(unfitIdentity(where));
      else if (!identities.has(kind)) identities.set(kind, { kind, value: normal });
    }
  }
  const isSomebody = personId !== undefined || deviceId !== undefined || identities.size > 0;
  return {
    userId: personId,
    anonymousId: deviceId,
    identities: [...identities.values()],
    previousId,
    isSomebody,
    refused,
  };
}

interface Named extends Identity {
  readonly where: string;
  /** SDKs put ids there that are not meant for us. */
  readonly isQuiet?: true;
}

function ownIdentities({ identities }: Call): Named[] {
  return Object.entries(identities ?? {}).flatMap(([kind, value]) =>
    value ? [{ kind: kindOf(kind), value, where: `identities.${kind}` }] : [],
  );
}

/** Segment's `context.externalIds` and RudderStack's `context.externalId`: lists of {id, type}. */
function externalIds(context: Call['context']): Named[] {
  return ['externalIds', 'externalId'].flatMap((member) => {
    const list = context?.[member];
    if (!Array.isArray(list)) return [];
    return list.flatMap((each: Json, index) => {
      if (each === null || typeof each !== 'object' || Array.isArray(each)) return [];
      const { id, type } = each as { readonly [name: string]: Json };
      const value = typeof id === 'number' ? String(id) : id;
      if (typeof value !== 'string' || typeof type !== 'string') return [];
      if (!isStorable(value) || !isStorable(type) || isLongerThan(value, limits.id)) return [];
      return [
        { kind: kindOf(type), value: value.trim(), where: `context.${member}[${index}]`, isQuiet: true as const },
      ];
    });
  });
}

const placeholder = (where: string): Problem => ({
  code: 'id-placeholder',
  where,
  problem: `the ${where} is a placeholder, which many people would share`,
  remedy: 'Leave the id out where there is none; look at the code that fills it in.',
  severity: 'warning',
});

const needsServerKey = (where: string): Problem => ({
  code: 'needs-server-key',
  where,
  problem: `a browser key names nobody by ${where}, since others may know it`,
  remedy: 'Send this from your server, with a server key.',
  severity: 'warning',
});

const unfitIdentity = (where: string): Problem => ({
  code: 'identity-unfit',
  where,
  problem: `the ${where} is no value of its kind`,
  remedy: 'Send an e-mail address as name@domain, and a phone number as digits with the country: +49171123456.',
  severity: 'warning',
});
