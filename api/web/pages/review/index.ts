import type { Site } from '../../env.ts';
import { absencePages } from './absences.tsx';
import { changePages } from './change.tsx';
import { decidePages } from './decide.tsx';
import { enterprisePages } from './enterprise.tsx';
import { fraudPages } from './fraud.tsx';
import { holdPages } from './hold-acts.ts';
import { objectionPages } from './objection.tsx';
import { queuePages } from './queue.tsx';

/** The desk of a reviewer, and what else officials read of a claim. */
export function reviewPages(site: Site): void {
  for (const part of [
    ...[queuePages, absencePages, holdPages, decidePages, objectionPages, changePages, fraudPages, enterprisePages],
  ])
    part(site);
}
