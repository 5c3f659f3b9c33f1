import { createRoute, z } from '@hono/zod-openapi';
import { demandAdmissible, lookedUpAnew } from '../../activities/claim/admission.ts';
import { acceptedFiling } from '../../activities/claim/context.ts';
import type { ListedClaim } from '../../db/claims/lists.ts';
import { pinnedLaw } from '../../db/claims/pins.ts';
import { hasHappened } from '../../db/claims/transitions.ts';
import { localDateOf, msToInstant } from '../../domain/calendar/date.ts';
import { refusedPath } from '../../domain/claim/forms.ts';
import type { ActMessage } from '../../domain/claim/protocol.ts';
import { type Act, isReview } from '../../domain/claim/stages.ts';
import { fault, Problem } from '../../domain/problem.ts';
import { ownerOf } from '../auth/claimant.ts';
import type { Actor } from '../auth/tokens.ts';
import { actOnClaim } from '../claims/act.ts';
import {
  AdvanceBody,
  ApplicationBody,
  ApplicationReviewBody,
  formExamples,
  LearningRecordsBody,
  ResubmissionBody,
  ReviewBody,
  TrainingCompletionBody,
  TrainingStartBody,
  VerificationBody,
  WithdrawalBody,
} from '../claims/bodies.ts';
import { unlessTooLate } from '../claims/came-first.ts';
import { demandClause } from '../claims/clauses.ts';
import { demandNotOwn } from '../claims/conflict.ts';
import { checkFits, checkReasons } from '../claims/decision.ts';
import { claimTasks } from '../claims/duties.ts';
import { filingDossier, readFiling } from '../claims/filing.ts';
import { demandFiles, type NamedBy, readForm } from '../claims/forms.ts';
import { demandReturnable } from '../claims/return-fields.ts';
import { Claim } from '../claims/schemas.ts';
import { claimFor } from '../claims/scope.ts';
import { submit } from '../claims/submission.ts';
import { readClaim } from '../claims/view.ts';
import type { Deps } from '../deps.ts';
import type { App } from '../env.ts';
import { idOf } from '../ids.ts';
import { jsonAnswer } from '../openapi.ts';
import { Id } from './fields.ts';

/** One act under way. */
interface Call<B> {
  deps: Deps;
  actor: Actor;
  actId: string;
  claim: ListedClaim;
  body: B;
}

type Tx = Parameters<Parameters<typeof submit>[1]['body']>[0];

interface ActRoute<S extends z.ZodType<object>> {
  act: Act;
  summary: string;
  body: S;
  example: unknown;
  /** The body may be left out. */
  optional?: boolean;
  /** Refuses what the rules of the act itself refuse; the workflow knows the stage. */
  check?(call: Call<z.infer<S>>): Promise<void> | void;
  /** What reaches the workflow besides who acts. */
  message?(body: z.infer<S>): Pick<ActMessage, 'decision' | 'reasonCode'>;
  /** What is kept of the body; default: the body. */
  keep?(call: Call<z.infer<S>>, tx: Tx): Promise<object>;
}

/** People's acts on a claim. Each answers with the claim as it then stands. */
export function actRoutes(app: App, deps: Deps): void {
  const examples = formExamples(deps.registry);
  serve(app, deps, {
    act: 'resubmission',
    summary: 'Hands in a returned filing or application again',
    body: ResubmissionBody,
    example: examples.resubmission,
    keep: (call, tx) =>
      call.claim.returned_from === 'application-review' ? keepApplication(call, tx) : keepFiling(call, tx),
  });
  serve(app, deps, {
    act: 'filing-review',
    summary: 'Approves, returns or rejects the filing',
    body: ReviewBody,
    example: { decision: 'approve' },
    check: async (call) => {
      await checkReview(call);
      await demandReturnable(call.deps, call.claim, 'filing', call.body);
    },
    message: decisionOf,
  });
  serve(app, deps, {
    act: 'advance-request',
    summary: 'Asks for the advance',
    body: AdvanceBody,
    example: {
      bankAccount: { bankName: '示例银行无锡分行', accountName: '无锡示例有限公司', accountNumber: '3202000000000001' },
    },
  });
  serve(app, deps, {
    act: 'training-start',
    summary: 'Reports the day on which the class opened',
    body: TrainingStartBody,
    example: { classOpenedOn: '2020-03-02' },
  });
  serve(app, deps, {
    act: 'learning-records',
    summary: 'Hands in learning records; the same record again changes nothing',
    body: LearningRecordsBody,
    example: { records: [{ ref: '1', lesson: 'lesson-01', startedAt: '2020-03-02T19:00:00+08:00', minutes: 45 }] },
  });
  serve(app, deps, {
    act: 'training-completion',
    summary: 'Reports the day on which the class ended, with evidence where the money came first',
    body: TrainingCompletionBody,
    example: { classEndedOn: '2020-04-10', evidence: [{ ref: '1', kind: 'certificate', fileId: 'specimen' }] },
    keep: async ({ body, ...of }, tx) => {
      await demandFiles(tx, filesOf(of), body);
      return body;
    },
  });
  serve(app, deps, {
    act: 'verification',
    summary: 'Decides on the evidence per person',
    body: VerificationBody,
    example: { failed: [{ ref: '2', reasonCode: 'no-evidence' }] },
  });
  serve(app, deps, {
    act: 'application',
    summary: 'Applies for the subsidy: certificates and bank account',
    body: ApplicationBody,
    example: examples.application,
    keep: (call, tx) => application(call, tx, call.body),
  });
  serve(app, deps, {
    act: 'application-review',
    summary: 'Approves, returns or rejects the application',
    body: ApplicationReviewBody,
    example: {
      decision: 'return',
      reasonCode: 'certificate-illegible',
      reason: '第 3 人的证书扫描件不清晰，请重新上传。',
    },
    check: checkApplicationReview,
    message: decisionOf,
  });
  serve(app, deps, {
    act: 'withdrawal',
    summary: 'Withdraws the claim, until it is in an approved batch',
    body: WithdrawalBody,
    example: { reason: '培训计划取消' },
    optional: true,
  });
}

