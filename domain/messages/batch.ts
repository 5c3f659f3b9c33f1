import type { MessageTemplate } from './message.ts';

/** Refusals about batches, the bank's answers and payments that came back. */
export const batchMessages = {
  'batch-wrong-status': {
    status: 409,
    zh: '批次当前状态为“{status}”，不能执行该操作。',
    en: 'The batch is {status}; this is not possible now.',
    next: {
      status: {
        forming: { zh: '请等批次形成后再提交审批。', en: 'Wait until it is formed, then submit it.' },
        formed: {
          zh: '请先由经办人提交审批：POST …/submission。',
          en: 'Submit it first: POST …/submission, by who prepares payments.',
        },
        submitted: {
          zh: '请先由提交人以外的人审批：POST …/approval。',
          en: 'Decide on it first: POST …/approval, by another person than who submitted it.',
        },
        approved: {
          zh: '已批准，请下载银行文件办理付款，再登记银行结果：POST …/bank-results。',
          en: 'It is approved: take the bank file to the bank, then enter what the bank did: POST …/bank-results.',
        },
        refused: {
          zh: '该批次无需再办理，其中款项转入下一批次。',
          en: 'Nothing remains to be done with it; what it held joins the next batch.',
        },
        settled: {
          zh: '银行已全部答复，此后只登记退票：POST …/bank-results。',
          en: 'The bank has answered for all of it; only returns may still come: POST …/bank-results.',
        },
        emptied: {
          zh: '审批时已全部退出本批次，未交银行办理；其中款项转入下一批次，或者等待账户更正。',
          en: 'Everything was taken out at its approval and nothing went to the bank; it joins the next batch, or waits for its account.',
        },
        closed: {
          zh: '请查看批次办理结果：GET /v1/disbursements/{id}。',
          en: 'See how it ended: GET /v1/disbursements/{id}.',
        },
      },
    },
  },
  'batch-difference-unexplained': {
    zh: '本批次共 {total}，上月为 {previous}，相差达到 {percent}%，提交时须说明原因。请填写说明后重新提交。',
    en: 'This batch comes to {total}, last month’s to {previous}: they differ by {percent} % or more. Say why, and submit again.',
  },
  'batch-unknown': { status: 404, zh: '没有编号为 {id} 的批次。', en: 'There is no batch {id}.' },
  'bank-results-rejected': {
    zh: '银行结果文件有误，未导入任何记录。请按 errors 逐行核对后重新导入。',
    en: 'The bank results do not fit the batch and nothing was imported. Check the rows in `errors` and import again.',
  },
  'bank-preview-unknown': {
    status: 404,
    zh: '没有编号为 {id} 的预览：可能已经入账，或者已被新的预览取代。请查看批次，需要时重新上传文件。',
    en: 'There is no preview {id}: it was booked, or another took its place. See the batch, and upload the file again where needed.',
  },
  'bank-preview-changed': {
    status: 409,
    zh: '预览之后批次有变动，本文件的入账结果已与所示不同，尚未入账。请重新核对后再确认。',
    en: 'The batch has changed since the preview: this file would do something else by now, and nothing was booked. Look again, then confirm.',
  },
  'payment-unknown': {
    zh: '批次中没有付款 {paymentId}。',
    en: 'The batch has no payment {paymentId}.',
  },
  'payment-amount-differs': {
    zh: '付款 {paymentId} 金额应为 {expectedFen} 分，文件中为 {amountFen} 分。',
    en: 'Payment {paymentId} is {expectedFen} fen, the file says {amountFen} fen.',
  },
  'payment-differs': {
    status: 409,
    zh: '付款 {paymentId} 的金额与所含明细之和不一致，可能被改动。请停止拨付并交审计核查。',
    en: 'The amount of payment {paymentId} is not the sum of what is in it; it may have been tampered with. Stop and have it audited.',
  },
  'refused-with-rejection': {
    zh: '整批不予批准时，不能再单独列出 refused。请删去 refused，或改为批准（approve）其余款项。',
    en: 'A batch that is rejected is refused whole. Leave out `refused`, or approve the rest with `approve`.',
  },
  'refused-duplicate': {
    zh: '付款 {paymentId} 在 refused 中重复。请每笔只列一次，并只写一个原因。',
    en: 'Payment {paymentId} occurs twice in `refused`. Name each once, with one reason.',
  },
  'payment-duplicate': {
    zh: '付款 {paymentId} 在文件中重复。',
    en: 'Payment {paymentId} occurs twice in the file.',
  },
  'paid-after-return': {
    zh: '付款 {paymentId} 已登记为退票，此处的 paid 未入账。银行确已付出的，请勿确认更正后的账户，先向银行核实。',
    en: 'Payment {paymentId} stands as returned, so `paid` was not booked. If the bank has paid it after all, do not confirm another account for it, and ask the bank first.',
  },
  'payment-status-unsupported': {
    zh: '不支持状态 {status}。只接受 paid（已付）、returned（退票）、pending（处理中）。',
    en: 'The status {status} is not known. Use `paid`, `returned` or `pending`.',
  },
  'payment-missing': {
    zh: '文件中缺少付款 {paymentId}。银行尚未答复的付款须全部列出，未处理完的请标为 pending。',
    en: 'The file says nothing of payment {paymentId}. It has to name every payment that the bank has not answered for; use `pending` for those under way.',
  },
  'payment-total-differs': {
    zh: '文件声明共 {statedCount} 笔 {statedFen} 分，实际为 {count} 笔 {totalFen} 分。与本批次不符的行列于下方；若未列出，则文件可能不完整，请重新取得。',
    en: 'The file states {statedCount} payments of {statedFen} fen in all, but holds {count} of {totalFen} fen. Rows that do not fit the batch are named below; where none is, it may be cut off: get it again.',
  },
  'account-to-correct': {
    zh: '收款账户有疑问或已失效，更正并经确认前，该申报的款项一律暂不拨付。请更正账户：POST /v1/payment-returns/{paymentId}/account-correction。',
    en: 'The account is doubted or dead: nothing of this claim is paid until it was corrected and confirmed. Correct it: POST /v1/payment-returns/{paymentId}/account-correction.',
  },
  'account-to-confirm': {
    zh: '更正后的收款账户待审批人确认，确认前该申报的款项一律暂不拨付。请等候：POST /v1/payment-returns/{paymentId}/confirmation。',
    en: 'The corrected account waits for the approver, and nothing of this claim is paid before that. Wait for POST /v1/payment-returns/{paymentId}/confirmation.',
  },
  'account-unchanged': {
    zh: '更正后的账户与被银行退回的账户相同。请核对并填写正确的户名、账号或开户行。',
    en: 'This is the account to which the bank could not pay. Give another name, number or bank.',
  },
  'return-wrong-status': {
    status: 409,
    zh: '该退票当前状态为“{status}”，不能执行该操作。',
    en: 'This returned payment is in state {status}; this is not possible now.',
    next: {
      status: {
        correction: {
          zh: '请先由申报单位或个人更正账户：POST …/account-correction。',
          en: 'The claimant corrects the account first: POST …/account-correction.',
        },
        confirmation: {
          zh: '更正后的账户待确认，请由更正人以外的审批人办理：POST …/confirmation。',
          en: 'The corrected account waits: another person confirms or refuses it first, POST …/confirmation.',
        },
        corrected: {
          zh: '账户已确认，款项随下一批次拨付，无需再办理。',
          en: 'The account is confirmed and the money joins the next batch; nothing remains to be done.',
        },
        overtaken: {
          zh: '其中款项已不再应付，无需再办理。',
          en: 'What was in it is no longer due; nothing remains to be done.',
        },
        closed: {
          zh: '请查看办理结果：GET /v1/payment-returns/{id}。',
          en: 'See how it ended: GET /v1/payment-returns/{id}.',
        },
      },
    },
  },
} satisfies Record<string, MessageTemplate>;
