import type { Context } from 'hono';
import { type Role, roles } from '../../../auth/access.ts';
import { roleNames } from '../../desks.ts';
import type { Site, WebEnv } from '../../env.ts';
import { innerPath } from '../../inner-path.ts';
import { page } from '../../parts/layout.tsx';
import { Note } from '../../parts/show.tsx';
import { openSession, sessionCookie } from '../../session.ts';
import type { SiteDeps } from '../../site.tsx';
import { EndedNote } from './ended.tsx';

/** In a rehearsal anybody is whoever they choose to be, with one click. */
export function rehearsalSignIn(site: Site, deps: SiteDeps): void {
  const session = sessionCookie(deps);
  site.get('/sign-in', rehearsalRoles);
  site.post('/sign-in', async (c) => {
    const form = await c.req.parseBody();
    const role = roles.find((one) => one === form.role);
    if (!role) return rehearsalRoles(c);
    const { token } = await c.var.remote.post<{ token: string }>(
      '/v1/rehearsal/token',
      personOf(role, String(form.subject || '')),
      '',
    );
    await openSession(c, session, token);
    return c.redirect(innerPath(form.to, '/tasks'), 303);
  });
}

/** Invented people of a rehearsal, one per role. A second official is somebody else. */
function personOf(role: Role, subject: string) {
  const place = { jurisdiction: 'wuxi' };
  const people: Record<Role, object> = {
    enterprise: { subject: 'zhang', uscc: '91320200MA0000001G' },
    institution: { subject: 'school', uscc: '91320200MA0000002K' },
    individual: { subject: 'worker' },
    reviewer: { subject: subject || 'li', ...place },
    supervisor: { subject: subject || 'sun', ...place },
    inspector: { subject: subject || 'zhou', ...place },
    auditor: { subject: subject || 'wu' },
    admin: { subject: subject || 'admin' },
    'finance-preparer': { subject: subject || 'wang' },
    'finance-approver': { subject: subject || 'zhao' },
  };
  return { role, ...people[role] };
}

function rehearsalRoles(c: Context<WebEnv>) {
  const { say } = c.var;
  const title = say('登录演练', 'Sign in to the rehearsal');
  return page(
    c,
    title,
    <>
      <h1>{title}</h1>
      <EndedNote c={c} />
      <Note>
        {say(
          '演练环境不需要密码：选择一个角色即可。正式环境由身份认证系统登录。',
          'A rehearsal knows no passwords: choose a role. In production the identity provider signs in.',
        )}
      </Note>
      <div class="cards">
        {roles.map((role) => (
          <form method="post" action="/sign-in" class="card">
            <input type="hidden" name="role" value={role} />
            <input type="hidden" name="to" value={c.req.query('to') ?? '/tasks'} />
            <button type="submit">{say(roleNames[role])}</button>
          </form>
        ))}
      </div>
    </>,
  );
}
