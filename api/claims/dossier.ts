import { z } from '@hono/zod-openapi';
import { findingsOf, refsWithFindings } from '../../db/claims/findings.ts';
import type { ListedClaim } from '../../db/claims/lists.ts';
import { type TransitionRow, timelineOf } from '../../db/claims/transitions.ts';
import { formOf, reasonsOf } from '../../db/intake/dossiers.ts';
import { findFiles } from '../../db/intake/files.ts';
import { type RosterEntry, readRosterPersonal } from '../../db/intake/rosters.ts';
import { type Evaluation as EvaluationRow, evaluationsOf } from '../../db/learners/evaluations.ts';
import type { Queryable } from '../../db/pool.ts';
import { erasureOf } from '../../db/privacy/retention.ts';
import { localDateOf } from '../../domain/calendar/date.ts';
import {
  type ApplicationForm,
  type CompletionForm,
  type FilingDossier,
  filesNamedBy,
  type NamedFile,
  type ReviewForm,
} from '../../domain/claim/forms.ts';
import { Problem } from '../../domain/problem.ts';
import type { Actor } from '../auth/tokens.ts';
import { page, readCursor } from '../cursor.ts';
import type { Deps } from '../deps.ts';
import { Evaluation } from '../learners/evaluation.ts';
import { disclose } from '../privacy.ts';
import { Day, Fen, listOf, When } from '../routes/fields.ts';
import { dutyOnClaim } from './duties.ts';
import { claimFor, ofClaim, readerOf } from './scope.ts';

const form = z.record(z.string(), z.unknown());

export const Person = z.object({
  ref: z.string(),
  rowNo: z.int(),
  name: z.string(),
  sex: z.enum(['male', 'female']).nullable(),
  idNumber: z.string().openapi({ example: '320200********001X' }),
  mobile: z.string().nullable().openapi({ example: '199****0003' }),
  platformAccount: z.string().nullable(),
  relation: z.string(),
  hiredOn: Day.nullable(),
  insuredFrom: Day.nullable(),
  contract: z.enum(['new', 'renewal']).nullable(),
  workTrainingSubsidyFen: Fen.nullable(),
  registeredOn: Day.nullable(),
  plannedCertificate: form.nullable(),
  allowanceCategory: z.string().nullable(),
  joinedOn: Day.nullable().openapi({ description: 'Came by a change after the approval; lessons from then on count' }),
  leftOn: Day.nullable().openapi({ description: 'Left the class; lessons from then on count no more' }),
});

export const Dossier = z
  .object({
    filing: form.openapi({ description: 'The filing form as it was accepted last' }),
    application: form.nullable(),
    roster: listOf(Person),
    submissions: z
      .array(
        z.object({
          act: z.string(),
          at: When,
          by: z.string(),
          reasonCode: z.string().nullable(),
          reason: z.string().nullable(),
          fields: z
            .array(z.object({ path: z.string(), reason: z.string() }))
            .openapi({ description: 'Of a return: what is to be put right, and why' }),
        }),
      )
      .openapi({ description: 'Acts for which somebody gave a reason, oldest first' }),
    settledFindings: z
      .array(
        z.object({
          id: z.string(),
          ref: z.string().nullable(),
          code: z.string(),
          at: When,
          by: z.string(),
          reasonCode: z.string().nullable(),
          reason: z.string().nullable(),
        }),
      )
      .openapi({ description: 'Findings that were cleared, or whose person was removed, and why' }),
    evidence: z.array(z.object({ ref: z.string(), kind: z.string(), fileId: z.string().nullable() })).openapi({
      description: 'That the people on this page were trained, as it was handed in at the end of the class',
    }),
    evaluations: z.array(Evaluation).openapi({ description: 'Of the people on this page, newest first' }),
    files: z
      .array(
        z.object({
          fileId: z.string(),
          kind: z.string(),
          ref: z.string().nullable().openapi({ description: 'The person whose evidence it is' }),
          name: z.string().nullable(),
          contentType: z.string(),
          bytes: z.int(),
          sha256: z.string(),
        }),
      )
      .openapi({ description: 'Documents of the claim, and the evidence of the people on this page' }),
  })
  .openapi('Dossier');

/** What was handed in for a claim, with one page of its roster. @throws Problem `not-found` */
export async function readClaimDossier(
  deps: Pick<Deps, 'pool' | 'audit'>,
  actor: Actor,
  id: string,
  { cursor, limit, problems, ref }: { cursor?: string; limit: number; problems?: 'true' | 'false'; ref?: string },
): Promise<z.infer<typeof Dossier>> {
  const claim = await claimFor(deps, actor, id);
  const erasure = await erasureOf(deps.pool, id);
  if (erasure) throw new Problem('dossier-erased', { date: localDateOf(erasure.erased_at) });
  const after = readCursor<{ rowNo: number }>(cursor, { rowNo: 'number' })?.rowNo ?? 0;
  const { dossier } = await disclose(deps, {
    ...{ actor, what: 'dossier', of: ofClaim(claim), duty: dutyOnClaim(actor, claim) },
    persons: ({ personIds }) => personIds,
    open: () => opened(deps, claim, { after, limit, onlyProblems: problems === 'true', ref }),
  });
  return readerOf(actor)(dossier);
}

