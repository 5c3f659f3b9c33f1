import { randomUUID } from 'node:crypto';
import { createLocalJWKSet, exportJWK, generateKeyPair, importJWK, type JWK, SignJWT } from 'jose';
import { settingOrFirst } from '../../db/intake/settings.ts';
import type { Queryable } from '../../db/pool.ts';
import { ownNames } from './actor.ts';
import { type Tokens, verifier } from './tokens.ts';

const issuer = 'rehearsal';

/** The rehearsal's own issuer. Its key pair lives in the database, so tokens outlive a restart and end with the rehearsal. */
export async function rehearsalTokens(db: Queryable, { jwtAudience }: { jwtAudience: string }): Promise<Tokens> {
  const pair = await generateKeyPair('ES256', { extractable: true });
  const stored = await settingOrFirst<JWK>(db, 'token-issuer', { ...(await exportJWK(pair.privateKey)), alg: 'ES256' });
  const { d: _secret, ...publicJwk } = stored;
  const key = await importJWK(stored, 'ES256');
  return {
    verify: verifier(createLocalJWKSet({ keys: [publicJwk as JWK] }), {
      ...{ issuer, audience: jwtAudience, names: ownNames },
    }),
    issue: ({ subject, ...claims }) =>
      new SignJWT({ ...claims })
        .setProtectedHeader({ alg: 'ES256' })
        .setIssuer(issuer)
        .setAudience(jwtAudience)
        .setSubject(subject)
        // Of two tokens of one second each is ended by itself.
        .setJti(randomUUID())
        .setIssuedAt()
        .setExpirationTime('30d')
        .sign(key),
  };
}
