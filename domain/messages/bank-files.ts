import type { MessageTemplate } from './message.ts';

/** Refusals of files to and from the bank. Nothing of a refused file is booked. */
export const bankFileMessages = {
  // To the bank
  'fund-account-missing': {
    status: 409,
    zh: '未设置批次 {batchId} 的付款账户，无法生成银行文件。请由运维人员在 FUND_ACCOUNTS 中补充该地区和资金的账户。',
    en: 'No account is known from which batch {batchId} is paid, so there is no bank file. The operator adds the place and fund to FUND_ACCOUNTS.',
  },
  'bank-file-unwritable': {
    status: 409,
    zh: '批次中有付款不能写入 {format} 格式的银行文件，详见 errors。请更正收款账户，或将这些付款移出批次。',
    en: 'Payments of the batch cannot be written into a bank file in {format}, see `errors`. Correct their accounts or take them out of the batch.',
  },
  'bank-field-characters': {
    zh: '付款 {paymentId}：{field} 含有 {format} 格式不能表示的字符。请更正该账户信息。',
    en: 'Payment {paymentId}: `{field}` has a character that {format} cannot hold. Correct it.',
  },
  'bank-field-too-long': {
    zh: '付款 {paymentId}：{field} 超过 {most} 个字符，不能写入 {format}。请缩短，系统不会截断。',
    en: 'Payment {paymentId}: `{field}` is longer than the {most} characters of {format}. Shorten it; nothing is cut off.',
  },
  'bank-field-empty': {
    zh: '付款 {paymentId}：{field} 为空，不能写入 {format}。请补充。',
    en: 'Payment {paymentId}: `{field}` is empty, which {format} does not allow. Fill it in.',
  },
  'bank-field-amount': {
    zh: '付款 {paymentId}：金额 {amountFen} 分不是正的整数分。请停止拨付并交审计核查。',
    en: 'Payment {paymentId}: {amountFen} is no amount in whole fen above zero. Stop and have it audited.',
  },

  // From the bank: the file as a whole
  'bank-file-unreadable': {
    zh: '无法读取银行结果文件，原因见 errors，未导入任何记录。请核对文件，必要时向银行重新索取。',
    en: 'The bank’s answer cannot be read, see `errors`; nothing was imported. Check the file or ask the bank for it again.',
  },
  'bank-file-is-order': {
    zh: '这是发给银行的付款文件，不是银行返回的结果。请上传银行的结果文件。',
    en: 'This is the payment order, not the bank’s answer. Upload the file that the bank has sent back.',
  },
  'bank-file-charset': {
    zh: '文件编码不是 UTF-8 或 GB18030，或含有无效字节。请转换编码后重新上传。',
    en: 'The file is neither UTF-8 nor GB18030, or has invalid bytes. Convert it and upload it again.',
  },
  'bank-file-empty': {
    zh: '文件中没有任何一笔付款的结果。请向银行索取逐笔结果。',
    en: 'The file says nothing of any single payment. Ask the bank for the result of each payment.',
  },
  'bank-file-too-long': {
    zh: '文件超过 {most} 行，不可能是一个批次的结果。请核对文件，只导入本批次的明细。',
    en: 'The file has more than {most} rows, which no batch has. Check the file and import what belongs to the batch only.',
  },
  'bank-csv-malformed': {
    zh: 'CSV 第 {line} 行附近格式有误（{reason}）。请检查引号和逗号。',
    en: 'The CSV is malformed near line {line} ({reason}). Check quotes and commas.',
  },
  'bank-columns-unfit': {
    zh: '表头不符：{zh}。应有的列：paymentId（付款编号）、status（状态：paid 成功、returned 退票、pending 处理中）、amountFen（金额(分)）或 amountYuan（金额(元)），可加 reasonCode（原因）。',
    en: 'The header does not fit; {en}. Its columns are paymentId, status (paid, returned or pending), amountFen or amountYuan, and reasonCode, which may be left out.',
  },
  'bank-xml-malformed': {
    zh: 'XML 第 {line} 行附近格式有误，或文件不完整。请向银行重新索取。',
    en: 'The XML is malformed near line {line}, or the file is cut off. Ask the bank for it again.',
  },
  'bank-xml-forbidden': {
    zh: 'XML 第 {line} 行含有 DOCTYPE 或实体声明，出于安全原因不予接受。',
    en: 'The XML has a DOCTYPE or declares entities at line {line}; this is refused for safety.',
  },
  'bank-xml-too-large': {
    zh: 'XML 第 {line} 行的{zh}超过上限 {most}。请核对文件。',
    en: 'The XML has more than {most} {en} at line {line}. Check the file.',
  },
  'bank-xml-root': {
    zh: '文件是“{found}”，应为 {expected} 的 Document。请上传银行的结果文件。',
    en: 'The file is “{found}”; a Document of {expected} is expected. Upload the bank’s answer.',
  },

  // From the bank: what it says of itself and of the order
  'bank-answer-other-order': {
    zh: '结果针对的报文是 {found}，本批次的报文是 {expected}。请核对批次。',
    en: 'The answer is for message {found}, and this batch went out as {expected}. Check which batch it belongs to.',
  },
  'bank-order-figures-differ': {
    zh: '银行记录的原付款指令为 {statedCount} 笔、{statedFen} 分，本批次为 {count} 笔、{totalFen} 分。请与银行核对。',
    en: 'The bank has an order of {statedCount} payments and {statedFen} fen; this batch has {count} payments and {totalFen} fen. Ask the bank.',
  },
  'bank-count-differs': {
    zh: '文件声明的{zh}为 {stated}，实际为 {found}。文件可能不完整，请向银行重新索取。',
    en: 'The file says that it has {stated} {en}, but there are {found}. It may be incomplete: ask the bank for it again.',
  },
  'bank-total-differs': {
    zh: '文件声明的合计（{zh}）为 {statedFen} 分，逐笔相加为 {foundFen} 分。与本批次不符的行列于下方；若未列出，则仅合计有误。请与银行核对。',
    en: 'The file states a total of its {en} of {statedFen} fen, but its parts sum to {foundFen} fen. Rows that do not fit the batch are named below; where none is, only the total is wrong. Ask the bank.',
  },
  'bank-total-unfit': {
    zh: '文件声明的笔数或合计（{zh}）不是有效的数字。请与银行核对。',
    en: 'The count or total that the file states of its {en} is no valid figure. Ask the bank.',
  },
  'bank-group-rejected': {
    zh: '银行拒绝了整个付款指令（{reason}），但没有逐笔列出。请与银行确认后索取逐笔结果。',
    en: 'The bank has rejected the order as a whole ({reason}) without naming payments. Ask it for the result of each payment.',
  },

  // From the bank: one row
  'bank-row-cells': {
    zh: '该行有 {found} 列，表头有 {expected} 列。',
    en: 'There are {found} cells, and the header has {expected}.',
  },
  'bank-reference-unfit': {
    zh: '付款编号为空或无效。',
    en: 'The reference of the payment is missing or malformed.',
  },
  'bank-status-unknown': {
    zh: '不认识状态“{status}”。可用的状态：{allowed}。',
    en: 'The status “{status}” is not known. Known are: {allowed}.',
  },
  'bank-amount-unfit': {
    zh: '金额缺失，或不是精确到分的人民币金额。',
    en: 'The amount is missing, or is no amount of CNY exact to the fen.',
  },
  'bank-amounts-differ': {
    zh: '元与分两列金额不一致。',
    en: 'The amounts in yuan and in fen differ.',
  },
  'bank-reason-unfit': {
    zh: '原因超过 35 个字符或含有控制字符。请只填写原因代码。',
    en: 'The reason is longer than 35 characters or has control characters. Give the code of the reason only.',
  },
  'bank-row-after-total': {
    zh: '该行位于合计行之后。合计须为最后一行。',
    en: 'It comes after the total, which has to be the last row.',
  },
  'bank-element-twice': {
    zh: '{element} 出现两次。请与银行核对。',
    en: '{element} occurs twice. Ask the bank.',
  },
  'bank-group-contradicts': {
    zh: '状态 {status} 与整批状态 {group} 矛盾。请与银行核对。',
    en: 'Its status {status} contradicts the status {group} of the whole. Ask the bank.',
  },
  'bank-entry-without-reference': {
    zh: '没有付款编号（EndToEndId），可能是手续费、利息等其他往来。请只导入本批次的明细。',
    en: 'It names no payment (EndToEndId), so it may be a fee, interest or another movement. Import what belongs to the batch only.',
  },
  'bank-entry-contradictory': {
    zh: '既是支出，又注明退回或冲正，无法判断款项是否付出。请与银行核对。',
    en: 'It is a debit and says that it is a return or reversal; whether money went out is unclear. Ask the bank.',
  },
} satisfies Record<string, MessageTemplate>;
