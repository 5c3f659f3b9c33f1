import type { Context } from 'hono';
import type { Site, WebEnv } from '../../env.ts';
import { page } from '../../parts/layout.tsx';
import type { Place } from '../../parts/places.ts';
import { daysLeft, Facts, Note, shanghaiDay, When } from '../../parts/show.tsx';
import { Table } from '../../parts/table.tsx';
import { Refused } from '../../remote.ts';

interface Listed extends Place {
  code: string;
  parent: string | null;
  authority: { website: string };
  checkedOn: string;
}

/** Days after which the sources of a place should be looked at again. */
const checkEvery = 30;

/** Whether everything runs, of which day the law of each place is, and where the Temporal UI shows what goes on. */
export function adminOverview(site: Site): void {
  site.get('/admin', async (c) => {
    const { say, remote } = c.var;
    const [troubles, { now, mode }, { items }] = await Promise.all([
      troublesOf(c),
      remote.get<{ now: string; mode: string }>('/v1/clock'),
      remote.get<{ items: Listed[] }>('/v1/jurisdictions'),
    ]);
    const [packs, searches] = await Promise.all([
      packsOf(c, items, { today: shanghaiDay(new Date().toISOString()), on: shanghaiDay(now) }),
      searchesFor(c, items),
    ]);
    const title = say('系统状况', 'How the system is');
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
              [say('监控指标', 'Figures for monitoring'), <a href="/metrics">/metrics</a>],
            ]}
          />
        </section>
        {packs}
        {searches}
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

interface Rules {
  parameters: { from: string }[];
  programmes: { parameters: { from: string }[] }[];
}

/** The packs: figures in force on the business day, the newest of them, and when somebody last compared them with their sources. */
async function packsOf(c: Context<WebEnv>, places: Listed[], { today, on }: { today: string; on: string }) {
  const { say, remote } = c.var;
  const rules = await Promise.all(places.map(({ slug }) => remote.get<Rules>(`/v1/jurisdictions/${slug}?on=${on}`)));
  const title = say('地区规则', 'Packs of the places');
  return (
    <section>
      <h2>{title}</h2>
      <Table
        label={title}
        columns={[
          say('地区', 'Place'),
          { name: say('项目', 'Programmes'), number: true },
          { name: say(`${on} 生效的数值`, `Figures in force on ${on}`), number: true },
          say('最近一项生效', 'Newest in force since'),
          say('最近核对', 'Last checked'),
          say('来源', 'Source'),
        ]}
        rows={places.map((place, i) => {
          const days = [rules[i]!, ...rules[i]!.programmes].flatMap(({ parameters }) =>
            parameters.map((one) => one.from),
          );
          const old = daysLeft(place.checkedOn, today) > checkEvery;
          return [
            <>
              {say(place.names)}
              {place.rehearsalOnly && <span class="badge">{say('仅演练', 'rehearsal only')}</span>}
            </>,
            place.programmes.length,
            rules[i]!.parameters.length,
            days.sort().at(-1) ?? '—',
            <>
              {place.checkedOn}
              {old && <span class="badge warn">{say('应再核对', 'check again')}</span>}
            </>,
            <a href={place.authority.website}>{new URL(place.authority.website).hostname}</a>,
          ];
        })}
      />
    </section>
  );
}

/** Searches in the Temporal UI, with the query filled in. */
async function searchesFor(c: Context<WebEnv>, places: Listed[]) {
  const { say, remote } = c.var;
  const searches: [name: string, query: string][] = [
    [say('所有申报', 'All claims'), ''],
    [say('逾期的申报', 'Overdue claims'), 'overdue=true'],
    ...places
      .filter(({ programmes }) => programmes.length > 0)
      .map(({ slug, names }): [string, string] => [say(names), `jurisdiction=${slug}`]),
  ];
  const found = await Promise.all(
    searches.map(([, query]) => remote.get<{ temporalUrl: string | null }>(`/v1/claims?limit=1&${query}`)),
  );
  return (
    <section>
      <h2>{say('在 Temporal 中查看', 'In the Temporal UI')}</h2>
      {found.some(({ temporalUrl }) => temporalUrl) ? (
        <ul>
          {found.map(({ temporalUrl }, i) => (
            <li>
              <a href={temporalUrl!}>{searches[i]![0]}</a>
            </li>
          ))}
        </ul>
      ) : (
        <Note>{say('没有设置 TEMPORAL_UI_URL。', 'TEMPORAL_UI_URL is not set.')}</Note>
      )}
    </section>
  );
}
