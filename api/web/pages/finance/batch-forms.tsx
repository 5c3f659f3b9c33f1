import type { z } from '@hono/zod-openapi';
import type { Context } from 'hono';
import type { AnsweredDisbursement } from '../../../disbursements/schemas.ts';
import type { WebEnv } from '../../env.ts';
import { doAct, type Sent } from '../../parts/act.ts';
import { page } from '../../parts/layout.tsx';
import { Facts, Money, Note } from '../../parts/show.tsx';
import { Table } from '../../parts/table.tsx';
import { batchPage } from './batch.tsx';
import { BatchBadge } from './batches.tsx';

type Answered = z.infer<typeof AnsweredDisbursement>;

const apiPath = (c: Context<WebEnv>, act: string) =>
  `/v1/disbursements/${encodeURIComponent(c.req.param('id')!)}/${act}`;

export const submitBatch = (c: Context<WebEnv>) =>
  doAct(
    c,
    (sent) => c.var.remote.post(apiPath(c, 'submission'), { reason: sent.optional('reason') }, sent.key),
    () => `/batches/${c.req.param('id')}`,
    (refusal) => batchPage(c, refusal),
  );

export const decideBatch = (c: Context<WebEnv>) =>
  doAct(
    c,
    (sent) => c.var.remote.post(apiPath(c, 'approval'), approvalOf(sent), sent.key),
    () => `/batches/${c.req.param('id')}`,
    (refusal) => batchPage(c, refusal),
  );

function approvalOf(sent: Sent) {
  const others = sent.text('refused-others').split(/[\s,，、]+/);
  const taken = [...sent.all('refused'), ...others].filter((id) => id !== '');
  const reasonCode = sent.optional('refused-reason');
  return {
    decision: sent.optional('decision'),
    reason: sent.optional('reason'),
    refused: taken.length > 0 ? taken.map((paymentId) => ({ paymentId, reasonCode })) : undefined,
  };
}

/** The file goes out as the API gives it. */
export async function bankFile(c: Context<WebEnv>) {
  return c.var.remote.raw(apiPath(c, 'bank-file'));
}

const typeOf = ({ name }: File) =>
  /\.xml$/i.test(name) ? 'application/xml' : /\.json$/i.test(name) ? 'application/json' : 'text/csv';

export const importResults = (c: Context<WebEnv>) =>
  doAct(
    c,
    (sent) => {
      const file = sent.file('file') ?? new File([], 'nothing.csv');
      return c.var.remote.upload<Answered>(apiPath(c, 'bank-results'), file, typeOf(file), sent.key);
    },
    (answered) => imported(c, answered),
    (refusal) => batchPage(c, refusal),
  );

/** What came of the bank's file, also of the rows that changed nothing. */
function imported(c: Context<WebEnv>, { answer, ...batch }: Answered) {
  const { say } = c.var;
  const title = say('银行结果已导入', 'The bank’s answer was taken');
  return page(
    c,
    title,
    <>
      <h1>{title}</h1>
      <Note tone={answer.warnings.length > 0 ? 'warn' : 'good'}>
        <p>
          {say(
            `共 ${answer.rows} 行：${answer.pending} 行银行仍在处理，${answer.known} 行此前已入账，其余已入账。`,
            `${answer.rows} rows: ${answer.pending} still under way, ${answer.known} known before; the others were booked.`,
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
            [say('状态', 'Stands'), <BatchBadge status={batch.status} say={say} />],
            [
              say('已到账', 'Paid'),
              <>
                {batch.paid} · <Money fen={batch.paidFen} />
              </>,
            ],
            [
              say('退票', 'Returned'),
              <>
                {batch.returned} · <Money fen={batch.returnedFen} />
              </>,
            ],
          ]}
        />
      </section>
      <p>
        <a href={`/batches/${batch.id}`}>{say('返回批次', 'Back to the batch')}</a>
      </p>
    </>,
  );
}
