import type { Context } from 'hono';
import type { Site, WebEnv } from '../../env.ts';
import { page } from '../../parts/layout.tsx';
import { Note } from '../../parts/show.tsx';
import type { SiteDeps } from '../../site.tsx';
import { providerSignIn } from './provider.tsx';
import { rehearsalSignIn } from './rehearsal.tsx';
import { signOut } from './sign-out.tsx';

/** Signs in and out: at the identity provider; in a rehearsal by a click. */
export function signInPages(site: Site, deps: SiteDeps): void {
  if (deps.mode === 'rehearsal') rehearsalSignIn(site, deps);
  else if (deps.provider) providerSignIn(site, deps, deps.provider);
  else site.get('/sign-in', notConfigured);
  signOut(site, deps);
}

function notConfigured(c: Context<WebEnv>) {
  const { say } = c.var;
  const title = say('登录', 'Sign in');
  return page(
    c,
    title,
    <>
      <h1>{title}</h1>
      <Note tone="warn">
        {say(
          '本系统尚未配置网页登录，请联系系统管理员。',
          'Signing in with a browser is not configured here. Turn to the operator.',
        )}
      </Note>
    </>,
    503,
  );
}
