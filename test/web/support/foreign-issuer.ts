import { createServer, type RequestListener } from 'node:http';
import type { AddressInfo } from 'node:net';
import { exportJWK, generateKeyPair, type JWK } from 'jose';
import Provider from 'oidc-provider';
import { audience } from '../../api/support/issuer.ts';
import { client } from '../../api/support/sign-in.ts';

/** An identity provider that others have written (panva's, certified), with the forms of its own for signing in, consent and signing out. */
export interface ForeignIssuer {
  url: string;
  /** What the tokens of whoever signs in carry, besides their subject. */
  person: Record<string, unknown>;
  /** Signs with a new key; the old one is published no more. */
  rotate(): Promise<void>;
  close(): Promise<void>;
}

/** `tokens`: whether access tokens are ones for our API, or only ID tokens say who somebody is. `publicUrl` is that of our pages. */
export async function openForeignIssuer(given: {
  publicUrl: string;
  tokens: 'access' | 'id';
  port?: number;
}): Promise<ForeignIssuer> {
  let answer: RequestListener = () => {};
  const server = createServer((request, response) => answer(request, response));
  await new Promise<void>((resolve) => server.listen(given.port ?? 0, '127.0.0.1', resolve));
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const claims = ['role', 'jurisdiction', 'uscc'];
  const issuer: ForeignIssuer = {
    ...{ url, person: { role: 'auditor' } },
    async rotate() {
      const { privateKey } = await generateKeyPair('RS256', { extractable: true });
      const key: JWK = { ...(await exportJWK(privateKey)), use: 'sig', alg: 'RS256' };
      const provider = new Provider(url, {
        jwks: { keys: [key] },
        cookies: { keys: ['of-a-test'] },
        clients: [
          {
            ...{ client_id: client.id, client_secret: client.secret },
            redirect_uris: [`${given.publicUrl}/sign-in/return`],
            post_logout_redirect_uris: [`${given.publicUrl}/`],
          },
        ],
        findAccount: (_: unknown, accountId: string) => ({
          ...{ accountId, claims: () => ({ sub: accountId, ...issuer.person }) },
        }),
        claims: { openid: ['sub', ...claims] },
        conformIdTokenClaims: given.tokens === 'access',
        extraTokenClaims: () => issuer.person,
        features: {
          devInteractions: { enabled: true },
          rpInitiatedLogout: { enabled: true },
          resourceIndicators: {
            enabled: given.tokens === 'access',
            defaultResource: () => 'https://subsidy.example',
            useGrantedResource: () => true,
            getResourceServerInfo: () => ({ ...{ scope: '', audience, accessTokenFormat: 'jwt' } }),
          },
        },
      });
      answer = provider.callback();
    },
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
  await issuer.rotate();
  return issuer;
}
