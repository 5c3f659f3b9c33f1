import type { z } from '@hono/zod-openapi';
import type { Context } from 'hono';
import type { Task } from '../../../claims/task.ts';
import type { WebEnv } from '../../env.ts';
import { nameIn, taskNames } from '../../names.ts';
import { placesFor } from '../../parts/places.ts';
import { DaysLeft, Until } from '../../parts/show.tsx';
import { isOfficial } from '../../session.ts';
import { addressOf } from '../task-address.ts';

/** What who claims has to do next, the first deadline first; null for anybody else. */
export async function DeadlinesSection(c: Context<WebEnv>) {
  const { say, remote, session } = c.var;
  if (!session || isOfficial(session.role)) return null;
  const [{ items }, { now }, places] = await Promise.all([
    remote.get<{ items: z.infer<typeof Task>[] }>('/v1/tasks?limit=10'),
    remote.get<{ now: string }>('/v1/clock'),
    placesFor(c),
  ]);
  return (
    <section class="card" aria-labelledby="deadlines">
      <h2 id="deadlines">{say('您的下一步', 'What you have to do next')}</h2>
      {items.length === 0 ? (
        <p>{say('目前没有需要您办理的事项。', 'Nothing waits for you now.')}</p>
      ) : (
        <ol>
          {items.map((task) => (
            <li>
              <a href={addressOf(task)}>{say(nameIn(taskNames, task.act))}</a>{' '}
              {task.dueAt && (
                <strong>
                  <Until at={task.dueAt} />
                  <DaysLeft {...{ now, until: task.dueAt, say }} />
                </strong>
              )}
              <div class="soft">
                {places.place(task.jurisdiction)}
                {task.programme && ` · ${places.programme(task.jurisdiction, task.programme)}`}
                {task.claimId && ` · ${task.claimId}`}
              </div>
            </li>
          ))}
        </ol>
      )}
      <p>
        <a href="/claims">{say('全部申报和草稿', 'All claims and drafts')}</a>
      </p>
    </section>
  );
}
