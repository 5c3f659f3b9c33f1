import type { InspectionAct, InspectionStage } from '../../../../domain/inspection/inspection.ts';
import type { Role } from '../../../auth/access.ts';
import { inspectionTasks } from '../../../claims/duties.ts';
import type { Refusal } from '../../parts/act.ts';

/** What follows an inspection that has found fraud. */
export const proceedings = ['judicial-referral', 'judicial-referral/decision', 'credit-listing'] as const;
export type Proceeding = (typeof proceedings)[number];

/** An act that the API refused: its form is shown again as it was sent. */
export interface Tried extends Refusal {
  act: InspectionAct | Proceeding;
}

/** What somebody does where an inspection stands: their task; undefined: it waits for another. */
export const actFor = (role: Role, stage: InspectionStage) =>
  inspectionTasks[role]?.[stage] as InspectionAct | undefined;

export const mayReassign = (role: Role, stage: InspectionStage): boolean =>
  (role === 'inspector' || role === 'supervisor') && (stage === 'visit' || stage === 'finding');
