import type { Context } from 'hono';
import type { Child } from 'hono/jsx';
import { assetUrl } from '../assets.ts';
import { deskOf } from '../desks.ts';
import type { WebEnv } from '../env.ts';
import { labelled } from './labels.ts';
import { RealTime } from './real-time.tsx';
import { When } from './show.tsx';

interface Shell {
  title: string;
  children: Child;
}

/** Answers with a page in the one frame that all of them have. */
export async function page(
  c: Context<WebEnv>,
  title: string,
  children: Child,
  status: 200 | 400 | 401 | 403 | 404 | 409 | 410 | 413 | 422 | 500 | 503 = 200,
) {
  // Parts that ask the API answer later: so does the text.
  const text = await Frame(c, { title, children }).toString();
  return c.html(`<!doctype html>${labelled(text)}`, status);
}

function Frame(c: Context<WebEnv>, { title, children }: Shell) {
  const { say, session, language, rehearsal } = c.var;
  const here = new URL(c.req.url);
  const other = language === 'zh' ? 'en' : 'zh';
  const inOther = new URLSearchParams(here.search);
  inOther.set('lang', other);
  // Two slashes would lead to another site.
  const path = here.pathname.replace(/^\/+/, '/');
  const entries = deskOf(session);
  // The most particular entry: `/claims/new` is not `/claims`.
  const [current] = entries
    .map(({ path }) => path)
    .filter((path) => isHere(here.pathname, path))
    .sort((a, b) => b.length - a.length);
  return (
    <html lang={language === 'zh' ? 'zh-CN' : 'en'}>
      <head>
        <meta charset="utf-8" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <title>{`${title} · ${say('培训补贴', 'Training subsidy')}`}</title>
        <link rel="stylesheet" href={assetUrl('style.css')} />
        <script src={assetUrl('enhance.js')} defer></script>
      </head>
      <body>
        <a class="skip" href="#main">
          {say('跳到正文', 'Skip to the content')}
        </a>
        <header class="top">
          <div class="bar">
            <a class="name" href="/">
              {say('职业培训补贴', 'Training subsidy')}
            </a>
            <a href={`${path}?${inOther}`} lang={other === 'zh' ? 'zh-CN' : 'en'}>
              {other === 'zh' ? '中文' : 'English'}
            </a>
            {rehearsal && <RehearsalTime c={c} />}
            {session ? <SignedIn c={c} /> : <a href="/sign-in">{say('登录', 'Sign in')}</a>}
          </div>
          <nav class="menu" aria-label={say('主菜单', 'Main menu')}>
            <ul>
              {entries.map(({ path, name }) => (
                <li>
                  <a href={path} aria-current={path === current ? 'page' : undefined}>
                    {say(name)}
                  </a>
                </li>
              ))}
            </ul>
          </nav>
        </header>
        <main id="main">
          {session && <EndsSoon c={c} />}
          {children}
        </main>
        <footer class="foot">
          <a href="/docs">{say('接口文档', 'API documentation')}</a>
        </footer>
      </body>
    </html>
  );
}

const isHere = (path: string, entry: string) => path === entry || (entry !== '/' && path.startsWith(`${entry}/`));

/** A rehearsal's time is not the reader's: it stands on every page. Without an answer the page does without. */
async function RehearsalTime({ c }: { c: Context<WebEnv> }) {
  const { say, remote } = c.var;
  const now = await remote.get<{ now: string }>('/v1/clock').then(
    (clock) => clock.now,
    () => null,
  );
  return (
    <a href="/clock">
      {say('演练时间', 'Rehearsal')} <When at={now} />
    </a>
  );
}

function SignedIn({ c }: { c: Context<WebEnv> }) {
  const { say, session } = c.var;
  return (
    <form method="post" action="/sign-out">
      <span>{session!.subject}</span>{' '}
      <button type="submit" class="plain">
        {say('退出', 'Sign out')}
      </button>
    </form>
  );
}

/** Milliseconds before its end at which a session says so. */
const soon = 15 * 60_000;

/** Told in time to whoever is about to write something; `enhance.js` shows it on a page that stays open. */
function EndsSoon({ c }: { c: Context<WebEnv> }) {
  const { say, session } = c.var;
  const end = session!.endsAt;
  const { pathname, search } = new URL(c.req.url);
  const left = end.getTime() - Date.now();
  return (
    <div class="ends-soon" aria-live="polite" data-in={left - soon} hidden={left > soon}>
      {say('登录到期时间：', 'Your session ends: ')}
      <RealTime c={c} at={end.toISOString()} />
      {say('。请在此之前提交，或', '. Send what you write before, or ')}
      <a href={`/sign-in?to=${encodeURIComponent(pathname + search)}`}>{say('重新登录', 'sign in again')}</a>
      {say('。', '.')}
    </div>
  );
}
