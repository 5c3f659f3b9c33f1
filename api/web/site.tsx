import { type Context, Hono } from 'hono';
import { csrf } from 'hono/csrf';
import { HTTPException } from 'hono/http-exception';
import type { Child } from 'hono/jsx';
import { matchedRoutes } from 'hono/route';
import type { Logger } from 'pino';
import type { Mode } from '../../domain/env.ts';
import type { Bilingual } from '../../domain/messages/message.ts';
import { Problem } from '../../domain/problem.ts';
import type { EndableTokens } from '../auth/endable-tokens.ts';
import type { App } from '../env.ts';
import { isUnavailable, recordOf } from '../failures.ts';
import { problemBody } from '../problem.ts';
import type { Measure } from '../watch/calls.ts';
import { traced } from '../watch/spans.ts';
import { assetRoutes } from './assets.ts';
import { desksOpen } from './doors.ts';
import type { Site, WebEnv } from './env.ts';
import { leadToForms } from './forms-pages.ts';
import { protectedPage } from './headers.ts';
import { languageOf, sayIn } from './language.ts';
import { bounded, countable } from './limits.tsx';
import { pages } from './pages/index.ts';
import { page } from './parts/layout.tsx';
import { Note, ProblemNote } from './parts/show.tsx';
import { Refused, remoteFor } from './remote.ts';
import { sessionCookie, sessionOf } from './session.ts';
import type { Provider } from './sign-in/provider.ts';

/** What the pages need besides the API. */
export interface SiteDeps {
  tokens: EndableTokens;
  mode: Mode;
  log: Logger;
  /** Signs sessions. */
  sessionSecret: string;
  /** Where browsers find the pages, whatever stands in between; without it as each request says. */
  publicUrl?: string;
  /** Signs people in; without it only a rehearsal does. */
  provider?: Provider;
  /** Pages among the calls that are measured, beside those of the API that they make. */
  measure?: Measure;
}

/** Addresses of the API, which answers for itself. */
const ofApi = /^\/(v1|codec|docs|healthz|readyz|metrics|openapi\.json)(\/|$)/;

/**
 * Pages in front of the API, in the same process. They are a client of it like any other: whatever a page shows or does went through its door, as who
 * has signed in, and is on record there.
 */
export function createSite(deps: SiteDeps, api: App): Site {
  const site: Site = new Hono<WebEnv>();
  site.all('*', async (c, next) => (ofApi.test(c.req.path) ? api.fetch(c.req.raw, c.env as object) : next()));
  site.use('*', protectedPage);
  assetRoutes(site);
  site.use('*', traced(routeOf));
  if (deps.measure) site.use('*', deps.measure(routeOf));
  const cookie = sessionCookie(deps);
  site.use('*', async (c, next) => {
    const language = languageOf(c);
    c.set('language', language);
    c.set('say', sayIn(language));
    c.set('session', null);
    c.set('rehearsal', deps.mode === 'rehearsal');
    const { session, ended } = await sessionOf(c, cookie, (token) => deps.tokens.verify(token));
    c.set('session', session);
    c.set('sessionEnded', ended);
    c.set('remote', remoteFor(api, { token: session?.token, language, bindings: c.env, from: c.req.raw.headers }));
    await next();
    // What somebody who has signed in saw is kept by nobody on the way.
    c.header('Cache-Control', 'no-store');
  });
  site.use('*', bounded, countable);
  site.use('*', csrf(deps.publicUrl ? { origin: new URL(deps.publicUrl).origin } : {}));
  site.use('*', desksOpen);
  for (const part of pages) part(site, deps);
  leadToForms(site);
  site.notFound((c) => {
    const { say } = c.var;
    const check = (
      <p>
        {say('请核对地址，或者', 'Check the address, or ')}
        <a href="/">{say('回到首页', 'go back to the first page')}</a>
        {say('。', '.')}
      </p>
    );
    return page(c, say('没有此页面', 'No such page'), told(say('没有此页面', 'There is no such page'), check), 404);
  });
  site.onError((error, c) => {
    const { say, session } = c.var;
    const known = isUnavailable(error) ? new Problem('service-unavailable') : error;
    const refused = known instanceof Problem ? new Refused(problemBody(known)) : error;
    if (refused instanceof Refused) {
      const { problem } = refused;
      if (problem.status === 401 && !session) {
        const unsent = c.req.method === 'POST' ? '&unsent=true' : '';
        return c.redirect(`/sign-in?to=${encodeURIComponent(cameFrom(c))}${unsent}`);
      }
      const heading = say(headings[problem.status] ?? { zh: '未能完成', en: 'Not possible' });
      return page(
        c,
        say(problem.messages),
        told(heading, <ProblemNote problem={problem} say={say} />),
        problem.status as 404,
      );
    }
    if (error instanceof HTTPException && error.status === 403) {
      const elsewhere = say('表单来自其他网站，没有接收。', 'The form came from another site, and was not taken.');
      return page(c, elsewhere, told(say('没有接收', 'Not taken'), <Note tone="bad">{elsewhere}</Note>), 403);
    }
    const record = recordOf(error);
    deps.log.error({ ...record, path: routeOf(c) }, 'page failed');
    const sorry = say(
      `系统出错，已记录。请稍后再试；若仍出错，请联系管理员并提供编号 ${record.ref}。`,
      `Something went wrong here, and was recorded. Try again later; if it fails again, tell the administrator the reference ${record.ref}.`,
    );
    return page(c, sorry, told(say('系统出错', 'Something went wrong'), <Note tone="bad">{sorry}</Note>), 500);
  });
  return site;
}

/** Never the address called: it may hold a receipt. */
const routeOf = (c: Context) => matchedRoutes(c).findLast(({ method }) => method !== 'ALL')?.path ?? 'none';

const headings: Readonly<Record<number, Bilingual>> = {
  401: { zh: '请登录', en: 'Sign in' },
  403: { zh: '不能办理', en: 'Not allowed' },
  404: { zh: '没有找到', en: 'Not found' },
  410: { zh: '已不再提供', en: 'No longer there' },
};

const told = (heading: string, note: Child) => (
  <>
    <h1>{heading}</h1>
    {note}
  </>
);

/** Where to go on after signing in: a form goes back to the page on which it stood. */
function cameFrom(c: Context): string {
  const from = c.req.method === 'GET' ? c.req.url : (c.req.header('Referer') ?? '');
  if (!URL.canParse(from)) return '/';
  const { pathname, search } = new URL(from);
  return pathname + search;
}
