import type { MailOrder } from '../../domain/messages/mail.ts';
import {
  batchEvents,
  claimEvents,
  drawEvents,
  inspectionEvents,
  recoveryEvents,
  reportEvents,
} from '../../domain/messages/mail-events.ts';
import type { MessageParams } from '../../domain/messages/message.ts';
import type { Jurisdiction } from '../../domain/rules/jurisdiction.ts';

/** Where the pages of a preview are: nowhere. */
export const sampleUrl = 'https://subsidy.example';

/** What mails are about, and what each of them says in a preview. */
const families = {
  claim: { events: claimEvents, more: {} },
  recovery: {
    events: recoveryEvents,
    more: { recoveryId: 'Rc0000000000000000000', amountFen: 60_000, restFen: 40_000, dueFen: 20_000 },
  },
  inspection: { events: inspectionEvents, more: { inspectionId: 'I00000000000000000000' } },
  draw: { events: drawEvents, more: {} },
  batch: { events: batchEvents, more: {} },
  report: { events: reportEvents, more: {} },
} as const;

type Family = keyof typeof families;

/** Where a claim stands after a move that leaves it elsewhere than in training. */
const stageAfter: Readonly<Record<string, string>> = {
  ...{ fileClaim: 'filing-review', resubmit: 'filing-review', escalateReview: 'filing-review' },
  ...{ returnForCorrection: 'returned', rejectClaim: 'rejected', withdraw: 'withdrawn', lapse: 'lapsed' },
  ...{ requestAdvance: 'advance', completeTraining: 'application-open', apply: 'application-review' },
  ...{ approveApplication: 'verification', verify: 'public-notice', endNotice: 'payable', rule: 'public-notice' },
  ...{ recordPayment: 'paid', fraudUpheld: 'paid', recoveryOpened: 'paid', paymentReturned: 'payable' },
};

export const mailTemplates = Object.entries(families).flatMap(([of, { events }]) =>
  Object.keys(events).map((name) => ({ name, of: of as Family })),
);

/** An invented mail of a place, as it would be written; undefined: there is no such template. */
export function sampleMail(name: string, { slug, names, programmes }: Jurisdiction): MailOrder | undefined {
  const of = mailTemplates.find((one) => one.name === name)?.of;
  if (!of) return undefined;
  const place = { jurisdiction: slug, jurisdictionZh: names.zh, jurisdictionEn: names.en };
  return { template: name, params: { ...place, ...about(of, name, slug, programmes), ...families[of].more } };
}

function about(of: Family, name: string, slug: string, programmes: Jurisdiction['programmes']): MessageParams {
  const period = '2020-05';
  const fund = 'skill-action-special-account';
  if (of === 'draw') return { drawId: `${slug}.${period}`, period };
  if (of === 'batch')
    return { disbursementId: `${slug}.${fund}.${period}`, fund, period, payments: 3, totalFen: 399_600 };
  if (of === 'report')
    return { reportId: `${slug}.2020-06-12`, version: 1, day: '2020-06-12', registrations: 240, trainingsStarted: 180 };
  const [programme] = programmes;
  const stage = of === 'claim' ? (stageAfter[name] ?? 'training') : 'paid';
  return {
    claimId: 'C00000000000000000000',
    programmeZh: programme?.names.zh ?? '—',
    programmeEn: programme?.names.en ?? '—',
    stage,
    ...(name === 'returnForCorrection' && { reasonCode: 'form-incomplete' }),
    ...(name === 'rejectClaim' && { reasonCode: 'not-eligible' }),
    ...(name === 'fraudUpheld' && { amountFen: 133_200 }),
    ...((name === 'recordPayment' || name === 'recordAdvancePaid') && { amountFen: 133_200 }),
    ...(name === 'rule' && { ruling: 'uphold', beforeFen: 133_200, nowFen: 88_800 }),
    ...(name === 'closeInspection' && { outcome: 'to-be-corrected' }),
    dueAt:
      ['paid', 'rejected', 'withdrawn', 'lapsed'].includes(stage) && of === 'claim' ? '' : '2020-06-30T00:00:00+08:00',
  };
}
