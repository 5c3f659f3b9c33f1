import type { z } from '@hono/zod-openapi';
import type { Context } from 'hono';
import type { AnsweredDisbursement } from '../../../disbursements/schemas.ts';
import type { WebEnv } from '../../env.ts';
import { page } from '../../parts/layout.tsx';
import { Counted, Facts, Note } from '../../parts/show.tsx';
import { Table } from '../../parts/table.tsx';
import { BatchBadge } from './batches.tsx';

type Answered = z.infer<typeof AnsweredDisbursement>;

/** What came of the bank's file, also of the rows that changed nothing. */
export function imported(c: Context<WebEnv>, { answer, ...batch }: Answered) {
  const { say } = c.var;
  const booked = answer.rows - answer.pending - answer.known - answer.paidAfterReturn;
  const title = say('银行结果已导入', 'The bank’s answer was taken');
  return page(
    c,
    title,
    <>
      <h1>{title}</h1>
      <Note tone={answer.warnings.length > 0 ? 'warn' : 'good'}>
        <p>
          {say(
            `共 ${answer.rows} 行：入账 ${booked} 行，银行仍在处理 ${answer.pending} 行，此前已入账 ${answer.known} 行，已登记退票而未入账 ${answer.paidAfterReturn} 行。`,
            `Rows in the file: ${answer.rows}. Booked: ${booked}; still under way: ${answer.pending}; on the books before: ${answer.known}; not booked, since the payment stands returned: ${answer.paidAfterReturn}.`,
          )}
        </p>
      </Note>
      {answer.warnings.length > 0 && (
        <Table
          label={say('需要核实的行', 'Rows to look into')}
          columns={[{ name: say('行', 'Row'), number: true }, say('情况', 'What')]}
          rows={answer.warnings.map(({ row, messages }) => [row, say(messages)])}
        />
      )}
      <section class="card" aria-label={say('批次现状', 'The batch now')}>
        <Facts
          of={[
            [say('状态', 'Status'), <BatchBadge batch={batch} say={say} />],
            [say('已到账', 'Paid'), <Counted n={batch.paid} fen={batch.paidFen} />],
            [say('退票', 'Returned'), <Counted n={batch.returned} fen={batch.returnedFen} />],
          ]}
        />
      </section>
      <p class="actions">
        <a href={`/batches/${batch.id}`}>{say('返回批次', 'Back to the batch')}</a>
        {batch.returned > 0 && <a href="/returns?open=true">{say('查看退票', 'See the returned payments')}</a>}
      </p>
    </>,
  );
}
