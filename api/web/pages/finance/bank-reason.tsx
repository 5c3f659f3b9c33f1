import type { Bilingual } from '../../../../domain/messages/message.ts';
import { inWords } from '../../../../domain/money/payment-return.ts';
import type { Say } from '../../language.ts';
import { nameIn } from '../../names.ts';

/** Codes of ISO 20022, as people say them. */
export const bankReasonNames: Readonly<Record<string, Bilingual>> = {
  AC01: { zh: '账号有误', en: 'wrong account number' },
  AC03: { zh: '收款账号无效', en: 'invalid account number' },
  AC04: { zh: '账户已销户', en: 'account closed' },
  AC06: { zh: '账户已冻结', en: 'account blocked' },
  AC13: { zh: '账户种类不符', en: 'wrong kind of account' },
  AC14: { zh: '账户种类不符', en: 'wrong kind of account' },
  BE01: { zh: '户名与账号不符', en: 'name and account do not fit' },
  MS03: { zh: '银行未说明原因', en: 'the bank gives no reason' },
  RC01: { zh: '行号有误', en: 'wrong bank code' },
};

/** And those of approvers. */
const reasonNames: Readonly<Record<string, Bilingual>> = {
  ...bankReasonNames,
  'account-doubtful': { zh: '账户存疑', en: 'the account is doubtful' },
  'account-wrong': { zh: '收款账户有误', en: 'the account is wrong' },
};

/** Why money came back: the code as a sentence, with the code itself for whoever asks the bank; and the bank's own words. */
export function BankReason({ code, words, say }: { code: string | null; words: string | null; say: Say }) {
  if (!code) return <>{words ?? ''}</>;
  return (
    <div>
      {code !== inWords && (
        <>
          {reasonNames[code] && say(nameIn(reasonNames, code))} <code class="hint">{code}</code>
        </>
      )}
      {words && <div>{say(`银行说明：${words}`, `The bank: ${words}`)}</div>}
    </div>
  );
}
