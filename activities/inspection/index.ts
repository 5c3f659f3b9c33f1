import type { InspectionMove, InspectionStanding } from '../../domain/inspection/inspection.ts';
import type { Deps } from '../deps.ts';
import { type InspectionHandler, inspectionAct } from './act.ts';
import {
  computeInspectionDue,
  endHearing,
  escalateInspection,
  noteInspectionSignal,
  type OpenInspection,
  openInspection,
} from './clock.ts';
import { freezePopulation } from './freeze.ts';
import { drawLots } from './lots.ts';
import { recordResult, recordStatement } from './result.ts';
import { startInspections } from './start.ts';
import { reassignInspector, recordFinding, recordVisit } from './visit.ts';

/** Every act on an inspection by its business name: what the Temporal UI and the inspection's page show. */
export const inspectionHandlers = {
  recordVisit,
  recordFinding,
  recordStatement,
  recordResult,
  reassignInspector,
  escalateInspection,
  endHearing,
  computeInspectionDue,
  noteInspectionSignal,
} satisfies Record<string, InspectionHandler>;

type Acts = { [Name in keyof typeof inspectionHandlers]: (move: InspectionMove) => Promise<InspectionStanding> };

/** Inside the act's own workflow task. */
export type InspectionActs = Acts & { openInspection(move: OpenInspection): Promise<InspectionStanding> };

export interface DrawActivities {
  freezePopulation: ReturnType<typeof freezePopulation>;
  drawLots: ReturnType<typeof drawLots>;
  startInspections: ReturnType<typeof startInspections>;
}

export function createInspectionActivities(deps: Deps): InspectionActs & DrawActivities {
  const acts = Object.entries(inspectionHandlers).map(([act, handler]) => [act, inspectionAct(deps, act, handler)]);
  return {
    ...(Object.fromEntries(acts) as Acts),
    openInspection: inspectionAct<OpenInspection>(deps, 'openInspection', openInspection),
    freezePopulation: freezePopulation(deps),
    drawLots: drawLots(deps),
    startInspections: startInspections(deps),
  };
}
