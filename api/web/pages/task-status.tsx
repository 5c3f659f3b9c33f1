import type { z } from '@hono/zod-openapi';
import { type Stage, stages } from '../../../domain/claim/stages.ts';
import type { Bilingual } from '../../../domain/messages/message.ts';
import type { Task } from '../../claims/task.ts';
import type { Say } from '../language.ts';
import { StageBadge } from '../parts/show.tsx';
import { batchStatusNames, recoveryStatusNames, repaymentStatusNames, returnStatusNames } from './finance/names.ts';
import { stageNames } from './inspection/names.ts';
import { statusName } from './review/status-names.ts';

type Item = z.infer<typeof Task>;

/** Where the thing that waits stands, in the words of its own desk. */
export function TaskStatus({ task, say }: { task: Item; say: Say }) {
  if (stages.includes(task.stage as Stage))
    return <StageBadge stage={task.stage as Stage} overdue={task.overdue} say={say} />;
  return (
    <>
      <span class="badge">{say(nameOf(task))}</span>
      {task.overdue && task.stage !== 'overdue' && <span class="badge bad">{say('逾期', 'overdue')}</span>}
    </>
  );
}

function nameOf({ stage, ...task }: Item): Bilingual {
  return namesFor(task)[stage] ?? statusName(stage)[0];
}

function namesFor(task: Omit<Item, 'stage'>): Readonly<Record<string, Bilingual>> {
  if (task.disbursementId) return batchStatusNames;
  if (task.inspectionId) return stageNames;
  if (task.paymentId) return returnStatusNames;
  if (task.repaymentId) return repaymentStatusNames;
  return task.recoveryId ? recoveryStatusNames : {};
}
