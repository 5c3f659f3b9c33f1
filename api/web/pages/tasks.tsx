import type { z } from '@hono/zod-openapi';
import type { Context } from 'hono';
import type { Task } from '../../claims/task.ts';
import type { Site, WebEnv } from '../env.ts';
import { taskName } from '../names.ts';
import { page } from '../parts/layout.tsx';
import { askedFor, type Listed, NextPage } from '../parts/paging.tsx';
import { type Places, placesFor } from '../parts/places.ts';
import { DaysLeft, Note, Until, Yuan } from '../parts/show.tsx';
import { Table } from '../parts/table.tsx';
import { addressOf } from './task-address.ts';
import { TaskStatus } from './task-status.tsx';

type Item = z.infer<typeof Task>;

/** What waits for who has signed in: overdue first, then by due date, as the API tells it. */
export function taskPages(site: Site): void {
  site.get('/tasks', async (c) => {
    const { say, remote } = c.var;
    const [{ items, nextCursor }, { now }, places] = await Promise.all([
      remote.get<Listed<Item>>(`/v1/tasks?limit=50&${askedFor(c, 'cursor')}`),
      remote.get<{ now: string }>('/v1/clock'),
      placesFor(c),
    ]);
    const title = say('待办', 'To do');
    return page(
      c,
      title,
      <>
        <h1>{title}</h1>
        {items.length === 0 ? (
          <Note>{say('目前没有待办事项。', 'Nothing waits for you now.')}</Note>
        ) : (
          <Tasks {...{ c, items, now, places, title }} />
        )}
        <NextPage c={c} asked={new URLSearchParams()} nextCursor={nextCursor} />
      </>,
    );
  });
}

function Tasks(props: { c: Context<WebEnv>; items: Item[]; now: string; places: Places; title: string }) {
  const { c, items, now, places, title } = props;
  const { say } = c.var;
  return (
    <Table
      label={title}
      columns={[
        say('事项', 'What'),
        say('对象', 'About'),
        say('地区和项目', 'Place and programme'),
        { name: say('金额（元）', 'Sum, yuan'), number: true },
        say('状态', 'Status'),
        say('期限', 'Due'),
      ]}
      rows={items.map((task) => [
        <a href={addressOf(task)}>{say(taskName(task))}</a>,
        <>
          {task.claimantName ?? task.month ?? '—'}
          {task.claimId && <div class="soft">{task.claimId}</div>}
        </>,
        <>
          {places.place(task.jurisdiction)}
          {task.programme && <div class="soft">{places.programme(task.jurisdiction, task.programme)}</div>}
        </>,
        <Yuan fen={task.amountFen} />,
        <TaskStatus task={task} say={say} />,
        <>
          <Until at={task.dueAt} />
          {task.dueAt && <DaysLeft {...{ now, until: task.dueAt, say }} />}
        </>,
      ])}
    />
  );
}
