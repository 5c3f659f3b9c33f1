import type { Programme } from '../../domain/rules/jurisdiction.ts';
import { forms } from './forms.ts';
import { materials } from './materials.ts';
import { papers } from './papers.ts';

export const programmes: Programme[] = [
  {
    slug: 'online-job-adaptation',
    names: { zh: '企业职工线上适岗职业技能培训补贴', en: 'Online job-adaptation training' },
    claimant: 'enterprise',
    fund: 'skill-action-special-account',
    calculator: 'class-hours',
    parameters: {},
    eligibility: [
      { check: 'affected-enterprise-subsidy', params: { excluded: 'affected-subsidy-excludes' } },
      { check: 'platform-functions', params: { functions: 'platform-functions' } },
      { check: 'admitted-relations', params: { table: 'admitted-relations' } },
      { check: 'completion-certificate', params: { required: 'certificate-required' } },
    ],
    caps: [{ kind: 'amount', param: 'cap-per-year', scope: 'guangdong-43', period: 'class-end-year' }],
    steps: [
      { kind: 'filing' },
      { kind: 'review', of: 'filing', limit: 'review-limit' },
      { kind: 'training' },
      { kind: 'application', deadline: 'application-deadline' },
      { kind: 'review', of: 'application', limit: 'review-limit' },
      { kind: 'publicNotice', period: 'public-notice-period' },
      { kind: 'disbursement', day: 'batch-day', time: 'batch-time' },
    ],
    forms,
    materials,
    papers,
  },
];
