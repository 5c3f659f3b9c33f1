import {
  allowInsecureRequests,
  authorizationCodeGrant,
  buildAuthorizationUrl,
  buildEndSessionUrl,
  type ClientAuth,
  ClientSecretBasic,
  ClientSecretPost,
  type Configuration,
  calculatePKCECodeChallenge,
  discovery,
  enableNonRepudiationChecks,
  None,
  randomNonce,
  randomPKCECodeVerifier,
  randomState,
} from 'openid-client';
import { isTrustedUrl } from '../../../domain/env.ts';
import { Problem } from '../../../domain/problem.ts';
import type { Tokens } from '../../auth/tokens.ts';

/** What only the browser that began to sign in knows. */
export interface Secrets {
  state: string;
  nonce: string;
  verifier: string;
}

/** The authority's identity provider, as the pages use it (OpenID Connect, authorization code with PKCE). */
export interface Provider {
  /**
   * Where a browser is sent to sign in, and what it must bring back. `asAnother`: the provider asks who it is, even of whom it knows.
   * @throws when the provider cannot be reached
   */
  begin(asAnother: boolean): Promise<{ address: string; secrets: Secrets }>;
  /**
   * Exchanges the code of the answer's query. `token` is the one that the API takes: the access token, or else the ID token.
   * @throws Problem when the API takes neither; an error of `openid-client` when the answer is not one to this attempt
   */
  finish(query: string, secrets: Secrets): Promise<{ token: string; idToken: string }>;
  /** Where signing out goes on at the provider; null where it offers none, or cannot be reached. */
  endOf(idToken: string | undefined): Promise<string | null>;
}

export const returnPath = '/sign-in/return';

export function openIdProvider(
  of: { issuer: string; publicUrl: string; clientId: string; clientSecret?: string; scopes: string },
  tokens: Pick<Tokens, 'verify'>,
): Provider {
  const configured = keptOnce(() => discover(of));
  const redirectUri = new URL(returnPath, of.publicUrl);
  return {
    async begin(asAnother) {
      const secrets = { state: randomState(), nonce: randomNonce(), verifier: randomPKCECodeVerifier() };
      const address = buildAuthorizationUrl(await configured(), {
        ...{ redirect_uri: redirectUri.href, scope: of.scopes, response_type: 'code' },
        ...{ state: secrets.state, nonce: secrets.nonce },
        code_challenge: await calculatePKCECodeChallenge(secrets.verifier),
        code_challenge_method: 'S256',
        ...(asAnother && { prompt: 'login' }),
      });
      return { address: address.href, secrets };
    },
    async finish(query, { state, nonce, verifier }) {
      const answer = await authorizationCodeGrant(await configured(), new URL(query, redirectUri), {
        ...{ expectedState: state, expectedNonce: nonce, pkceCodeVerifier: verifier, idTokenExpected: true },
      });
      const idToken = answer.id_token!;
      return { token: await taken([answer.access_token, idToken], tokens), idToken };
    },
    async endOf(idToken) {
      const config = await configured().catch(() => null);
      if (!config?.serverMetadata().end_session_endpoint) return null;
      const back = { post_logout_redirect_uri: new URL('/', of.publicUrl).href };
      return buildEndSessionUrl(config, { ...back, ...(idToken && { id_token_hint: idToken }) }).href;
    },
  };
}

async function discover({ issuer, clientId, clientSecret }: Parameters<typeof openIdProvider>[0]) {
  const insecure = isTrustedUrl(issuer) && issuer.startsWith('http:') ? [allowInsecureRequests] : [];
  return discovery(new URL(issuer), clientId, clientSecret, clientSecret ? secretBy(clientSecret) : None(), {
    ...{ execute: [...insecure, enableNonRepudiationChecks], timeout: 5 },
  });
}

/** In the body where the provider says that it reads it there, else as every provider must take it. */
const secretBy =
  (secret: string): ClientAuth =>
  (server, ...rest) => {
    const inBody = server.token_endpoint_auth_methods_supported?.includes('client_secret_post');
    return (inBody ? ClientSecretPost(secret) : ClientSecretBasic(secret))(server, ...rest);
  };

/** The first that the API takes. @throws Problem what they lack, in the words that say most */
async function taken(given: readonly string[], tokens: Pick<Tokens, 'verify'>): Promise<string> {
  let refusal: unknown;
  for (const token of given) {
    try {
      await tokens.verify(token);
      return token;
    } catch (error) {
      if (!(refusal instanceof Problem) || refusal.code === 'token-invalid') refusal = error;
    }
  }
  throw refusal;
}

/** Asked for once; again only after it has failed. */
function keptOnce(ask: () => Promise<Configuration>): () => Promise<Configuration> {
  let kept: Promise<Configuration> | undefined;
  return () => {
    kept ??= ask().catch((error: unknown) => {
      kept = undefined;
      throw error;
    });
    return kept;
  };
}
