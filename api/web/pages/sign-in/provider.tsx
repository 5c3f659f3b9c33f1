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
  const refuse = (c: Context<WebEnv>, error: unknown, to: string) => {
    const refusal = refusalOf(error);
    deps.log.warn({ code: refusal.code }, 'sign-in refused');
    return signInPage(c, to, refusal);
  };
  const goal = (c: Context<WebEnv>) => innerPath(c.req.query('to'), home);

  site.get('/sign-in', (c) => signInPage(c, goal(c)));
  site.get('/sign-in/start', async (c) => {
    const to = goal(c);
    try {
      const { address, secrets } = await provider.begin(c.req.query('as') === 'another');
      await attempt.keep(c, { ...secrets, to });
      return c.redirect(address);
    } catch (error) {
      return refuse(c, error, to);
    }
  });
  site.get(returnPath, async (c) => {
    const begun = await attempt.take(c);
    try {
      if (!begun) throw new NotBegun();
      const { token, idToken } = await provider.finish(new URL(c.req.url).search, begun);
      await openSession(c, session, token, deps.tokens);
      if (idToken.length <= mostInCookie) await identity.put(c, idToken, longestSession);
      return c.redirect(begun.to);
    } catch (error) {
      return refuse(c, error, begun?.to ?? home);
    }
  });
}

/** An answer of the provider to which this browser has begun nothing. */
class NotBegun extends Error {}

interface Refusal {
  code: string;
  why: Bilingual;
  status: 400 | 401 | 503;
  /** What is wrong is the account: the provider has to ask who it is, or it would let the same one in again. */
  ofAccount?: true;
}

/** What to tell whoever could not be signed in, and what the log. */
function refusalOf(error: unknown): Refusal {
  const again = { zh: '登录没有完成，请重新登录。', en: 'Signing in did not come to its end. Do it again.' };
  if (error instanceof NotBegun) return { code: 'not-begun', why: again, status: 400 };
  if (error instanceof AuthorizationResponseError || error instanceof ResponseBodyError) {
    if (error.error === 'access_denied') {
      const denied = {
        zh: '登录已取消，或者身份认证系统不允许这个账号登录。',
        en: 'Signing in was cancelled, or the identity provider does not let this account in.',
      };
      return { code: error.error, why: denied, status: 401, ofAccount: true };
    }
    return { code: error.error, why: again, status: 401 };
  }
  if (error instanceof Problem) return ofToken(error);
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

/** The API's own words are for whoever makes tokens, not for whoever signs in. */
function ofToken({ code, messages, status, params }: Problem): Refusal {
  if (status === 503) return { code, why: messages, status };
  const { field = '' } = params;
  const lacking: Partial<Record<string, Bilingual>> = {
    'token-role-unknown': { zh: '您的账号在本系统没有角色。', en: 'Your account has no role here.' },
    'token-claim-missing': {
      zh: `您的账号缺少办理业务所需的信息（${field}）。`,
      en: `Your account lacks what is needed here (${field}).`,
    },
    'token-claim-unfit': {
      zh: `您账号中的一项信息无法读取（${field}）。`,
      en: `Something that your account says cannot be read (${field}).`,
    },
  };
  const unfit = {
    zh: '身份认证系统给出的凭证不适用于本系统。',
    en: 'What the identity provider has given is not for this system.',
  };
  const { zh, en } = lacking[code] ?? unfit;
  return {
    code,
    why: {
      zh: `${zh}请联系系统管理员，并告知代码 ${code}；也可以换一个账号登录。`,
      en: `${en} Turn to the operator and tell them the code ${code}, or sign in with another account.`,
    },
    status: 401,
    ofAccount: true,
  };
}

const mismatches = ['OAUTH_INVALID_RESPONSE', 'OAUTH_JWT_CLAIM_COMPARISON_FAILED', 'OAUTH_JWT_TIMESTAMP_CHECK_FAILED'];

function signInPage(c: Context<WebEnv>, to: string, refusal?: Refusal) {
  const { say } = c.var;
  const title = say('登录', 'Sign in');
  const query = new URLSearchParams({ to, ...(refusal?.ofAccount && { as: 'another' }) });
  return page(
    c,
    title,
    <>
      <h1>{title}</h1>
      <EndedNote c={c} />
      {refusal && (
        <div class="note bad" role="alert">
          {say(refusal.why)}
        </div>
      )}
      <Note>
        {say(
          '登录由统一身份认证系统办理，本系统不保存密码。',
          'You sign in at the identity provider; no password is kept here.',
        )}
      </Note>
      <p>
        <a class="button" href={`/sign-in/start?${query}`}>
          {refusal?.ofAccount
            ? say('换一个账号登录', 'Sign in with another account')
            : say('前往登录', 'Go and sign in')}
        </a>
      </p>
    </>,
    refusal?.status ?? 200,
  );
}
