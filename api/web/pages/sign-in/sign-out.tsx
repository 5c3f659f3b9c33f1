import type { Site } from '../../env.ts';
import { page } from '../../parts/layout.tsx';
import { Note } from '../../parts/show.tsx';
import { sessionCookie } from '../../session.ts';
import { identityCookie } from '../../sign-in/identity.ts';
import type { SiteDeps } from '../../site.tsx';

/** Signs out here, and at the provider where it offers that: the next person at this browser is not let in by it. */
export function signOut(site: Site, deps: SiteDeps): void {
  const session = sessionCookie(deps);
  const identity = identityCookie(deps);
  site.post('/sign-out', async (c) => {
    const goOn = await deps.provider?.endOf(await identity.open(c));
    for (const cookie of [session, identity]) cookie.drop(c);
    if (!goOn) return c.redirect('/', 303);
    const { say } = c.var;
    c.set('session', null);
    // A form may lead to us alone; this page goes on by itself, and by its link where a browser does not.
    c.header('Refresh', `0; url=${goOn}`);
    const title = say('已退出本系统', 'Signed out here');
    return page(
      c,
      title,
      <>
        <h1>{title}</h1>
        <Note tone="good">
          <p>{say('正在退出身份认证系统……', 'Signing out at the identity provider …')}</p>
          <p>
            <a href={goOn}>{say('退出身份认证系统', 'Sign out at the identity provider')}</a>
          </p>
        </Note>
      </>,
    );
  });
}
