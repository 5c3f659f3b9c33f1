import { reportFraud } from '../../db/claims/fraud-findings.ts';
import { handedInFor } from '../../db/claims/handed-in.ts';
import { inspectionActsOf } from '../../db/inspection/acts.ts';
import { everInspecting } from '../../db/inspection/inspectors.ts';
import { formOf } from '../../db/intake/dossiers.ts';
import { type InspectionOutcome, outcomesOf } from '../../domain/inspection/inspection.ts';
import { Problem } from '../../domain/problem.ts';
import { demandStage, handedIn, type InspectionContext } from './act.ts';
import { enter, setDue } from './due.ts';
import { tell } from './mails.ts';
import type { FindingForm } from './visit.ts';

/** 陈述申辩: the claimant answers the finding. Whoever has answered was heard. */
export async function recordStatement(c: InspectionContext): Promise<Record<string, unknown>> {
  demandStage(c.inspection, 'hearing');
  const { materials } = await handedIn<{ materials: unknown[] }>(c, 'statement');
  enter(c, 'result');
  await tell(c, 'recordStatement', 'supervisor', 'inspector');
  return { attachments: materials.length };
}

export interface ResultForm {
  outcome: InspectionOutcome;
  reasonCode: string;
  reason: string;
}

/** A supervisor decides who has not inspected it and handed in nothing for it. Fraud goes the way of every finding of fraud: another ruling. */
export async function recordResult(c: InspectionContext): Promise<Record<string, unknown>> {
  const { tx, inspection, claim, move, at } = c;
  demandStage(inspection, 'result');
  const { outcome, reasonCode } = await handedIn<ResultForm>(c, 'result');
  const by = move.message?.by ?? '';
  const inspecting = await everInspecting(tx, inspection);
  if (inspecting.some(({ subject }) => subject === by) || (await handedInFor(tx, claim.id, by)))
    throw new Problem('another-person-required');
  const finding = inspection.finding!;
  if (!outcomesOf[finding].includes(outcome)) throw new Problem('outcome-unfounded', { outcome, finding });
  Object.assign(inspection, { outcome, outcome_code: reasonCode, stage: 'closed', closed: true, closed_at: at });
  setDue(c);
  if (outcome === 'fraud') inspection.fraud_finding_id = await accuse(c);
  await tell(c, 'closeInspection', 'claimant');
  return { outcome, reasonCode, findingId: inspection.fraud_finding_id };
}

/** The finding was the inspector's: so a supervisor rules on it whoever gave the result. */
async function accuse({ tx, inspection, claim, at }: InspectionContext): Promise<string> {
  const id = `FD${inspection.id}`;
  const acts = await inspectionActsOf(tx, inspection.id);
  const found = acts.find(({ act }) => act === 'recordFinding')!;
  const form = await formOf<FindingForm>(tx, String(found.detail.dossierId));
  await reportFraud(tx, {
    ...{ id, claim_id: claim.id, jurisdiction: inspection.jurisdiction, refs: inspection.refs },
    ...{ reason_code: inspection.finding_code!, personal: { reason: form!.reason } },
    ...{ reported_by: inspection.found_by!, reported_at: at },
  });
  return id;
}
