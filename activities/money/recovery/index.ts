import type { RecoveryMove, RecoveryStanding } from '../../../domain/money/recovery.ts';
import type { Deps } from '../../deps.ts';
import { ruleOnFraud } from '../fraud.ts';
import { type RecoveryHandler, recoveryAct } from './act.ts';
import {
  computeRecoveryDue,
  escalateRecovery,
  noteRecoverySignal,
  type OpenRecovery,
  openRecovery,
  remindOfRecovery,
} from './clock.ts';
import { decideListing, proposeListing } from './listing.ts';
import { agreeInstalments, confirmRepayment, reportRepayment } from './repayment.ts';
import { startRecoveries, tellClaim } from './start.ts';

/** Every act on a recovery by its business name: what the Temporal UI and the recovery's page show. */
export const recoveryHandlers = {
  remindOfRecovery,
  escalateRecovery,
  computeRecoveryDue,
  noteRecoverySignal,
  agreeInstalments,
  reportRepayment,
  confirmRepayment,
  proposeListing,
  decideListing,
} satisfies Record<string, RecoveryHandler>;

type Acts = { [Name in keyof typeof recoveryHandlers]: (move: RecoveryMove) => Promise<RecoveryStanding> };

/** Inside the act's own workflow task. */
export type RecoveryActs = Acts & {
  openRecovery(move: OpenRecovery): Promise<RecoveryStanding>;
  ruleOnFraud: ReturnType<typeof ruleOnFraud>;
};

/** What reaches other workflows. */
export interface RecoveryMessengers {
  startRecoveries: ReturnType<typeof startRecoveries>;
  tellClaim: ReturnType<typeof tellClaim>;
}

export function createRecoveryActivities(deps: Deps): RecoveryActs & RecoveryMessengers {
  const acts = Object.entries(recoveryHandlers).map(([act, handler]) => [act, recoveryAct(deps, act, handler)]);
  return {
    ...(Object.fromEntries(acts) as Acts),
    openRecovery: recoveryAct<OpenRecovery>(deps, 'openRecovery', openRecovery),
    ruleOnFraud: ruleOnFraud(deps),
    startRecoveries: startRecoveries(deps),
    tellClaim: tellClaim(deps),
  };
}
