import type { Say } from '../../language.ts';

/** Which side is what, and what a balance below zero says. `open`: where balances are shown. */
export const ReadingBooks = ({ open = false, say }: { open?: boolean; say: Say }) => (
  <details class="card" open={open}>
    <summary>{say('借贷方与正负号怎么看', 'How to read debit, credit and the sign')}</summary>
    <ul>
      <li>
        {say(
          '每组分录借贷相等。借方记支出、存款和应收的增加，以及应付的减少；贷方相反。',
          'In each set debits equal credits. Expense, money in the bank and what is receivable grow on the debit side, what is payable on the credit side.',
        )}
      </li>
      <li>
        {say(
          '余额＝借方累计－贷方累计，带负号的即贷方余额。各科目余额合计为 0，账即平。',
          'A balance is all debits minus all credits: with a minus it is a credit balance. All accounts together come to 0, else the books would not balance.',
        )}
      </li>
      <li>
        {say(
          '应付补贴为负：已核定、尚未付出的金额。',
          'Payable to claimants below zero: so much is promised and not paid yet.',
        )}
      </li>
      <li>
        {say(
          '专户存款为负：累计净付出的金额。账上只记拨付、退票和退款，不记财政拨入专户的资金，因此不是银行对账单上的余额。',
          'Bank below zero: so much has gone out on balance. Payments, what the bank returned and repayments are booked, not the money put into the account, so this is not the balance of the bank statement.',
        )}
      </li>
      <li>
        {say(
          '预拨款、应收追回款为正：已预拨未抵扣、尚待退回的金额；应收追回款为负：申报单位多退、待返还的金额。',
          'Advances and recoveries receivable above zero: paid ahead and not settled, or still to come back. Recoveries below zero: claimants have sent back too much, which is owed to them.',
        )}
      </li>
    </ul>
  </details>
);
