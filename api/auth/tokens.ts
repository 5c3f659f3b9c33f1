import { errors, type JWTPayload, type JWTVerifyGetKey, jwtVerify } from 'jose';
import { Problem } from '../../domain/problem.ts';
import { type Actor, actorOf, type ClaimNames } from './actor.ts';

export type { Actor } from './actor.ts';

export interface Tokens {
  /** @throws Problem `token-invalid`, or what the token lacks */
  verify(token: string): Promise<Actor>;
  /** Rehearsal only. */
  issue?(actor: Actor): Promise<string>;
}

/** Asymmetric ones only: with a public key as its secret, an HMAC could be made by anybody. */
const algorithms = ['RS256', 'RS384', 'RS512', 'PS256', 'PS384', 'PS512', 'ES256', 'ES384', 'ES512', 'EdDSA'];

/** How far the provider's clock may be from ours: servers with NTP are within a second, virtual machines that wake up within some more. */
const skewSeconds = 30;

/** A token of any provider is far below; longer ones are not even looked at. */
const mostBytes = 8 * 1024;

/** What tokens are checked against. */
export interface Expected {
  issuer: string;
  audience: string;
  names: ClaimNames;
}

export function verifier(keys: JWTVerifyGetKey, { issuer, audience, names }: Expected): Tokens['verify'] {
  const options = {
    ...{ issuer, audience, algorithms, clockTolerance: skewSeconds },
    requiredClaims: ['sub', 'exp'],
  };
  return async (token) => {
    if (token.length > mostBytes) throw new Problem('token-invalid');
    const { payload, protectedHeader } = await jwtVerify(token, keys, options).catch((error: unknown) => {
      throw error instanceof errors.JOSEError ? new Problem('token-invalid') : error;
    });
    // No extension is known here, so none that the issuer calls critical can be followed.
    if (protectedHeader.crit || isFromTheFuture(payload)) throw new Problem('token-invalid');
    return actorOf(payload, names);
  };
}

function isFromTheFuture({ iat }: JWTPayload): boolean {
  return iat !== undefined && !(iat <= Date.now() / 1_000 + skewSeconds);
}