async function opened(
  { pool }: Pick<Deps, 'pool'>,
  claim: ListedClaim,
  { after, limit, onlyProblems, ref }: { after: number; limit: number; onlyProblems: boolean; ref?: string },
): Promise<{ dossier: z.infer<typeof Dossier>; personIds: string[] }> {
  const withFindings = onlyProblems ? await refsWithFindings(pool, claim.id) : undefined;
  const refs = ref === undefined ? withFindings : [ref].filter((one) => withFindings?.includes(one) ?? true);
  const [moves, filing, application, people] = await Promise.all([
    timelineOf(pool, claim.id),
    formOf<FilingDossier>(pool, claim.filing_dossier_id),
    formOf<ApplicationForm>(pool, claim.application_dossier_id),
    readRosterPersonal(pool, claim.roster_id, { after, limit: limit + 1, refs }),
  ]);
  const completion = await completionIn(pool, moves);
  const roster = page(people, limit, personView, ({ rowNo }) => ({ rowNo }));
  const shown = new Set(roster.items.map(({ ref }) => ref));
  const named = [filing?.filing, application, completion]
    .flatMap((one) => filesNamedBy(one ?? {}))
    .filter(({ ref }) => ref === null || shown.has(ref));
  const [submissions, settledFindings, files, evaluations] = await Promise.all([
    reasonsIn(pool, moves),
    settledIn(pool, claim.id),
    filesView(pool, named),
    evaluationsOf(pool, claim.id, [...shown]),
  ]);
  return {
    dossier: {
      filing: { ...filing?.filing },
      application: application ? { ...application } : null,
      roster,
      submissions,
      settledFindings,
      evidence: (completion?.evidence ?? [])
        .filter(({ ref }) => shown.has(ref))
        .map(({ ref, kind, fileId }) => ({ ref, kind, fileId: fileId ?? null })),
      evaluations: evaluations.map(evaluationView),
      files,
    },
    personIds: people.slice(0, limit).map(({ personId }) => personId),
  };
}

/** The evidence that was handed in last, if any was. */
export function completionIn(db: Queryable, moves: readonly TransitionRow[]): Promise<CompletionForm | undefined> {
  const completed = moves.findLast(({ act }) => act === 'completeTraining');
  return formOf<CompletionForm>(db, completed?.dossier_id ?? null);
}

function evaluationView(one: EvaluationRow): z.infer<typeof Evaluation> {
  const { ref, rating, skill_improved: skillImproved, side, outcome, outcome_on: on, text, at, superseded } = one;
  return {
    ...{ ref, rating, skillImproved, side, outcome: outcome && on ? { code: outcome, on } : null },
    ...{ text, by: one.by_subject, at, superseded },
  };
}

export function personView(row: RosterEntry): z.infer<typeof Person> {
  const { personId: _person, plannedCertificate, ...person } = row;
  return { ...person, plannedCertificate: plannedCertificate && { ...plannedCertificate } };
}

async function reasonsIn(pool: Deps['pool'], moves: TransitionRow[]) {
  const reasons = await reasonsOf(
    pool,
    moves.flatMap((move) => move.dossier_id ?? []),
  );
  const given = await Promise.all(
    moves.map(async (move) => ({
      act: move.act,
      at: move.at,
      by: move.by_subject,
      reasonCode: move.reason_code,
      reason: reasons.get(move.dossier_id ?? '') ?? null,
      fields: [...((move.decision === 'return' && (await formOf<ReviewForm>(pool, move.dossier_id))?.fields) || [])],
    })),
  );
  return given.filter(({ reasonCode, reason }) => reasonCode || reason);
}

/** Findings that somebody has decided on, with the words of the decision. */
async function settledIn(db: Queryable, claimId: string): Promise<z.infer<typeof Dossier>['settledFindings']> {
  const settled = (await findingsOf(db, claimId)).filter(({ status }) => status === 'cleared');
  const decisions = new Map<string, ReviewForm | undefined>();
  for (const { dossier_id: id } of settled)
    if (id && !decisions.has(id)) decisions.set(id, await formOf<ReviewForm>(db, id));
  return settled.map(({ id, ref, code, cleared_at, cleared_by, reason_code, dossier_id }) => {
    const reason = (dossier_id && reasonFor(decisions.get(dossier_id), id, ref)) || null;
    return { id, ref, code, at: cleared_at!, by: cleared_by!, reasonCode: reason_code, reason };
  });
}

function reasonFor(form: ReviewForm | undefined, id: string, ref: string | null): string | undefined {
  const cleared = form?.clearedFindings?.find((one) => (typeof one === 'string' ? one : one.id) === id);
  if (cleared) return (typeof cleared === 'object' && cleared.reason) || form?.reason;
  return form?.removedLines?.find((one) => one.ref === ref)?.reason;
}

async function filesView(pool: Deps['pool'], named: NamedFile[]) {
  const heads = await findFiles(pool, [...new Set(named.map(({ fileId }) => fileId))]);
  const headOf = new Map(heads.map(({ owner: _owner, id, ...head }) => [id, head]));
  return named.flatMap(({ fileId, kind, ref }) => {
    const head = headOf.get(fileId);
    return head ? [{ fileId, kind, ref, ...head }] : [];
  });
}
