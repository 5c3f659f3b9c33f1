import type { EligibilityRule, Programme } from '../../domain/rules/jurisdiction.ts';
import { commitment } from './commitment.ts';
import { enterpriseForms, projectForms } from './forms.ts';
import { materials } from './materials.ts';
import { papers } from './papers.ts';
import { enterpriseOnline, projectBased } from './parameters.ts';

const everyClass: EligibilityRule[] = [
  { check: 'opening-window', params: { from: 'opening-from' } },
  {
    check: 'file-before-opening',
    params: {
      required: 'file-before-opening',
      openedBefore: 'transition-opened-before',
      until: 'transition-file-until',
    },
  },
  { check: 'theory-share', params: { percent: 'theory-share', enforced: 'theory-share-enforced' } },
  { check: 'registered-by-opening', params: { required: 'registration-required', proof: 'registration-proof' } },
  { check: 'completion-certificate', params: { required: 'certificate-required', kinds: 'certificate-kinds' } },
];

const shared = {
  fund: 'skill-action-special-account',
  calculator: 'certificate-standards',
  caps: [
    { kind: 'once', param: 'same-level-once', scope: 'chongqing-124', period: 'lifetime' },
    { kind: 'count', param: 'subsidies-per-year', scope: 'chongqing-124', period: 'class-end-year' },
  ],
  steps: [
    { kind: 'filing' },
    { kind: 'review', of: 'filing', limit: 'opening-review-limit' },
    { kind: 'training', advanceShare: 'advance-share' },
    { kind: 'application', deadline: 'application-deadline' },
    { kind: 'review', of: 'application', limit: 'review-limit' },
    { kind: 'publicNotice', period: 'public-notice-period' },
    { kind: 'disbursement', day: 'batch-day', time: 'batch-time' },
  ],
  materials,
  papers,
  commitment,
} as const satisfies Partial<Programme>;

export const programmes: Programme[] = [
  {
    ...shared,
    slug: 'enterprise-online',
    names: { zh: '企业职工线上培训补贴', en: 'Online training of enterprises’ workers' },
    claimant: 'enterprise',
    parameters: enterpriseOnline,
    eligibility: [
      ...everyClass,
      { check: 'stoppage-window', params: { required: 'stoppage-required' } },
      { check: 'admitted-relations', params: { table: 'admitted-relations' } },
    ],
    forms: enterpriseForms,
  },
  {
    ...shared,
    slug: 'project-based',
    names: { zh: '项目制线上培训补贴', en: 'Project-based online training' },
    claimant: 'institution',
    parameters: projectBased,
    eligibility: everyClass,
    forms: projectForms,
  },
];
