import type { z } from '@hono/zod-openapi';
import type { Context } from 'hono';
import { stageTexts } from '../../../../domain/messages/stages.ts';
import type { Workload } from '../../../routes/workload.ts';
import type { WebEnv } from '../../env.ts';
import { Scrolling } from '../../parts/show.tsx';
import { BarChart } from './chart.tsx';

/** Where open claims are, and which of them are late. */
export function Stages({ c, load }: { c: Context<WebEnv>; load: z.infer<typeof Workload> }) {
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
