import type { Context } from 'hono';
import { type Role, roles } from '../../../auth/access.ts';
import { roleNames } from '../../desks.ts';
import type { Site, WebEnv } from '../../env.ts';
import { innerPath } from '../../inner-path.ts';
import { doAct, type Refusal, type Sent } from '../../parts/act.ts';
import { Field } from '../../parts/form.tsx';
import { page } from '../../parts/layout.tsx';
import { placesFor } from '../../parts/places.ts';
import { Note, ProblemNote } from '../../parts/show.tsx';
import { openSession, sessionCookie } from '../../session.ts';
import type { SiteDeps } from '../../site.tsx';
import { EndedNote } from './ended.tsx';

/** In a rehearsal anybody is whoever they choose to be, with one click. */
export function rehearsalSignIn(site: Site, deps: SiteDeps): void {
  const session = sessionCookie(deps);
  site.get('/sign-in', (c) => rehearsalRoles(c));
  site.post('/sign-in', (c) =>
    doAct(
      c,
      async (sent) => {
        const { token } = await c.var.remote.post<{ token: string }>('/v1/rehearsal/token', personOf(sent), '');
        await openSession(c, session, token, deps.tokens);
        return innerPath(sent.text('to'), '/tasks');
      },
      (to) => to,
      (refusal) => rehearsalRoles(c, refusal),
    ),
  );
}

/** Invented people of a rehearsal, one per role. */
const people: Readonly<Record<Role, { subject: string; uscc?: string; jurisdiction?: string }>> = {
  enterprise: { subject: 'zhang', uscc: '91320200MA0000001G' },
  institution: { subject: 'school', uscc: '91320200MA0000002K' },
  individual: { subject: 'worker' },
  reviewer: { subject: 'li', jurisdiction: 'wuxi' },
  supervisor: { subject: 'sun', jurisdiction: 'wuxi' },
  inspector: { subject: 'zhou', jurisdiction: 'wuxi' },
  auditor: { subject: 'wu' },
  admin: { subject: 'admin' },
  'finance-preparer': { subject: 'wang' },
  'finance-approver': { subject: 'zhao' },
};

/** Who of them, or whoever else was typed: a second official is somebody else, and other places have their own. */
function personOf(sent: Sent) {
  const role = sent.text('role');
  const known = roles.find((one) => one === role);
  return { role, ...(known && people[known]), ...sent.some('subject', 'uscc', 'jurisdiction') };
}

async function rehearsalRoles(c: Context<WebEnv>, refusal?: Refusal) {
  const { say } = c.var;
  const { items: places } = await placesFor(c);
  const title = say('登录演练', 'Sign in to the rehearsal');
  const to = refusal?.sent.text('to') ?? c.req.query('to') ?? '/tasks';
  const field = (name: string) => ({ name, value: refusal?.sent.text(name), problem: refusal?.problem, say });
  return page(
    c,
    title,
    <>
      {refusal && <ProblemNote problem={refusal.problem} say={say} />}
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
            <input type="hidden" name="to" value={to} />
            <button type="submit">{say(roleNames[role])}</button>
            <span class="soft"> {people[role].subject}</span>
          </form>
        ))}
      </div>
      <details class="card" open={!!refusal}>
        <summary>{say('以另一个人或另一个地区登录', 'As somebody else, or in another place')}</summary>
        <p class="soft">
          {say(
            '需要第二个人确认的事项，请换一个姓名登录。',
            'What a second person has to decide needs another name here.',
          )}
        </p>
        <form method="post" action="/sign-in" class="stack">
          <input type="hidden" name="to" value={to} />
          <Field
            {...field('role')}
            label={say('角色', 'Role')}
            options={roles.map((role) => [role, say(roleNames[role])] as const)}
            required
          />
          <Field {...field('subject')} label={say('登录名', 'Name')} hint={say('字母、数字', 'Letters and digits')} />
          <Field
            {...field('jurisdiction')}
            label={say('地区', 'Place')}
            options={places.map(({ slug, names }) => [slug, say(names)] as const)}
          />
          <Field
            {...field('uscc')}
            label={say('统一社会信用代码', 'Unified social credit code')}
            hint={say('企业、培训机构填写', 'Of an enterprise or institution')}
          />
          <div class="actions">
            <button type="submit">{say('以此身份登录', 'Sign in as this person')}</button>
          </div>
        </form>
      </details>
    </>,
    refusal ? (refusal.problem.status as 422) : 200,
  );
}
