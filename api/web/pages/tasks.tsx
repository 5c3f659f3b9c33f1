import type { z } from '@hono/zod-openapi';
import type { Stage } from '../../../domain/claim/stages.ts';
import { stages } from '../../../domain/claim/stages.ts';
import type { Task } from '../../claims/task.ts';
import type { Site } from '../env.ts';
import { taskNames } from '../names.ts';
import { page } from '../parts/layout.tsx';
import { Note, Scrolling, StageBadge, Until } from '../parts/show.tsx';

type Item = z.infer<typeof Task>;

/** What waits for who has signed in: overdue first, then by due date, as the API tells it. */
export function taskPages(site: Site): void {
  site.get('/tasks', async (c) => {
    const { say } = c.var;
    const cursor = c.req.query('cursor');
    const { items, nextCursor } = await c.var.remote.get<{ items: Item[]; nextCursor: string | null }>(
      `/v1/tasks?limit=50${cursor ? `&cursor=${encodeURIComponent(cursor)}` : ''}`,
    );
    const title = say('待办', 'To do');
    return page(
      c,
      title,
      <>
        <h1>{title}</h1>
        {items.length === 0 ? (
          <Note>{say('目前没有待办事项。', 'Nothing waits for you now.')}</Note>
        ) : (
          <Scrolling label={title}>
            <table>
              <thead>
                <tr>
                  <th scope="col">{say('事项', 'What')}</th>
                  <th scope="col">{say('申报单位', 'Claimant')}</th>
                  <th scope="col">{say('状态', 'Stands')}</th>
                  <th scope="col">{say('期限', 'Due')}</th>
                </tr>
              </thead>
              <tbody>
                {items.map((task) => (
                  <tr>
                    <td>
                      <a href={addressOf(task)}>{say(taskNames[task.act] ?? { zh: task.act, en: task.act })}</a>
                    </td>
                    <td>{task.claimantName ?? '—'}</td>
                    <td>
                      {stages.includes(task.stage as Stage) ? (
                        <StageBadge stage={task.stage as Stage} overdue={task.overdue} say={say} />
                      ) : (
                        <span class="badge">{task.stage}</span>
                      )}
                    </td>
                    <td>
                      <Until at={task.dueAt} />
                    </td>
                  </tr>
                ))}
              </tbody>
            </table>
          </Scrolling>
        )}
        {nextCursor && (
          <p>
            <a href={`/tasks?cursor=${encodeURIComponent(nextCursor)}`}>{say('下一页', 'Next page')}</a>
          </p>
        )}
      </>,
    );
  });
}

/** Where the thing that waits is dealt with. */
export function addressOf(task: Item): string {
  const of = `/review/${task.claimId}`;
  const under = `/supervision/${task.claimId}`;
  switch (task.act) {
    case 'filing-review':
    case 'application-review':
    case 'verification':
      return of;
    case 'change-review':
      return `${of}/changes/${task.changeId}`;
    case 'repinning-decision':
      return `${under}/repinning/${task.repinningId}`;
    case 'reopening-decision':
      return `${under}/reopenings/${task.reopeningId}`;
    case 'administrative-review':
    case 'administrative-review-confirmation':
      return `${under}/administrative-reviews/${task.administrativeReviewId}`;
    case 'fraud-ruling':
      return `${under}/fraud-findings/${task.findingId}`;
    case 'party-listing-decision':
      return `/supervision/listings/${task.listingId}`;
  }
  if (task.inspectorId) return '/inspectors';
  if (task.disbursementId) return `/batches/${task.disbursementId}`;
  if (task.inspectionId) return `/inspections/${task.inspectionId}`;
  if (task.paymentId) return `/returns/${task.paymentId}`;
  if (task.recoveryId) return `/recoveries/${task.recoveryId}`;
  if (task.claimId) return `/claims/${task.claimId}`;
  return '/tasks';
}
