import type { z } from '@hono/zod-openapi';
import type { Stage } from '../../../domain/claim/stages.ts';
import { stages } from '../../../domain/claim/stages.ts';
import type { Task } from '../../claims/task.ts';
import type { Site } from '../env.ts';
import { nameIn, taskNames } from '../names.ts';
import { page } from '../parts/layout.tsx';
import { askedFor, type Listed, NextPage } from '../parts/paging.tsx';
import { Note, StageBadge, Until } from '../parts/show.tsx';
import { Table } from '../parts/table.tsx';

type Item = z.infer<typeof Task>;

/** What waits for who has signed in: overdue first, then by due date, as the API tells it. */
export function taskPages(site: Site): void {
  site.get('/tasks', async (c) => {
    const { say } = c.var;
    const { items, nextCursor } = await c.var.remote.get<Listed<Item>>(`/v1/tasks?limit=50&${askedFor(c, 'cursor')}`);
    const title = say('待办', 'To do');
    return page(
      c,
      title,
      <>
        <h1>{title}</h1>
        {items.length === 0 ? (
          <Note>{say('目前没有待办事项。', 'Nothing waits for you now.')}</Note>
        ) : (
          <Table
            label={title}
            columns={[say('事项', 'What'), say('申报单位', 'Claimant'), say('状态', 'Stands'), say('期限', 'Due')]}
            rows={items.map((task) => [
              <a href={addressOf(task)}>{say(nameIn(taskNames, task.act))}</a>,
              task.claimantName ?? '—',
              stages.includes(task.stage as Stage) ? (
                <StageBadge stage={task.stage as Stage} overdue={task.overdue} say={say} />
              ) : (
                <span class="badge">{task.stage}</span>
              ),
              <Until at={task.dueAt} />,
            ])}
          />
        )}
        <NextPage c={c} asked={new URLSearchParams()} nextCursor={nextCursor} />
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
