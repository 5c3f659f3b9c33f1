import type { z } from '@hono/zod-openapi';
import type { Context } from 'hono';
import type { BankResultsPreview } from '../../../disbursements/bank-preview.ts';
import type { AnsweredDisbursement } from '../../../disbursements/schemas.ts';
import type { WebEnv } from '../../env.ts';
import { doAct, type Refusal } from '../../parts/act.ts';
import { ActForm } from '../../parts/form.tsx';
import { page } from '../../parts/layout.tsx';
import { ownKey } from '../../parts/own-key.ts';
import { Counted, Facts, Note, ProblemNote, Yuan } from '../../parts/show.tsx';
import { Table } from '../../parts/table.tsx';
import { BankReason } from './bank-reason.tsx';
import { batchPage } from './batch.tsx';
import { imported } from './imported.tsx';

type Preview = z.infer<typeof BankResultsPreview>;

const batchId = (c: Context<WebEnv>) => encodeURIComponent(c.req.param('id')!);
const previews = (c: Context<WebEnv>) => `/v1/disbursements/${batchId(c)}/bank-results/previews`;
const previewPath = (c: Context<WebEnv>) => `${previews(c)}/${encodeURIComponent(c.req.param('previewId')!)}`;

const typeOf = ({ name }: File) =>
  /\.xml$/i.test(name) ? 'application/xml' : /\.json$/i.test(name) ? 'application/json' : 'text/csv';

/** The bank's file is read first; nothing is booked before somebody has seen what it would do. */
export const previewResults = (c: Context<WebEnv>) =>
  doAct(
    c,
    async (sent) => {
      const file = sent.file('file') ?? new File([], 'nothing.csv');
      // Who goes back and chooses another file has another one read.
      const own = await ownKey(sent.key, file.name, file);
      return c.var.remote.upload<Preview>(previews(c), file, typeOf(file), own);
    },
    ({ id }) => `/batches/${batchId(c)}/bank-results/${id}`,
    (refusal) => batchPage(c, refusal),
  );

export const confirmResults = (c: Context<WebEnv>) =>
  doAct(
    c,
    (sent) =>
      c.var.remote.post<z.infer<typeof AnsweredDisbursement>>(
        `${previewPath(c)}/confirmation`,
        { digest: sent.text('digest') },
        sent.key,
      ),
    (answered) => imported(c, answered),
    // What changed meanwhile shows in the preview that is made now; what does not fit any more, at the batch.
    (refusal) => (refusal.problem.code === 'bank-preview-changed' ? previewPage(c, refusal) : batchPage(c, refusal)),
  );

/** What a file would do: booked so far is nothing of it. */
export async function previewPage(c: Context<WebEnv>, refusal?: Refusal) {
  const { say } = c.var;
  const preview = await c.var.remote.get<Preview>(previewPath(c));
  const title = say('银行结果预览', 'What the bank’s file would do');
  const counted = (count: number, fen: number) => <Counted n={count} fen={fen} />;
  return page(
    c,
    title,
    <>
      {refusal && <ProblemNote problem={refusal.problem} say={say} />}
      <h1>{title}</h1>
      <Note>
        {say(
          '文件已读取并与批次逐笔核对：编号、金额、笔数全部相符。尚未入账，确认后才入账。',
          'The file was read and compared with the batch, payment by payment: numbers, amounts and counts all fit. Nothing is booked before you confirm.',
        )}
      </Note>
      <section class="card" aria-labelledby="effect">
        <h2 id="effect">{say('确认后入账', 'What would be booked')}</h2>
        <Facts
          of={[
            [say('到账（笔数 · 金额）', 'Paid'), counted(preview.paid, preview.paidFen)],
            [say('退票（笔数 · 金额）', 'Returned'), counted(preview.returned, preview.returnedFen)],
            [say('不入账：银行仍在处理', 'Not booked: under way at the bank'), preview.pending],
            [say('不入账：此前已入账', 'Not booked: on the books already'), preview.known],
            [say('不入账：已登记退票的付款', 'Not booked: paid, but it stands returned'), preview.paidAfterReturn],
            [say('文件（行）', 'Rows in the file'), `${preview.rows} · ${preview.format}`],
            [say('文件校验值', 'Hash of the file'), preview.sha256],
          ]}
        />
        <ActForm
          action={`/batches/${batchId(c)}/bank-results/${preview.id}/confirmation`}
          idempotencyKey={refusal?.sent.key}
        >
          <input type="hidden" name="digest" value={preview.digest} />
          <div class="actions">
            <button type="submit">{say('确认入账', 'Book it')}</button>
            <a class="button second" href={`/batches/${batchId(c)}`}>
              {say('不入账，返回批次', 'Back, without booking')}
            </a>
          </div>
        </ActForm>
      </section>
      <Attention c={c} preview={preview} />
    </>,
    refusal ? (refusal.problem.status as 409) : 200,
  );
}

function Attention({ c, preview: { attention } }: { c: Context<WebEnv>; preview: Preview }) {
  const { say } = c.var;
  if (attention.length === 0) return null;
  const title = say('需要留意的行', 'Rows to look at');
  return (
    <section>
      <h2>{title}</h2>
      <Table
        label={title}
        columns={[
          { name: say('行', 'Row'), number: true },
          say('付款编号', 'Payment'),
          { name: say('金额（元）', 'Yuan'), number: true },
          say('银行结果', 'What the bank says'),
        ]}
        rows={attention.map(({ row, paymentId, amountFen, reasonCode, reason, does }) => [
          row,
          paymentId,
          <Yuan fen={amountFen} />,
          <>
            {does === 'returned'
              ? say('退票', 'Returned')
              : say('到账，但此前已退票，请向银行核实', 'Paid, but it stands returned: ask the bank')}
            <BankReason {...{ code: reasonCode, words: reason, say }} />
          </>,
        ])}
      />
    </section>
  );
}
