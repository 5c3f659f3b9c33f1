import { defineQuery, defineSignal, defineUpdate } from '@temporalio/workflow';
import {
  type FraudRuled,
  type RecoveryMessage,
  type RecoveryStanding,
  recoveryActs,
} from '../../domain/money/recovery.ts';

/** Every act of a person is an Update, answered with the recovery as it then stands. */
export const recoveryUpdates = recoveryActs.map((name) => defineUpdate<RecoveryStanding, [RecoveryMessage]>(name));

/** The ruling on a finding of fraud: it comes with the start of the workflow. */
export const fraudRulingUpdate = defineUpdate<FraudRuled, [RecoveryMessage]>('fraud-ruling');

/** Something else has changed the recovery, such as a return of the payment that it was about: it looks where it stands. */
export const recountSignal = defineSignal('recount');

export const recoveryStandingQuery = defineQuery<RecoveryStanding | null>('standing');
