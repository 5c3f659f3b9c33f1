import type { z } from '@hono/zod-openapi';
import type { Context } from 'hono';
import type { Child } from 'hono/jsx';
import type { Reviewer } from '../../../review/schemas.ts';
import type { WebEnv } from '../../env.ts';
import type { Listed } from '../../parts/paging.tsx';
import { Note } from '../../parts/show.tsx';
import { Table } from '../../parts/table.tsx';
import { ClaimLinks } from '../review/certificates.tsx';
import { BarChart } from './chart.tsx';

/** Who has what on the desk, what of it is late, and who is away. */
export async function reviewersSection(c: Context<WebEnv>): Promise<Child> {
  const { say, remote } = c.var;
  const { items } = await remote.get<Listed<z.infer<typeof Reviewer>>>('/v1/reviewers');
  const title = say('审核人员', 'Reviewers');
  const figure = (zh: string, en: string) => ({ name: say(zh, en), number: true as const });
  return (
    <section>
      <h2 id="reviewers">{title}</h2>
      {items.length === 0 ? (
        <Note>{say('还没有审核人员登录过。', 'No reviewer has signed in yet.')}</Note>
      ) : (
        <>
          <BarChart
            title={say('审核人员手头申报（红色为逾期）', 'On the desk of each reviewer (red: overdue)')}
            bars={items.map(({ subject, held, overdue }) => ({
              name: subject,
              parts: [
                { value: overdue, tone: 'late' },
                { value: held.length - overdue, tone: 'load' },
              ],
            }))}
          />
          <Table
            label={title}
            columns={[
              ...[say('审核人员', 'Reviewer'), say('手头申报', 'On the desk')],
              ...[figure('其中逾期', 'Overdue'), figure('近 30 天办结', 'Decided in 30 days'), say('请假', 'Away')],
            ]}
            rows={items.map((one) => [
              <>
                {one.subject} {one.departed && <span class="badge">{say('已离岗', 'has left')}</span>}
              </>,
              one.held.length > 0 ? <ClaimLinks ids={one.held} to="/review" /> : '—',
              one.overdue > 0 ? <span class="badge bad">{one.overdue}</span> : 0,
              one.decided,
              one.absentUntil
                ? say(
                    `至 ${one.absentUntil}，${one.substitute} 代理`,
                    `until ${one.absentUntil}, ${one.substitute} stands in`,
                  )
                : '—',
            ])}
          />
        </>
      )}
      <p>
        <a href="/review/absences">{say('请假与代理', 'Absences and substitutes')}</a>
      </p>
    </section>
  );
}
