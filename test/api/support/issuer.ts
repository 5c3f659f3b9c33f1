import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { exportJWK, type GenerateKeyPairResult, generateKeyPair, type JWK, type JWTPayload, SignJWT } from 'jose';

/** An identity provider on this machine: publishes keys, signs tokens, and can be out of reach. */
export interface Issuer {
  url: string;
  jwksUrl: string;
  /** How often keys were fetched. */
  fetched: number;
  /** How it answers instead; undefined: as it should. */
  trouble?: 'down' | 'garbage' | 'redirect' | 'impostor';
  /** Publishes a new key beside the others, and signs with it from now on. */
  rotate(): Promise<void>;
  /** Publishes the newest key only. */
  dropOld(): void;
  /** `claims` and `header` replace what a good token has; undefined leaves out. */
  sign(claims?: JWTPayload, header?: Record<string, unknown>): Promise<string>;
  close(): Promise<void>;
}

export const audience = 'training-subsidy-claims';

export async function openIssuer(): Promise<Issuer> {
  const published: JWK[] = [];
  let signing: { key: GenerateKeyPairResult['privateKey']; kid: string };
  const server = createServer((request, response) => {
    const say = (status: number, body: string, headers = {}) => response.writeHead(status, headers).end(body);
    if (issuer.trouble === 'down') return say(500, '');
    if (issuer.trouble === 'garbage') return say(200, '<html>');
    if (issuer.trouble === 'redirect' && request.url === '/jwks') return say(302, '', { Location: '/moved' });
    if (request.url === '/.well-known/openid-configuration') {
      const named = issuer.trouble === 'impostor' ? `${issuer.url}/` : issuer.url;
      return say(200, JSON.stringify({ issuer: named, jwks_uri: issuer.jwksUrl }));
    }
    issuer.fetched += 1;
    return say(200, JSON.stringify({ keys: published }));
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const issuer: Issuer = {
    url,
    jwksUrl: `${url}/jwks`,
    fetched: 0,
    async rotate() {
      const pair = await generateKeyPair('ES256', { extractable: true });
      const kid = `key-${published.length + 1}`;
      published.push({ ...(await exportJWK(pair.publicKey)), kid, use: 'sig', alg: 'ES256' });
      signing = { key: pair.privateKey, kid };
    },
    dropOld: () => void published.splice(0, published.length - 1),
    sign(claims = {}, header = {}) {
      const now = Math.floor(Date.now() / 1_000);
      const good = { iss: url, aud: audience, sub: 'zhang.wei', iat: now, exp: now + 3_600 };
      return new SignJWT({ ...good, role: 'auditor', ...claims })
        .setProtectedHeader({ alg: 'ES256', kid: signing.kid, ...header })
        .sign(signing.key, { crit: { tenant: true } });
    },
    close: () => new Promise((resolve) => server.close(() => resolve())),
  };
  await issuer.rotate();
  return issuer;
}
