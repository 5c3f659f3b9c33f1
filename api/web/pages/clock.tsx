import type { Context } from 'hono';
import type { Site, WebEnv } from '../env.ts';
import { doAct, type Refusal } from '../parts/act.ts';
import { ActForm, Field } from '../parts/form.tsx';
import { page } from '../parts/layout.tsx';
import { Facts, Note, ProblemNote, shanghaiMinute, When } from '../parts/show.tsx';
import type { SiteDeps } from '../site.tsx';

/** The clock of a rehearsal: everybody sees what time it is there, an administrator moves it forward. */
export function clockPage(site: Site, { mode }: SiteDeps): void {
  if (mode !== 'rehearsal') return;
  site.get('/clock', (c) => clock(c));
  site.post('/clock', (c) =>
    doAct(
      c,
      (sent) => {
        const to = sent.text('advanceTo');
        return c.var.remote.post<{ moved: number }>(
          '/v1/rehearsal/clock',
          { advanceTo: to && `${to}:00+08:00` },
          sent.key,
        );
      },
      ({ moved }) => `/clock?moved=${moved}`,
      (refusal) => clock(c, refusal),
    ),
  );
}

async function clock(c: Context<WebEnv>, refusal?: Refusal) {
  const { say, remote, session } = c.var;
  const { now } = await remote.get<{ now: string }>('/v1/clock');
  const title = say('演练时间', 'The rehearsal’s time');
  const moved = c.req.query('moved');
  return page(
    c,
    title,
    <>
      {refusal && <ProblemNote problem={refusal.problem} say={say} />}
      <h1>{title}</h1>
      {moved && !refusal && (
        <Note tone="good">
          {say(`时间已推进，${moved} 项流程随之前进。`, `Time has moved, and ${moved} workflows with it.`)}
        </Note>
      )}
      <section class="card" aria-label={title}>
        <Facts of={[[say('现在是', 'It is'), <When at={now} />]]} />
        <p>
          {say(
            '演练有自己的时间：期限、公示期、每月拨付批次都按它进行，推进时逐一到期，不会跳过任何一项。时间只能向前。',
            'A rehearsal has its own time. Deadlines, notices and monthly batches follow it; on the way each comes due in its turn, none is left out. Time only moves forward.',
          )}
        </p>
      </section>
      {session?.role === 'admin' ? (
        <section class="card" aria-labelledby="advance">
          <h2 id="advance">{say('推进时间', 'Move it forward')}</h2>
          <ActForm action="/clock" idempotencyKey={refusal?.sent.key}>
            <Field
              name="advanceTo"
              label={say('推进到', 'To')}
              type="datetime-local"
              value={refusal?.sent.text('advanceTo') ?? shanghaiMinute(aDayAfter(now)).replace(' ', 'T')}
              hint={say('北京时间。推进几个月可能需要一分钟。', 'Beijing time. Months may take a minute.')}
              required
              problem={refusal?.problem}
              say={say}
            />
            <div class="actions">
              <button type="submit">{say('推进', 'Move')}</button>
            </div>
          </ActForm>
        </section>
      ) : (
        <Note>
          {say('由系统管理员推进：', 'An administrator moves it: ')}
          <a href="/sign-in?to=/clock">{say('以系统管理员登录', 'sign in as one')}</a>
        </Note>
      )}
    </>,
    refusal ? (refusal.problem.status as 422) : 200,
  );
}

const aDayAfter = (at: string) => new Date(Date.parse(at) + 86_400_000).toISOString();