function serve<S extends z.ZodType<object>>(app: App, deps: Deps, route: ActRoute<S>): void {
  const { act, summary, body, example, optional } = route;
  app.openapi(
    createRoute({
      method: 'post',
      path: `/v1/claims/{id}/${act}`,
      tags: ['acts'],
      summary,
      request: {
        params: z.object({ id: Id }),
        body: { required: !optional, content: { 'application/json': { schema: body, example } } },
      },
      responses: { 200: jsonAnswer(Claim, 'The claim as it then stands') },
    }),
    async (c) => {
      const { actor, attempt } = c.var;
      const claim = await claimFor(deps, actor, c.req.param('id') ?? '');
      const decided = <T>(take: () => Promise<T>) =>
        isReview(act) ? unlessTooLate(deps, claim.id, leaves(act), take) : take();
      const call = { deps, actor, actId: attempt.actId, claim, body: c.req.valid('json' as never) as z.infer<S> };
      const send = (dossierId: string) => {
        const message = { by: actor.subject, dossierId, ...route.message?.(call.body) };
        return actOnClaim(deps, claim, act, message, attempt.actId);
      };
      // It may have been taken at an earlier attempt, and only its answer was lost.
      const dossierId = idOf('D', attempt.actId);
      if (await hasHappened(deps.pool, claim.id, dossierId)) {
        await send(dossierId);
        return c.json(await readClaim(deps, actor, claim.id), 200);
      }
      await decided(async () => {
        if (isReview(act)) await demandNotOwn(deps, actor, claim);
        // Before the form is looked at: who comes too late has none left to correct.
        if (claim.closed || (isReview(act) && claim.stage !== act))
          throw new Problem('wrong-stage', { act, stage: claim.stage, accepted: waitedFor(claim) });
        await route.check?.(call);
        await submit(
          deps,
          {
            actId: attempt.actId,
            of: claim.id,
            kind: act,
            bySubject: actor.subject,
            body: async (tx) => (route.keep ? route.keep(call, tx) : call.body),
          },
          send,
        );
      });
      return c.json(await readClaim(deps, actor, claim.id), 200);
    },
  );
}

/** Moves by which a review is over. */
const leaves = (review: string) => (move: { from_stage: string | null; to_stage: string }) =>
  move.from_stage === review && move.to_stage !== review;

/** What the stage waits for. */
const waitedFor = ({ closed, stage }: ListedClaim) =>
  (!closed && Object.values(claimTasks).flatMap((tasks) => tasks[stage] ?? [])[0]) || 'nothing 无';

async function checkReview(call: Call<z.infer<typeof ReviewBody>>): Promise<void> {
  checkReasons(call.body);
  checkFits(call.body);
  await demandClause(call.deps.pool, call.claim, call.body);
}

async function checkApplicationReview(call: Call<z.infer<typeof ApplicationReviewBody>>): Promise<void> {
  await checkReview(call);
  await demandReturnable(call.deps, call.claim, 'application', call.body);
  const { decision, removedLines = [] } = call.body;
  if (decision === 'approve' || removedLines.length === 0) return;
  throw new Problem('removal-needs-approval', {}, [fault('removal-needs-approval', { path: 'removedLines' })]);
}

const decisionOf = ({ decision, reasonCode }: z.infer<typeof ReviewBody>) => ({ decision, reasonCode });

async function keepFiling({ deps, actor, actId, claim, body }: Call<z.infer<typeof ResubmissionBody>>, tx: Tx) {
  const place = deps.registry.programme(claim.jurisdiction, claim.programme);
  const filedOn = localDateOf(claim.filed_at);
  const { form, claimant } = await readFiling(deps, actor, place, body.filing ?? {}, filedOn);
  const given = body.roster || body.rosterId ? body : { rosterId: claim.roster_id };
  const dossier = await filingDossier(deps, tx, { place, form, owner: ownerOf(claimant), given, actId, filedOn });
  const { jurisdiction, programme } = claim;
  const law = await pinnedLaw(tx, claim.id);
  const { filing: before } = await acceptedFiling({ tx, claim });
  const lookedUp = lookedUpAnew(before, form, localDateOf(msToInstant(await deps.clock.now())));
  const { rosterId } = dossier;
  await demandAdmissible(deps, tx, { jurisdiction, programme, form, rosterId, filedOn, law, lookedUp }, refusedPath);
  return dossier;
}

const filesOf = ({ deps: { registry }, claim }: Pick<Call<unknown>, 'deps' | 'claim'>): NamedBy => ({
  ...{ registry, owner: ownerOf({ kind: claim.claimant_kind, code: claim.claimant }) },
});

const keepApplication = (call: Call<z.infer<typeof ResubmissionBody>>, tx: Tx) =>
  application(call, tx, call.body.application ?? {}, 'application');

async function application(call: Call<unknown>, tx: Tx, given: unknown, at = '') {
  const { deps, claim } = call;
  const { forms } = deps.registry.programme(claim.jurisdiction, claim.programme).programme;
  const form = readForm<Parameters<typeof demandFiles>[2]>(forms.application, given, at);
  await demandFiles(tx, filesOf(call), form, at && `${at}.`);
  return form;
}
