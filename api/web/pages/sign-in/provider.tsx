import type { Context } from 'hono';
import { AuthorizationResponseError, ClientError, ResponseBodyError } from 'openid-client';
import type { Bilingual } from '../../../../domain/messages/message.ts';
import { Problem } from '../../../../domain/problem.ts';
import { mostInCookie } from '../../cookies.ts';
import type { Site, WebEnv } from '../../env.ts';
import { innerPath } from '../../inner-path.ts';
import { page } from '../../parts/layout.tsx';
import { Note } from '../../parts/show.tsx';
import { longestSession, openSession, sessionCookie, TokenTooLong } from '../../session.ts';
import { attempts } from '../../sign-in/attempt.ts';
import { identityCookie } from '../../sign-in/identity.ts';
import { type Provider, returnPath } from '../../sign-in/provider.ts';
import type { SiteDeps } from '../../site.tsx';
import { EndedNote } from './ended.tsx';

const home = '/tasks';

/** Signing in at the authority's identity provider, and back. */
export function providerSignIn(site: Site, deps: SiteDeps, provider: Provider): void {
  const session = sessionCookie(deps);
  const identity = identityCookie(deps);
  const attempt = attempts(deps);
  const refuse = (c: Context<WebEnv>, error: unknown) => {
    const { code, why, status } = refusalOf(error);
    deps.log.warn({ code }, 'sign-in refused');
    return signInPage(c, why, status);
  };

  site.get('/sign-in', (c) => signInPage(c));
  site.get('/sign-in/start', async (c) => {
    try {
      const { address, secrets } = await provider.begin();
      await attempt.keep(c, { ...secrets, to: innerPath(c.req.query('to'), home) });
      return c.redirect(address);
    } catch (error) {
      return refuse(c, error);
    }
  });
  site.get(returnPath, async (c) => {
    try {
      const begun = await attempt.take(c);
      if (!begun) throw new NotBegun();
      const { token, idToken } = await provider.finish(new URL(c.req.url).search, begun);
      await openSession(c, session, token);
      if (idToken.length <= mostInCookie) await identity.put(c, idToken, longestSession);
      return c.redirect(begun.to);
    } catch (error) {
      return refuse(c, error);
    }
  });
}

/** An answer of the provider to which this browser has begun nothing. */
class NotBegun extends Error {}

interface Refusal {
  code: string;
  why: Bilingual;
  status: 400 | 401 | 503;
}

/** What to tell whoever could not be signed in, and what the log. */
function refusalOf(error: unknown): Refusal {
  const again = { zh: '登录没有完成，请重新登录。', en: 'Signing in did not come to its end. Do it again.' };
  if (error instanceof NotBegun) return { code: 'not-begun', why: again, status: 400 };
  if (error instanceof AuthorizationResponseError || error instanceof ResponseBodyError) {
    const refused = { zh: '身份认证系统没有同意登录。', en: 'The identity provider did not agree.' };
    return { code: error.error, why: refused, status: 401 };
  }
  if (error instanceof Problem)
    return { code: error.code, why: error.messages, status: error.status === 503 ? 503 : 401 };
  if (error instanceof TokenTooLong) {
    const long = {
      zh: '身份认证系统给出的凭证过长，请联系系统管理员。',
      en: 'The token of the identity provider is too long. Turn to the operator.',
    };
    return { code: 'token-too-long', why: long, status: 503 };
  }
  if (!(error instanceof ClientError)) throw error;
  // An answer that does not fit to what was begun: another state, nonce or issuer.
  if (error.code && mismatches.includes(error.code)) return { code: error.code, why: again, status: 400 };
  const away = {
    zh: '身份认证系统暂时无法使用，请稍后再试。',
    en: 'The identity provider cannot be used now. Try again later.',
  };
  return { code: error.code ?? 'out-of-reach', why: away, status: 503 };
}

const mismatches = ['OAUTH_INVALID_RESPONSE', 'OAUTH_JWT_CLAIM_COMPARISON_FAILED', 'OAUTH_JWT_TIMESTAMP_CHECK_FAILED'];

function signInPage(c: Context<WebEnv>, why?: Bilingual, status: 200 | Refusal['status'] = 200) {
  const { say } = c.var;
  const title = say('登录', 'Sign in');
  const to = innerPath(c.req.query('to'), home);
  return page(
    c,
    title,
    <>
      <h1>{title}</h1>
      <EndedNote c={c} />
      {why && (
        <div class="note bad" role="alert">
          {say(why)}
        </div>
      )}
      <Note>
        {say(
          '登录由统一身份认证系统办理，本系统不保存密码。',
          'You sign in at the identity provider; no password is kept here.',
        )}
      </Note>
      <p>
        <a class="button" href={`/sign-in/start?to=${encodeURIComponent(to)}`}>
          {say('前往登录', 'Go and sign in')}
        </a>
      </p>
    </>,
    status,
  );
}
