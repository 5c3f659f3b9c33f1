import type { Context } from 'hono';
import type { InspectionAct, InspectionStage } from '../../../../domain/inspection/inspection.ts';
import type { Role } from '../../../auth/access.ts';
import type { ProblemBody } from '../../../problem.ts';
import type { WebEnv } from '../../env.ts';

/** An act that the API refused: its form is shown again as it was sent. */
export interface Tried {
  act: InspectionAct;
  form: Form;
  problem: ProblemBody;
}

export type Form = Awaited<ReturnType<typeof formOf>>;

export const formOf = (c: Context<WebEnv>) => c.req.parseBody({ all: true });

/** What somebody does where an inspection stands; undefined: it waits for another. */
export function actFor(role: Role, stage: InspectionStage): InspectionAct | undefined {
  if (role === 'inspector') return ({ visit: 'visit-record', finding: 'finding' } as const)[stage as 'visit'];
  if (role === 'supervisor') return stage === 'result' ? 'result' : undefined;
  return stage === 'hearing' && ['enterprise', 'institution', 'individual'].includes(role) ? 'statement' : undefined;
}

export const mayReassign = (role: Role, stage: InspectionStage): boolean =>
  (role === 'inspector' || role === 'supervisor') && (stage === 'visit' || stage === 'finding');

export const textOf = (form: Form | undefined, name: string): string => {
  const value = form?.[name];
  return typeof value === 'string' ? value : '';
};
