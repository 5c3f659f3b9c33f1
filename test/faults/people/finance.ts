import type { Batch, List } from '../../../dev/demo/answers.ts';
import { bankAnswer } from '../../../dev/demo/finance.ts';
import { type Chance, chance } from '../random.ts';
import { unless } from './case.ts';
import type { Office } from './office.ts';

const preparer = { role: 'finance-preparer', subject: 'finance-zhou' };
const approver = { role: 'finance-approver', subject: 'finance-lin' };

/** What the bank knows: each transfer that it has made, fen by its number. */
export type BankJournal = Map<string, number>;

export interface FinanceOptions {
  office: Office;
  bank: BankJournal;
  seed: number;
  /** Whether the batches of a month may be refused: their money joins the next. */
  mayRefuse: boolean;
  /**
   * Off until the API takes returned payments (退票): sends a part of what was paid back. Then `returned` rows follow, mixed with repeated
   * and late `paid` rows.
   */
  returns?: boolean;
}

/** Every batch that waits goes its way: refused, or to the bank and back. */
export async function waitingBatches({ office }: Pick<FinanceOptions, 'office'>): Promise<Batch[]> {
  const { items } = await office.as(preparer).get<List<Batch>>('/v1/disbursements?limit=200');
  return items.filter(({ status }) => status === 'formed').sort((a, b) => (a.id < b.id ? -1 : 1));
}

export async function settle(options: FinanceOptions, batch: Batch): Promise<void> {
  const { office, seed, mayRefuse } = options;
  const dice = chance(seed, batch.id);
  const path = `/v1/disbursements/${batch.id}`;
  const act = (who: typeof preparer, name: string, body: object = {}) =>
    office.as(who).post<Batch>(`${path}/${name}`, body, `batch ${batch.id}, ${name}`, 'batch');
  await act(preparer, 'submission');
  if (mayRefuse && dice.percent(25)) return void (await act(approver, 'approval', { decision: 'reject' }));
  const approved = await act(approver, 'approval', { decision: 'approve' });
  // All that was in it has been withdrawn.
  if (approved.status === 'settled') return;
  const paid = execute(options.bank, await office.as(preparer).download(`${path}/bank-file`));
  // Several officers enter what came from the bank; when everything is in, the batch is closed and takes no more.
  const enter = (results: object[]) => unless(act(preparer, 'bank-results', { results }), 'batch-wrong-status');
  for (const round of answers(dice, paid)) await Promise.all(round.map(enter));
}

type Row = ReturnType<typeof bankAnswer>[number];

/** The bank makes every transfer of the file, once, whatever it is told. */
function execute(bank: BankJournal, file: string): Row[] {
  const rows = bankAnswer(file);
  for (const { paymentId, amountFen } of rows) bank.set(paymentId, amountFen);
  return rows;
}

/** The bank's answer in parts, out of order, some of them twice, some at the same moment; the whole of it last. */
function answers(dice: Chance, paid: readonly Row[]): Row[][][] {
  const rows = dice.shuffled(paid);
  const cuts = [dice.between(0, rows.length), dice.between(0, rows.length)].sort((a, b) => a - b);
  const parts = [rows.slice(0, cuts[0]), rows.slice(cuts[0], cuts[1]), rows.slice(cuts[1])].filter(
    (part) => part.length > 0,
  );
  const again = dice.percent(60) ? [dice.of(parts)] : [];
  const rounds = dice.shuffled([...parts, ...again]);
  const pairs: Row[][][] = [];
  while (rounds.length > 0) pairs.push(rounds.splice(0, dice.between(1, 2)));
  return [...pairs, [dice.shuffled(paid)]];
}
