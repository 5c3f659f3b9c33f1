import { allHandlersFinished, condition, setDefaultSignalHandler, setHandler } from '@temporalio/workflow';
import type {
  InspectionInput,
  InspectionMessage,
  InspectionMove,
  InspectionStanding,
} from '../../domain/inspection/inspection.ts';
import type { Turn } from '../act-run.ts';
import { demandActor, fieldsOf, short } from '../payload.ts';
import { acts } from './activities.ts';
import { inspectionStandingQuery, inspectionUpdates } from './messages.ts';
import { InspectionRun, type Moment } from './run.ts';

type Write = (move: InspectionMove) => Promise<InspectionStanding>;

/**
 * Random inspection of one claim: the inspectors whom the lot has named record their visit and what they found, the claimant is heard on it, a
 * supervisor decides. Periods that end without an act escalate and decide nothing; but who does not answer in time was heard.
 */
export async function inspection(input: InspectionInput): Promise<InspectionStanding> {
  const run = new InspectionRun(input);
  listen(run);
  await run.open();
  while (!run.now?.closed) {
    const next = await run.next();
    const write = typeof next === 'string' ? momentOf(run, next) : (writers[next.name] ?? acts.noteInspectionSignal);
    const { inspectionId } = input;
    await run.act((act) => write({ inspectionId, ...act }), typeof next === 'string' ? null : next);
  }
  run.dismissWaiting();
  await condition(allHandlersFinished);
  return run.now;
}

function momentOf({ now }: InspectionRun, moment: Moment): Write {
  if (moment === 'calendar') return acts.computeInspectionDue;
  return now?.stage === 'hearing' ? acts.endHearing : acts.escalateInspection;
}

const writers: Record<string, Write> = {
  'visit-record': acts.recordVisit,
  finding: acts.recordFinding,
  statement: acts.recordStatement,
  result: acts.recordResult,
  reassignment: acts.reassignInspector,
};

function listen(run: InspectionRun): void {
  for (const update of inspectionUpdates) {
    setHandler(
      update,
      (payload) =>
        new Promise<InspectionStanding>((answer, refuse) => {
          const turn = { name: update.name, message: read(payload), answer, refuse };
          run.enqueue(turn as Turn<InspectionMessage>);
        }),
      {
        validator: (payload: InspectionMessage) => {
          demandActor(payload);
          if (run.now?.closed) throw run.closed();
        },
      },
    );
  }
  // A signal decides nothing: it is noted, and the inspection looks where it stands.
  setDefaultSignalHandler((name) => {
    const message = { by: 'temporal', reasonCode: name.slice(0, 100) };
    run.enqueue({ name: 'signal', message, answer() {}, refuse() {} });
  });
  setHandler(inspectionStandingQuery, () => run.now);
}

/** Only the known fields are taken over, at a bounded length. */
function read(payload: unknown): InspectionMessage {
  const { by, decision, dossierId } = fieldsOf(payload);
  return { by: short(by)!, decision: short(decision), dossierId: short(dossierId) };
}
