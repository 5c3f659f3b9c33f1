import type { z } from '@hono/zod-openapi';
import type { Context } from 'hono';
import { stageTexts } from '../../../../domain/messages/stages.ts';
import type { Task } from '../../../claims/task.ts';
import type { Workload } from '../../../routes/workload.ts';
import type { Site, WebEnv } from '../../env.ts';
import { taskNames } from '../../names.ts';
import { page } from '../../parts/layout.tsx';
import { type Places, placesFor } from '../../parts/places.ts';
import { Note, Scrolling, Until } from '../../parts/show.tsx';
import { Table } from '../../parts/table.tsx';
import { addressOf } from '../tasks.tsx';
import { BarChart } from './chart.tsx';
import { reviewersSection } from './reviewers.tsx';

type Load = z.infer<typeof Workload>;

/** 督办: what is overdue and where the work lies. */
export function overviewPages(site: Site): void {
  site.get('/supervision', overview);
}

async function overview(c: Context<WebEnv>) {
  const { say, remote } = c.var;
  const [load, { items: tasks }, places] = await Promise.all([
    remote.get<Load>('/v1/workload'),
    remote.get<{ items: z.infer<typeof Task>[] }>('/v1/tasks?limit=50'),
    placesFor(c),
  ]);
  const title = say('督办', 'Supervision');
  const overdue = load.stages.reduce((sum, one) => sum + one.overdue, 0);
  return page(
    c,
    title,
    <>
      <h1>{title}</h1>
      <Note tone={overdue > 0 ? 'bad' : 'good'}>
        {overdue > 0
          ? say(`有 ${overdue} 件申报逾期。`, `${overdue} claims are overdue.`)
          : say('没有逾期的申报。', 'No claim is overdue.')}
      </Note>
      <p class="actions">
        <a class="button second" href="/claims?overdue=true">
          {say('逾期申报', 'Overdue claims')}
        </a>
        <a class="button second" href="/supervision/listings">
          {say('黑白名单', 'Black and white lists')}
        </a>
      </p>
      <Waiting c={c} tasks={tasks} />
      <Stages c={c} load={load} />
      <Programmes c={c} load={load} places={places} />
      <Ahead c={c} load={load} />
      {await reviewersSection(c)}
    </>,
  );
}

function Waiting({ c, tasks }: { c: Context<WebEnv>; tasks: readonly z.infer<typeof Task>[] }) {
  const { say } = c.var;
  const title = say('等待您办理', 'What waits for you');
  return (
    <section>
      <h2 id="waiting">{title}</h2>
      {tasks.length === 0 ? (
        <Note>{say('目前没有待办事项。', 'Nothing waits for you now.')}</Note>
      ) : (
        <Scrolling label={title}>
          <table>
            <thead>
              <tr>
                <th scope="col">{say('事项', 'What')}</th>
                <th scope="col">{say('申报单位', 'Claimant')}</th>
                <th scope="col">{say('期限', 'Due')}</th>
              </tr>
            </thead>
            <tbody>
              {tasks.map((task) => (
                <tr>
                  <td>
                    <a href={addressOf(task)}>{say(taskNames[task.act] ?? { zh: task.act, en: task.act })}</a>{' '}
                    {task.overdue && <span class="badge bad">{say('逾期', 'overdue')}</span>}
                    <div class="soft">{task.claimId ?? ''}</div>
                  </td>
                  <td>{task.claimantName ?? '—'}</td>
                  <td>
                    <Until at={task.dueAt} />
                  </td>
                </tr>
              ))}
            </tbody>
          </table>
        </Scrolling>
      )}
    </section>
  );
}

function Stages({ c, load }: { c: Context<WebEnv>; load: Load }) {
  const { say } = c.var;
  const title = say('在办件分布（红色为逾期）', 'Open claims by stage (red: overdue)');
  return (
    <section>
      <h2 id="stages">{title}</h2>
      <div class="sides">
        <BarChart
          title={title}
          bars={load.stages.map(({ stage, open, overdue }) => ({
            name: say(stageTexts[stage].name),
            parts: [
              { value: overdue, tone: 'late' },
              { value: open - overdue, tone: 'load' },
            ],
          }))}
        />
        <Scrolling label={say('在办件分布表', 'The same as a table')}>
          <table>
            <thead>
              <tr>
                <th scope="col">{say('状态', 'Stage')}</th>
                <th scope="col" class="number">
                  {say('在办', 'Open')}
                </th>
                <th scope="col" class="number">
                  {say('逾期', 'Overdue')}
                </th>
              </tr>
            </thead>
            <tbody>
              {load.stages.map(({ stage, open, overdue }) => (
                <tr>
                  <td>
                    <a href={`/claims?stage=${stage}`}>{say(stageTexts[stage].name)}</a>
                  </td>
                  <td class="number">{open}</td>
                  <td class="number">{overdue}</td>
                </tr>
              ))}
            </tbody>
          </table>
        </Scrolling>
      </div>
    </section>
  );
}

function Programmes({ c, load, places }: { c: Context<WebEnv>; load: Load; places: Places }) {
  const { say } = c.var;
  const title = say('各项目在办件（红色为逾期）', 'Open claims by programme (red: overdue)');
  if (load.programmes.length === 0) return null;
  const nameOf = (one: Load['programmes'][number]) =>
    `${places.place(one.jurisdiction)} ${places.programme(one.jurisdiction, one.programme)}`;
  return (
    <section>
      <h2 id="programmes">{title}</h2>
      <div class="sides">
        <BarChart
          title={title}
          bars={load.programmes.map(({ open, overdue }, i) => ({
            name: String(i + 1),
            parts: [
              { value: overdue, tone: 'late' },
              { value: open - overdue, tone: 'load' },
            ],
          }))}
        />
        <Table
          label={say('各项目在办件表', 'The same as a table')}
          columns={[
            ...[say('序号', 'No.'), say('项目', 'Programme')],
            ...[
              { name: say('在办', 'Open'), number: true as const },
              { name: say('逾期', 'Overdue'), number: true as const },
            ],
          ]}
          rows={load.programmes.map((one, i) => [
            i + 1,
            <a href={`/claims?jurisdiction=${one.jurisdiction}&programme=${one.programme}`}>{nameOf(one)}</a>,
            one.open,
            one.overdue,
          ])}
        />
      </div>
    </section>
  );
}

function Ahead({ c, load }: { c: Context<WebEnv>; load: Load }) {
  const { say } = c.var;
  const title = say('未来两周到期的审核', 'Reviews due in the next two weeks');
  return (
    <section>
      <h2 id="ahead">{title}</h2>
      {load.due.length === 0 ? (
        <Note>{say('未来两周没有到期的审核。', 'No review is due in the next two weeks.')}</Note>
      ) : (
        <div class="sides">
          <BarChart
            title={title}
            bars={load.due.map(({ day, claims }) => ({ name: day, parts: [{ value: claims, tone: 'load' as const }] }))}
          />
          <Scrolling label={say('到期审核表', 'The same as a table')}>
            <table>
              <thead>
                <tr>
                  <th scope="col">{say('最后一日', 'Last day')}</th>
                  <th scope="col" class="number">
                    {say('件数', 'Claims')}
                  </th>
                </tr>
              </thead>
              <tbody>
                {load.due.map(({ day, claims }) => (
                  <tr>
                    <td>{day}</td>
                    <td class="number">{claims}</td>
                  </tr>
                ))}
              </tbody>
            </table>
          </Scrolling>
        </div>
      )}
    </section>
  );
}
