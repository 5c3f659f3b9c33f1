import { defineQuery, defineUpdate } from '@temporalio/workflow';
import {
  type DrawStanding,
  type InspectionMessage,
  type InspectionStanding,
  inspectionActs,
} from '../../domain/inspection/inspection.ts';

/** Every act of a person is an Update, answered with the inspection as it then stands. */
export const inspectionUpdates = inspectionActs.map((name) =>
  defineUpdate<InspectionStanding, [InspectionMessage]>(name),
);

export const inspectionStandingQuery = defineQuery<InspectionStanding | null>('standing');
export const drawStandingQuery = defineQuery<DrawStanding>('standing');
