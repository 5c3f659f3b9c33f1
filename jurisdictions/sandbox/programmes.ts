import type { Programme } from '../../domain/rules/jurisdiction.ts';
import type { Step } from '../../domain/rules/steps.ts';
import { assessedForms, formsFor, individualForms, paidFirstForms } from './forms.ts';
import { assessed, materials } from './materials.ts';

const filing: Step[] = [{ kind: 'filing' }, { kind: 'review', of: 'filing', limit: 'review-limit' }];

const application: Step[] = [
  { kind: 'application', deadline: 'application-deadline' },
  { kind: 'review', of: 'application', limit: 'review-limit' },
];

const payment: Step[] = [
  { kind: 'publicNotice', period: 'public-notice-period' },
  { kind: 'disbursement', day: 'batch-day', time: 'batch-time' },
];

const fileFirst = { check: 'file-before-opening', params: { required: 'file-before-opening' } };

const shared = {
  fund: 'skill-action-special-account',
  parameters: {},
  materials,
} as const satisfies Partial<Programme>;

const byHours = {
  calculator: 'class-hours',
  eligibility: [fileFirst],
  caps: [{ kind: 'amount', param: 'cap-per-year', scope: 'sandbox', period: 'class-end-year' }],
} as const satisfies Partial<Programme>;

export const programmes: Programme[] = [
  {
    ...shared,
    ...byHours,
    slug: 'class-with-allowance',
    names: { zh: '培训补贴加生活费补贴', en: 'Training subsidy with living allowance' },
    forms: formsFor(11),
    claimant: 'enterprise',
    allowance: { calculator: 'living-allowance', fund: 'employment-subsidy-fund' },
    steps: [...filing, { kind: 'training', advanceShare: 'advance-share' }, ...application, ...payment],
  },
  {
    ...shared,
    slug: 'paid-first',
    names: { zh: '先付后核', en: 'Paid first, verified later' },
    claimant: 'enterprise',
    calculator: 'per-person',
    forms: paidFirstForms,
    eligibility: [],
    caps: [],
    steps: [
      ...filing,
      { kind: 'advance', share: 'paid-first-share' },
      { kind: 'training', completionWithin: 'verification-period' },
      { kind: 'verification', limit: 'review-limit' },
      { kind: 'disbursement', day: 'batch-day', time: 'batch-time' },
    ],
  },
  {
    ...shared,
    ...byHours,
    slug: 'individual-hours',
    names: { zh: '凭学时记录直补劳动者', en: 'Workers paid directly on hour records' },
    forms: individualForms,
    claimant: 'individual',
    allowance: { calculator: 'living-allowance', fund: 'employment-subsidy-fund' },
    steps: [...filing, { kind: 'training' }, ...application, ...payment],
  },
  {
    ...shared,
    ...byHours,
    slug: 'external-assessment',
    names: { zh: '第三方评估', en: 'With an assessment by a third party' },
    forms: assessedForms,
    materials: assessed,
    claimant: 'enterprise',
    steps: [
      ...filing,
      { kind: 'training' },
      ...application,
      {
        kind: 'external',
        name: 'third-party-assessment',
        workflow: 'externalAssessment',
        taskQueue: 'sandbox-external',
      },
      ...payment,
    ],
  },
];
