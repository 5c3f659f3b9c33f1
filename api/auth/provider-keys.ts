import { createLocalJWKSet, errors, type JSONWebKeySet, type JWTVerifyGetKey } from 'jose';
import { Problem } from '../../domain/problem.ts';

const minute = 60_000;
/** So long a key lives on after the provider has dropped it. */
const freshMs = 10 * minute;
/** While the provider is out of reach its last keys go on for so long, and no longer. */
const usableMs = 24 * 60 * minute;
/** The provider is not asked more often, whatever keys callers name. */
const cooldownMs = minute / 2;

/**
 * The provider's public keys. They are fetched again when they are old and when a token names one that is not there: a new key works at
 * once, an old one until the provider drops it. @throws Problem `service-unavailable` when the provider had to be asked and does not answer
 */
export function providerKeys(
  fetchKeys: () => Promise<JSONWebKeySet>,
  onTrouble: (error: unknown) => void,
): JWTVerifyGetKey {
  let known: { find: JWTVerifyGetKey; at: number } | undefined;
  let askedAt = Number.NEGATIVE_INFINITY;
  let asking: Promise<void> | undefined;
  const isYounger = (at: number | undefined, ms: number) => at !== undefined && Date.now() < at + ms;

  const ask = () => {
    askedAt = Date.now();
    asking ??= fetchKeys()
      .then((keys) => {
        known = { find: createLocalJWKSet(keys), at: Date.now() };
      })
      .finally(() => {
        asking = undefined;
      });
    return asking;
  };
  /** Unless it was asked a moment ago: then what came of it stands. */
  const refresh = async () => {
    if (asking || !known || !isYounger(askedAt, cooldownMs)) await ask().catch(onTrouble);
    if (!known || !isYounger(known.at, usableMs)) throw new Problem('service-unavailable');
    return known;
  };

  return async (header, token) => {
    const keys = known && isYounger(known.at, freshMs) ? known : await refresh();
    try {
      return await keys.find(header, token);
    } catch (error) {
      if (!(error instanceof errors.JWKSNoMatchingKey)) throw error;
    }
    const { find, at } = await refresh();
    // Whether the provider has this key is not known as long as it does not say.
    if (at < askedAt) throw new Problem('service-unavailable');
    return find(header, token);
  };
}
