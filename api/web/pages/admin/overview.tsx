import type { Context } from 'hono';
import type { Site, WebEnv } from '../../env.ts';
import { page } from '../../parts/layout.tsx';
import { Facts, Note, When } from '../../parts/show.tsx';
import { Refused } from '../../remote.ts';
import { type Pack, packsOf } from './packs.tsx';
import { temporalSearch } from './searches.tsx';

/** Whether everything runs, of which day the law of each place is, and where the Temporal UI shows what goes on. */
export function adminOverview(site: Site): void {
  site.get('/admin', async (c) => {
    const { say, remote } = c.var;
    const [troubles, { now, mode }, { items }] = await Promise.all([
      troublesOf(c),
      remote.get<{ now: string; mode: string }>('/v1/clock'),
      remote.get<{ items: Pack[] }>('/v1/jurisdictions'),
    ]);
    const [packs, search] = await Promise.all([packsOf(c, items, now), temporalSearch(c, items)]);
    const title = say('系统状况', 'System status');
    return page(
      c,
      title,
      <>
        <h1>{title}</h1>
        {troubles ? (
          <div class="note bad" role="alert">
            {say('无法使用：', 'Out of use: ')}
            {troubles}
          </div>
        ) : (
          <Note tone="good">{say('数据库和 Temporal 均正常。', 'PostgreSQL and Temporal answer.')}</Note>
        )}
        <section class="card">
          <Facts
            of={[
              [say('业务时间', 'Business time'), <When at={now} />],
              [say('运行方式', 'Mode'), mode === 'rehearsal' ? say('演练', 'rehearsal') : say('正式', 'production')],
              [
                say('监控指标', 'Figures for monitoring'),
                mode === 'rehearsal' ? (
                  <a href="/metrics">/metrics</a>
                ) : (
                  say('由运维人员在内网地址读取', 'on the inner address that operators have set')
                ),
              ],
              [say('定时任务', 'Schedules'), <a href="/schedules">{say('查看定时任务', 'See the schedules')}</a>],
            ]}
          />
        </section>
        {packs}
        {search}
      </>,
      troubles ? 503 : 200,
    );
  });
}

/** Undefined: everything answers. */
async function troublesOf(c: Context<WebEnv>): Promise<string | undefined> {
  try {
    await c.var.remote.get('/readyz');
    return undefined;
  } catch (error) {
    if (error instanceof Refused) return c.var.say(error.problem.messages);
    throw error;
  }
}
