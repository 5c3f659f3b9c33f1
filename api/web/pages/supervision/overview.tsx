import type { z } from '@hono/zod-openapi';
import type { Context } from 'hono';
import type { Bilingual } from '../../../../domain/messages/message.ts';
import type { Task } from '../../../claims/task.ts';
import type { Workload } from '../../../routes/workload.ts';
import type { Site, WebEnv } from '../../env.ts';
import { taskName } from '../../names.ts';
import { page } from '../../parts/layout.tsx';
import { type Places, placesFor } from '../../parts/places.ts';
import { Note, Until } from '../../parts/show.tsx';
import { Table } from '../../parts/table.tsx';
import { addressOf } from '../task-address.ts';
import { BarChart } from './chart.tsx';
import { OpenClaims } from './open-claims.tsx';
import { reviewersSection } from './reviewers.tsx';
import { Stages } from './stages.tsx';

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
      {lateNotes(overdue, tasks).map(({ tone, text }) => (
        <Note tone={tone}>{say(text)}</Note>
      ))}
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

/** What is late: claims, and besides them whatever else waits for the supervisor. */
export function lateNotes(claims: number, tasks: readonly Late[]): { tone: 'good' | 'bad'; text: Bilingual }[] {
  const others = tasks.filter(({ overdue, act, inspectionId }) => overdue && (act !== 'supervision' || inspectionId));
  const ofClaims =
    claims > 0
      ? [
          {
            zh: `有 ${claims} 件申报逾期。`,
            en: claims === 1 ? '1 claim is overdue.' : `${claims} claims are overdue.`,
          },
        ]
      : [];
  const ofOthers =
    others.length > 0
      ? [
          {
            zh: `另有 ${others.length} 项其他事项逾期，见下表。`,
            en: `${others.length} other matters are overdue, see below.`,
          },
        ]
      : [];
  const late = [...ofClaims, ...ofOthers];
  if (late.length > 0) return late.map((text) => ({ tone: 'bad', text }));
  return [{ tone: 'good', text: { zh: '没有逾期的事项。', en: 'Nothing is overdue.' } }];
}

type Late = Pick<z.infer<typeof Task>, 'overdue' | 'act' | 'inspectionId'>;

function Waiting({ c, tasks }: { c: Context<WebEnv>; tasks: readonly z.infer<typeof Task>[] }) {
  const { say } = c.var;
  const title = say('等待您办理', 'What waits for you');
  return (
    <section>
      <h2 id="waiting">{title}</h2>
      {tasks.length === 0 ? (
        <Note>{say('目前没有待办事项。', 'Nothing waits for you now.')}</Note>
      ) : (
        <Table
          label={title}
          columns={[say('事项', 'What'), say('申报单位', 'Claimant'), say('期限', 'Due')]}
          rows={tasks.map((task) => [
            <>
              <a href={addressOf(task)}>{say(taskName(task))}</a>{' '}
              {task.overdue && <span class="badge bad">{say('逾期', 'overdue')}</span>}
              <div class="soft">{task.claimId ?? ''}</div>
            </>,
            task.claimantName ?? '—',
            <Until at={task.dueAt} />,
          ])}
        />
      )}
    </section>
  );
}

function Programmes({ c, load, places }: { c: Context<WebEnv>; load: Load; places: Places }) {
  const { say } = c.var;
  if (load.programmes.length === 0) return null;
  return (
    <OpenClaims
      c={c}
      id="programmes"
      title={say('各项目在办件（红色为逾期）', 'Open claims by programme (red: overdue)')}
      label={say('各项目在办件表', 'The same as a table')}
      columns={[say('序号', 'No.'), say('项目', 'Programme')]}
      shares={load.programmes.map(({ jurisdiction, programme, open, overdue }, i) => {
        const link = (
          <a href={`/claims?jurisdiction=${jurisdiction}&programme=${programme}`}>
            {places.place(jurisdiction)} {places.programme(jurisdiction, programme)}
          </a>
        );
        return { name: String(i + 1), cells: [i + 1, link], open, overdue };
      })}
    />
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
          <Table
            label={say('到期审核表', 'The same as a table')}
            columns={[say('最后一日', 'Last day'), { name: say('件数', 'Claims'), number: true }]}
            rows={load.due.map(({ day, claims }) => [day, claims])}
          />
        </div>
      )}
    </section>
  );
}
