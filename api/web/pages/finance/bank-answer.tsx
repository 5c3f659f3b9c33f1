import { answerColumnNames, bankResultWords } from '../../../../domain/money/bank-file.ts';
import type { Say } from '../../language.ts';
import { Table } from '../../parts/table.tsx';
import { bankReasonNames } from './bank-reason.tsx';
import type { Batch } from './types.ts';

/** What has to stand in the bank's file, for who makes it by hand or wonders why it was refused; and one made of the batch's own payments. */
export function AnswerForm({ batch, unreadable, say }: { batch: Batch; unreadable: boolean; say: Say }) {
  const title = say('CSV 文件的列', 'Columns of the CSV');
  const says: Record<keyof typeof answerColumnNames, string> = {
    paymentId: say(
      '付款编号，与付款明细和付款文件相同。',
      'The number of the payment, as in the list below and in the file for the bank.',
    ),
    status: say(
      `${listOf(bankResultWords, '、')}。`,
      `paid, returned (sent back by the bank) or pending (still under way); or in Chinese: ${Object.values(bankResultWords).join(', ')}.`,
    ),
    amountFen: say('整数分。金额填分或填元，填一列即可。', 'Whole fen. Fen or yuan: one of the two is enough.'),
    amountYuan: say('最多两位小数，不加千分位。', 'Two decimals at most, no separators.'),
    reasonCode: say(
      `可不填。退票原因的代码：${listOf(of(bankReasonNames, 'zh'), '、')}；其他代码或文字（35 字以内）照录。`,
      `May be left out. Why it came back: ${listOf(of(bankReasonNames, 'en'), ', ')}; other codes or words of up to 35 characters are kept as they are.`,
    ),
  };
  return (
    <details open={unreadable}>
      <summary>{say('银行文件应有的内容，样例下载', 'What the bank’s file has to say, with a sample')}</summary>
      <p>
        <a href={`/batches/${batch.id}/bank-results/sample`}>
          {say('下载样例（本批次的每一笔）', 'Download a sample with the payments of this batch')}
        </a>{' '}
        <span class="hint">
          {say(
            '样例中每一笔均为处理中，按银行的答复改写状态后导入；原样导入不入账。',
            'In it every payment is still under way: change that to what the bank says, then import it. As it is it books nothing.',
          )}
        </span>
      </p>
      <Table
        label={title}
        columns={[say('列', 'Column'), say('或写作', 'Or in Chinese'), say('内容', 'What it says')]}
        rows={Object.entries(answerColumnNames).map(([column, chinese]) => [
          <code>{column}</code>,
          chinese,
          says[column as keyof typeof answerColumnNames],
        ])}
      />
      <p class="hint">
        {say(
          '列的顺序不限，不能有别的列。最后一行可写合计：付款编号列写“合计”，状态列写笔数，金额列写合计金额。XML 文件按银行给出的原样上传。',
          'In any order, and no others. The last row may be the total: TOTAL as the number of the payment, the count as its status, the sum as its amount. XML is uploaded as the bank has made it.',
        )}
      </p>
    </details>
  );
}

const listOf = (words: Readonly<Record<string, string>>, comma: string) =>
  Object.entries(words)
    .map(([code, word]) => `${code} ${word}`)
    .join(comma);

const of = (names: typeof bankReasonNames, language: 'zh' | 'en') =>
  Object.fromEntries(Object.entries(names).map(([code, name]) => [code, name[language]]));
