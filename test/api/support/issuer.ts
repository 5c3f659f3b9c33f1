import { randomUUID } from 'node:crypto';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { exportJWK, type GenerateKeyPairResult, generateKeyPair, type JWK, type JWTPayload, SignJWT } from 'jose';
import { type Spoiled, signInEndpoints } from './sign-in.ts';

/** An identity provider on this machine: publishes keys, signs tokens, and can be out of reach. */
export interface Issuer {
  url: string;
  jwksUrl: string;
  /** How often keys were fetched. */
  fetched: number;
  /** How it answers instead; undefined: as it should. */
  trouble?: 'down' | 'garbage' | 'redirect' | 'impostor' | 'stranger';
  /** Who signs in at it with a browser: what their tokens carry. */
  person: JWTPayload;
  /** How what it answers to browsers and pages is spoiled. */
  spoiled: Spoiled;
  /** Publishes a new key beside the others, and signs with it from now on. */
  rotate(): Promise<void>;
  /** Publishes the newest key only. */
  dropOld(): void;
  /** `claims` and `header` replace what a good token has; undefined leaves out. */
  sign(claims?: JWTPayload, header?: Record<string, unknown>): Promise<string>;
  close(): Promise<void>;
}

export const audience = 'training-subsidy-claims';

const json = { 'Content-Type': 'application/json' };

export async function openIssuer(): Promise<Issuer> {
  const published: JWK[] = [];
  let signing: { key: GenerateKeyPairResult['privateKey']; kid: string };
  const server = createServer(async (request, response) => {
    const say = (status: number, body: string, headers = {}) => response.writeHead(status, headers).end(body);
    if (issuer.trouble === 'down') return say(500, '');
    if (issuer.trouble === 'garbage') return say(200, '<html>');
    if (issuer.trouble === 'redirect' && request.url === '/jwks') return say(302, '', { Location: '/moved' });
    if (request.url === '/.well-known/openid-configuration') {
      const names = { impostor: `${issuer.url}/`, stranger: 'https://elsewhere.example' } as const;
      const named = names[issuer.trouble as 'impostor'] ?? issuer.url;
      const endpoints = {
        authorization_endpoint: `${url}/authorize`,
        token_endpoint: `${url}/token`,
        end_session_endpoint: `${url}/end-session`,
        id_token_signing_alg_values_supported: ['ES256'],
        authorization_response_iss_parameter_supported: true,
      };
      return say(200, JSON.stringify({ issuer: named, jwks_uri: issuer.jwksUrl, ...endpoints }), json);
    }
    const answer = await signIn(request);
    if (answer) return say(answer.status, answer.body, answer.headers);
    issuer.fetched += 1;
    return say(200, JSON.stringify({ keys: published }), json);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const issuer: Issuer = {
    url,
    person: { sub: 'zhang.wei', role: 'auditor' },
    spoiled: {},
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
      // As issuers have it: of two tokens of one second each is ended by itself.
      const good = { jti: randomUUID(), iss: url, aud: audience, sub: 'zhang.wei', iat: now, exp: now + 3_600 };
      return new SignJWT({ ...good, role: 'auditor', ...claims })
        .setProtectedHeader({ alg: 'ES256', kid: signing.kid, ...header })
        .sign(signing.key, { crit: { tenant: true } });
    },
    close: () => new Promise((resolve) => server.close(() => resolve())),
  };
  const signIn = signInEndpoints(issuer);
  await issuer.rotate();
  return issuer;
}
