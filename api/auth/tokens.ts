import {
  createLocalJWKSet,
  createRemoteJWKSet,
  exportJWK,
  generateKeyPair,
  importJWK,
  type JWK,
  type JWTVerifyGetKey,
  jwtVerify,
  SignJWT,
} from 'jose';
import { settingOrFirst } from '../../db/intake/settings.ts';
import type { Queryable } from '../../db/pool.ts';
import { Problem } from '../../domain/problem.ts';
import { type Role, roles } from './access.ts';

/** The acting person as their token says. */
export interface Actor {
  subject: string;
  role: Role;
  jurisdiction?: string;
  /** Unified social credit code of the enterprise or institution they act for. */
  uscc?: string;
}

export interface TokenSettings {
  jwtIssuer?: string;
  jwtAudience: string;
  jwtJwksUrl?: string;
}

export interface Tokens {
  /** @throws Problem `token-invalid` */
  verify(token: string): Promise<Actor>;
  /** Rehearsal only. */
  issue?(actor: Actor): Promise<string>;
}

const algorithms = ['RS256', 'RS384', 'RS512', 'PS256', 'PS384', 'PS512', 'ES256', 'ES384', 'ES512', 'EdDSA'];

/** Tokens of the authority's identity provider, whose public keys are fetched from `JWT_JWKS_URL` and cached. */
export function providerTokens(settings: TokenSettings): Tokens {
  if (!settings.jwtIssuer || !settings.jwtJwksUrl) throw new Error('JWT_ISSUER and JWT_JWKS_URL must be set');
  const keys = createRemoteJWKSet(new URL(settings.jwtJwksUrl), { timeoutDuration: 5_000 });
  return { verify: verifier(keys, settings.jwtIssuer, settings.jwtAudience) };
}

const rehearsalIssuer = 'rehearsal';

/** The rehearsal's own issuer. Its key pair lives in the database, so tokens outlive a restart and end with the rehearsal. */
export async function rehearsalTokens(db: Queryable, settings: TokenSettings): Promise<Tokens> {
  const pair = await generateKeyPair('ES256', { extractable: true });
  const stored = await settingOrFirst<JWK>(db, 'token-issuer', { ...(await exportJWK(pair.privateKey)), alg: 'ES256' });
  const { d: _secret, ...publicJwk } = stored;
  const key = await importJWK(stored, 'ES256');
  return {
    verify: verifier(createLocalJWKSet({ keys: [publicJwk as JWK] }), rehearsalIssuer, settings.jwtAudience),
    issue: ({ subject, ...claims }) =>
      new SignJWT({ ...claims })
        .setProtectedHeader({ alg: 'ES256' })
        .setIssuer(rehearsalIssuer)
        .setAudience(settings.jwtAudience)
        .setSubject(subject)
        .setIssuedAt()
        .setExpirationTime('30d')
        .sign(key),
  };
}

function verifier(keys: JWTVerifyGetKey, issuer: string, audience: string): Tokens['verify'] {
  return async (token) => {
    const payload = await jwtVerify(token, keys, { issuer, audience, algorithms, requiredClaims: ['sub', 'exp'] }).then(
      (verified) => verified.payload,
      (error: { code?: string }) => {
        // The provider being out of reach is our failure, not the caller's.
        if (['ERR_JWKS_TIMEOUT', 'ERR_JOSE_GENERIC'].includes(error.code ?? '') || error instanceof TypeError) {
          throw new Problem('service-unavailable');
        }
        throw new Problem('token-invalid');
      },
    );
    const { sub, role, jurisdiction, uscc } = payload;
    if (!sub || !roles.includes(role as Role)) throw new Problem('token-invalid');
    return { subject: sub, role: role as Role, ...optional({ jurisdiction, uscc }) };
  };
}

function optional(claims: Record<string, unknown>): { jurisdiction?: string; uscc?: string } {
  return Object.fromEntries(Object.entries(claims).filter(([, value]) => typeof value === 'string'));
}
