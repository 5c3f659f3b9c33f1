import type { Context } from 'hono';
import type { Site, WebEnv } from '../../env.ts';
import { page } from '../../parts/layout.tsx';
import { Note } from '../../parts/show.tsx';
import { heldToken, sessionCookie } from '../../session.ts';
import { identityCookie } from '../../sign-in/identity.ts';
import type { SiteDeps } from '../../site.tsx';

/** Signs out here, for whoever holds a copy of the session too, and at the provider where it offers that: the next person at this browser is not let in by it. */
export function signOut(site: Site, deps: SiteDeps): void {
  const session = sessionCookie(deps);
  const identity = identityCookie(deps);
  const goOn = async (c: Context<WebEnv>) => (await deps.provider?.endOf(await identity.open(c))) ?? null;

  site.post('/sign-out', async (c) => {
    const provider = await goOn(c);
    const held = [await heldToken(c, session), await identity.open(c)];
    for (const token of held) if (token) await deps.tokens.end(token);
    session.drop(c);
    if (!provider) {
      identity.drop(c);
      return c.redirect('/', 303);
    }
    c.set('session', null);
    c.set('formsLeadTo', new URL(provider).origin);
    const { say } = c.var;
    const title = say('已退出本系统', 'Signed out here');
    return page(
      c,
      title,
      <>
        <h1>{title}</h1>
        <Note tone="good">{say('还须退出身份认证系统。', 'Sign out at the identity provider as well.')}</Note>
        <form method="post" action="/sign-out/provider" data-at-once>
          <button type="submit">{say('退出身份认证系统', 'Sign out at the identity provider')}</button>
        </form>
      </>,
    );
  });
  // The provider knows by the ID token who leaves: it goes there in this answer alone, and stands in no page.
  site.post('/sign-out/provider', async (c) => {
    const provider = await goOn(c);
    identity.drop(c);
    return c.redirect(provider ?? '/', 303);
  });
}
