import type { Programme } from '../../domain/rules/jurisdiction.ts';
import { newHireCommitment, onTheJobCommitment } from './commitment.ts';
import { newHireForms, onTheJobForms } from './forms.ts';
import { newHireMaterials, onTheJobMaterials } from './materials.ts';
import { newHire } from './new-hire.ts';
import { onTheJob } from './on-the-job.ts';
import { newHirePapers, onTheJobPapers } from './papers.ts';

const affected = { check: 'affected-by-epidemic', params: { required: 'affected-required' } };

const onlineOnTheJob: Programme = {
  slug: 'online-on-the-job',
  names: { zh: '在岗职工线上职业培训补贴', en: 'Online training of people in work' },
  claimant: 'enterprise',
  fund: 'skill-action-special-account',
  calculator: 'class-hours',
  parameters: onTheJob,
  eligibility: [
    { check: 'excluded-kinds', params: { kinds: 'excluded-enterprise-kinds' } },
    affected,
    { check: 'opening-window', params: { from: 'window-from', to: 'window-to' } },
    {
      check: 'file-before-opening',
      params: {
        required: 'file-before-opening',
        openedBefore: 'transition-opened-before',
        until: 'transition-file-until',
      },
    },
    { check: 'admitted-relations', params: { table: 'admitted-relations' } },
    { check: 'completion-certificate', params: { required: 'certificate-required' } },
  ],
  caps: [{ kind: 'amount', param: 'cap-per-person', scope: 'wuxi-10', period: 'window' }],
  steps: [
    { kind: 'filing' },
    { kind: 'review', of: 'filing', limit: 'review-limit' },
    { kind: 'training' },
    { kind: 'application', deadline: 'application-deadline' },
    { kind: 'review', of: 'application', limit: 'review-limit' },
    { kind: 'publicNotice', period: 'public-notice-period' },
    { kind: 'disbursement', day: 'batch-day', time: 'batch-time' },
  ],
  forms: onTheJobForms,
  materials: onTheJobMaterials,
  papers: onTheJobPapers,
  commitment: onTheJobCommitment,
};

const newHirePreJob: Programme = {
  slug: 'new-hire-pre-job',
  names: { zh: '新录用职工岗前培训补贴', en: 'Pre-job training of new hires' },
  claimant: 'enterprise',
  fund: 'skill-action-special-account',
  calculator: 'per-person',
  parameters: newHire,
  eligibility: [
    affected,
    { check: 'creditworthy', params: { required: 'creditworthy-required' } },
    { check: 'filing-last-day', params: { until: 'filing-last-day' } },
    { check: 'admitted-relations', params: { table: 'admitted-relations' } },
    { check: 'new-contract', params: { required: 'new-contract-required' } },
    { check: 'hire-window', params: { from: 'window-from', to: 'window-to' } },
    { check: 'employed-months', params: { months: 'employed-months' } },
  ],
  caps: [{ kind: 'count', param: 'subsidies-per-person', scope: 'wuxi-10-new-hire', period: 'window' }],
  steps: [
    { kind: 'filing' },
    { kind: 'review', of: 'filing', limit: 'review-limit' },
    { kind: 'advance', share: 'advance-share' },
    { kind: 'training', completionWithin: 'verification-period' },
    { kind: 'verification', limit: 'review-limit' },
    { kind: 'disbursement', day: 'batch-day', time: 'batch-time' },
  ],
  forms: newHireForms,
  materials: newHireMaterials,
  papers: newHirePapers,
  commitment: newHireCommitment,
};

export const programmes = [onlineOnTheJob, newHirePreJob];
