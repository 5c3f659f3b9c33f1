import { findApiKey, noteUse } from '../../db/intake/api-keys.ts';
import { asSystem } from '../../db/scope.ts';
import { localDateOf } from '../../domain/calendar/date.ts';
import { instantToMs } from '../../domain/calendar/instant.ts';
import { Problem } from '../../domain/problem.ts';
import type { Deps } from '../deps.ts';
import type { KeyScope } from './access.ts';
import type { Actor } from './actor.ts';
import { idOfKey, isKey, keyPrefix } from './api-key.ts';

/**
 * Who calls: a person by a token of the provider, or an enterprise's own system by a key. A key acts under its own number for its claimant, and
 * never as an official. @throws Problem `token-invalid`, `api-key-invalid`, or what a token lacks
 */
export async function callerOf(deps: Pick<Deps, 'pool' | 'clock' | 'tokens'>, bearer: string): Promise<Actor> {
  // Whose a key is, and so the scope, is known only when it was found.
  if (bearer.startsWith(keyPrefix)) return asSystem(() => ofKey(deps, bearer));
  const actor = await deps.tokens.verify(bearer);
  // What a key does is written under its number: nobody else may be called like one.
  if (actor.subject.startsWith(keyPrefix)) throw new Problem('token-invalid');
  return actor;
}

async function ofKey({ pool, clock }: Pick<Deps, 'pool' | 'clock'>, bearer: string): Promise<Actor> {
  const id = idOfKey(bearer);
  const key = id && (await findApiKey(pool, id));
  if (!key || !isKey(bearer, key.sha256)) throw new Problem('api-key-invalid');
  const now = await clock.now();
  if (key.revoked_at || now >= instantToMs(key.expires_at)) throw new Problem('api-key-invalid');
  await noteUse(pool, key.id, localDateOf(now));
  const { claimant_kind: role, claimant: uscc, scopes } = key;
  return { subject: key.id, role, uscc, scopes: scopes as KeyScope[] };
}
