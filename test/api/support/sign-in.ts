import { createHash, randomUUID } from 'node:crypto';
import type { IncomingMessage } from 'node:http';
import type { JWTPayload } from 'jose';

/** The client that the pages are at the issuer. */
export const client = { id: 'training-subsidy', secret: 'secret-of-a-test' };

interface Grant {
  redirectUri: string;
  challenge: string;
  nonce: string;
  /** What the person who has signed in carries. */
  claims: JWTPayload;
}

/** How an answer is spoiled on its way. */
export interface Spoiled {
  /** In the ID token. */
  nonce?: string;
  iss?: string;
  /** Query of the way back. */
  state?: string;
  issuer?: string;
  /** Instead of an access token that the API takes. */
  accessToken?: string;
  /** The ID token is that of somebody who has made it themself. */
  unsigned?: boolean;
}

export interface Answer {
  status: number;
  body: string;
  headers?: Record<string, string>;
}

/** Signs people in as an OpenID provider does: a form, a code that is good once, and tokens for who has the verifier and the secret. */
export function signInEndpoints(given: {
  url: string;
  sign(claims: JWTPayload): Promise<string>;
  spoiled: Spoiled;
  /** Who sits at the browser. */
  person: JWTPayload;
}) {
  const grants = new Map<string, Grant>();
  const json = (status: number, body: object): Answer => ({
    ...{ status, body: JSON.stringify(body), headers: { 'Content-Type': 'application/json' } },
  });
  const to = (address: URL): Answer => ({ status: 302, body: '', headers: { Location: address.href } });

  /** The form of the provider; who sends it is signed in. */
  const authorize = (query: URLSearchParams): Answer => {
    const fine =
      query.get('client_id') === client.id &&
      query.get('response_type') === 'code' &&
      query.get('code_challenge_method') === 'S256' &&
      query.get('scope')?.split(' ').includes('openid');
    if (!fine) return { status: 400, body: 'not a request' };
    const form = `<form method="post" action="/login?${query}"><button>Let me in</button></form>`;
    return { status: 200, body: `<!doctype html>${form}`, headers: { 'Content-Type': 'text/html' } };
  };
  const login = (query: URLSearchParams): Answer => {
    const code = randomUUID();
    const back = new URL(query.get('redirect_uri')!);
    grants.set(code, {
      redirectUri: back.href,
      challenge: query.get('code_challenge')!,
      nonce: query.get('nonce')!,
      claims: given.person,
    });
    back.searchParams.set('code', code);
    back.searchParams.set('state', given.spoiled.state ?? query.get('state')!);
    back.searchParams.set('iss', given.spoiled.issuer ?? given.url);
    return to(back);
  };
  const token = async (request: IncomingMessage): Promise<Answer> => {
    const chunks: Buffer[] = [];
    for await (const chunk of request) chunks.push(chunk as Buffer);
    const form = new URLSearchParams(Buffer.concat(chunks).toString());
    const basic = Buffer.from(request.headers.authorization?.replace('Basic ', '') ?? '', 'base64').toString();
    // As forms have it (RFC 6749, 2.3.1).
    if (decodeURIComponent(basic) !== `${client.id}:${client.secret}`) return json(401, { error: 'invalid_client' });
    const code = form.get('code')!;
    const grant = grants.get(code);
    grants.delete(code);
    const challenge = createHash('sha256').update(form.get('code_verifier')!).digest('base64url');
    if (!grant || grant.challenge !== challenge || grant.redirectUri !== form.get('redirect_uri'))
      return json(400, { error: 'invalid_grant' });
    const { nonce, iss, accessToken, unsigned } = given.spoiled;
    const idToken = await given.sign({
      ...{ ...grant.claims, aud: client.id, nonce: nonce ?? grant.nonce },
      ...(iss && { iss }),
    });
    return json(200, {
      token_type: 'Bearer',
      access_token: accessToken ?? (await given.sign(grant.claims)),
      id_token: unsigned ? idToken.replace(/[^.]+$/, (made) => made.split('').reverse().join('')) : idToken,
    });
  };

  /** Undefined: it is none of these addresses. */
  return async (request: IncomingMessage): Promise<Answer | undefined> => {
    const { pathname, searchParams } = new URL(request.url!, given.url);
    if (pathname === '/authorize') return authorize(searchParams);
    if (pathname === '/login') return login(searchParams);
    if (pathname === '/token') return token(request);
    if (pathname === '/end-session') {
      const known = searchParams.get('client_id') === client.id && searchParams.get('id_token_hint');
      return known ? to(new URL(searchParams.get('post_logout_redirect_uri')!)) : { status: 400, body: 'who?' };
    }
    return undefined;
  };
}
