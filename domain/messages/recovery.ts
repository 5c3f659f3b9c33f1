import type { MessageTemplate } from './message.ts';

/** Refusals of acts on recoveries, credit listings and findings of fraud. */
export const recoveryMessages = {
  'recovery-closed': {
    status: 409,
    zh: '该追回已办结（{status}），不能再办理。',
    en: 'This recovery is closed ({status}) and takes no more acts.',
    next: {
      status: {
        repaid: {
          zh: '款项已全部退回；又有款项到账的，请登记（POST …/repayments），再退回申报单位。',
          en: 'Everything is repaid. Report what comes on top (POST …/repayments), and send it back.',
        },
        cancelled: {
          zh: '款项未曾到账，无需退回；有款项到账的，请登记（POST …/repayments），再退回申报单位。',
          en: 'The money had never arrived, so nothing is owed. Report what comes (POST …/repayments), and send it back.',
        },
        closed: { zh: '请查看办理结果：GET /v1/recoveries/{id}。', en: 'See how it ended: GET /v1/recoveries/{id}.' },
      },
    },
  },
  'recovery-not-overdue': {
    status: 409,
    zh: '该追回未逾期（{status}）。只有逾期未退还的才能列入失信名单。',
    en: 'This recovery is not overdue ({status}). Only who is overdue can be listed as dishonest.',
    next: {
      status: {
        open: {
          zh: '请等期限（dueAt）届满；已提议的，请作出不列入的决定。',
          en: 'Wait until its day (`dueAt`) has passed; where a listing is proposed already, spare it.',
        },
      },
    },
  },
  'another-person-required': {
    status: 403,
    zh: '递交、登记、提出、举报或更正的人不能自己作出决定。请由另一人决定。',
    en: 'Who handed in, reported, proposed or corrected something cannot decide on it. Another person has to decide.',
  },
  'instalments-beyond-calendar': {
    zh: '{date} 所在年份的节假日安排尚未公布，不能作为分期期限。请约定较早的日期。',
    en: 'The holidays around {date} are not published yet, so it cannot be a day by which to repay. Agree on an earlier one.',
  },
  'instalments-differ': {
    zh: '各期金额合计 {sumFen} 分，应等于未退还金额 {restFen} 分。请调整后重新提交。',
    en: 'The instalments sum to {sumFen} fen, but {restFen} fen are open. Make them equal and send again.',
  },
  'instalments-order': {
    zh: '各期日期须逐期递增。请按日期先后排列。',
    en: 'Each instalment has to be due after the one before. Put them in order of their days.',
  },
  'date-in-past': {
    zh: '日期 {date} 已过。请填写今天或以后的日期。',
    en: 'The date {date} has passed. Give today or a later day.',
  },
  'repayment-above-rest': {
    zh: '登记金额 {amountFen} 分超过尚可登记的金额 {openFen} 分（未退还金额减去待确认金额）。请核对；多退的款项请退回原账户。',
    en: '{amountFen} fen are more than the {openFen} fen that are still open (less what waits for confirmation). Check the amount; send back what was paid too much.',
  },
  'repayment-before-payment': {
    zh: '到账日期 {date} 早于所追回款项批准拨付的日期 {approvedOn}，不可能是该款项的退款。请按银行回单填写到账日期。',
    en: '{date} is before {approvedOn}, the day on which what is to come back was approved for payment, so this cannot be that money. Copy the day from the bank’s statement.',
  },
  'bank-reference-known': {
    status: 409,
    zh: '该银行流水号已登记，同一笔款项不能重复入账。请核对流水号。',
    en: 'This bank reference is on record already; the same money is never booked twice. Check the reference.',
  },
  'bank-reference-format': {
    zh: '银行流水号须为 4 至 64 个字母、数字或符号。请按银行回单填写。',
    en: 'A bank reference has 4 to 64 letters, digits or signs. Copy it from the bank’s statement.',
  },
  'repayment-unknown': {
    status: 404,
    zh: '该追回没有编号为 {repaymentId} 的退款记录。请核对编号。',
    en: 'This recovery has no repayment {repaymentId}. Check its id.',
  },
  'repayment-decided': {
    status: 409,
    zh: '该退款已经处理（{status}），不能再次决定。',
    en: 'This repayment was decided on already ({status}).',
    next: {
      status: {
        confirmed: { zh: '款项已入账，无需再办理。', en: 'It is on the books; nothing remains to be done.' },
        refused: {
          zh: '如款项确已到账，请重新登记：POST …/repayments。',
          en: 'If the money is there after all, report it anew: POST …/repayments.',
        },
      },
    },
  },
  'nothing-to-refund': {
    status: 409,
    zh: '该追回没有应归还申报单位的多退款项，或者归还记录正待确认。',
    en: 'Nothing has come back above what was demanded, or its refund waits for confirmation already.',
  },
  'refund-before-surplus': {
    zh: '归还日期 {date} 早于多退款项到账的日期 {since}。请按银行回单填写归还日期。',
    en: '{date} is before {since}, the day on which what is sent back had come. Copy the day from the bank’s statement.',
  },
  'listing-wrong-status': {
    status: 409,
    zh: '该追回的失信列入状态为“{listing}”，不能执行该操作。',
    en: 'The listing of this recovery is {listing}; this is not possible now.',
    next: {
      listing: {
        none: { zh: '请先提议列入：POST …/listing。', en: 'Propose it first: POST …/listing.' },
        proposed: {
          zh: '已提议，请由另一名督办人员决定：POST …/listing-decision。',
          en: 'It is proposed: a supervisor decides first, POST …/listing-decision.',
        },
        listed: { zh: '已列入，无需再办理。', en: 'It is done; nothing remains to be decided.' },
        withdrawn: {
          zh: '款项未曾到账，列入已撤销，无需再办理。',
          en: 'The money had never arrived, so it was withdrawn; nothing remains to be decided.',
        },
        spared: {
          zh: '逾期期间可再次提议列入：POST …/listing。',
          en: 'While it is overdue it can be proposed again: POST …/listing.',
        },
      },
    },
  },
  'fraud-finding-unknown': {
    status: 404,
    zh: '没有该骗取补贴的举报记录。请核对编号。',
    en: 'There is no such finding of fraud. Check its id.',
  },
  'fraud-finding-ruled': {
    status: 409,
    zh: '该举报记录已经作出处理。',
    en: 'This finding of fraud has been ruled on already.',
  },
  'fraud-before-entitlement': {
    status: 409,
    zh: '该申报的补贴尚未核定，没有可取消的金额。请由审核人员在审核中驳回。',
    en: 'Nothing is fixed for this claim yet, so there is nothing to take back. The review can reject it.',
  },
  'fraud-wait-for-bank': {
    status: 409,
    zh: '人员 {refs} 的款项正在银行办理。请等银行结果入账后再处理。',
    en: 'The money for {refs} is with the bank. Wait until the bank’s answer is booked, then rule again.',
  },
  'fraud-nothing-due': {
    status: 409,
    zh: '所涉人员没有已付或待付的补贴，没有可取消的金额。',
    en: 'Nothing is paid or due for the persons concerned, so there is nothing to take back.',
  },
} satisfies Record<string, MessageTemplate>;
