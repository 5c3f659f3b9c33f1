import type { z } from '@hono/zod-openapi';
import type { Context } from 'hono';
import { stageTexts } from '../../../../domain/messages/stages.ts';
import type { Workload } from '../../../routes/workload.ts';
import type { WebEnv } from '../../env.ts';
import { OpenClaims } from './open-claims.tsx';

/** Where open claims are, and which of them are late. */
export function Stages({ c, load }: { c: Context<WebEnv>; load: z.infer<typeof Workload> }) {
  const { say } = c.var;
  return (
    <OpenClaims
      c={c}
      id="stages"
      title={say('在办件分布（红色为逾期）', 'Open claims by stage (red: overdue)')}
      label={say('在办件分布表', 'The same as a table')}
      columns={[say('状态', 'Stage')]}
      shares={load.stages.map(({ stage, open, overdue }) => {
        const name = say(stageTexts[stage].name);
        return { name, cells: [<a href={`/claims?stage=${stage}`}>{name}</a>], open, overdue };
      })}
    />
  );
}
