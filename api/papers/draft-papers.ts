import { z } from '@hono/zod-openapi';
import { readDraft } from '../../db/intake/drafts.ts';
import { findRoster, readRosterPersonal } from '../../db/intake/rosters.ts';
import { filingFormPaper, valueAt } from '../../domain/papers/filing-form.ts';
import { fieldsOn } from '../../domain/papers/layout.ts';
import type { Paper } from '../../domain/papers/paper.ts';
import { rosterPaper } from '../../domain/papers/roster.ts';
import { dayInWords } from '../../domain/papers/words.ts';
import { type Fault, Problem } from '../../domain/problem.ts';
import { claimantOf, ownerOf } from '../auth/claimant.ts';
import type { Actor } from '../auth/tokens.ts';
import { readForm } from '../claims/forms.ts';
import { claimFor } from '../claims/scope.ts';
import type { Deps } from '../deps.ts';
import { draftsOf } from '../drafts/save.ts';
import { disclose } from '../privacy.ts';
import { FaultBody } from '../problem.ts';
import { listOf } from '../routes/fields.ts';
import { ClaimPaper, layoutsFor } from './claim-papers.ts';

type Part = Pick<Deps, 'pool' | 'audit' | 'registry'>;

export const DraftPapers = listOf(ClaimPaper)
  .extend({
    missing: z.array(FaultBody).openapi({
      description: 'What is missing in the form or wrong, of what stands on its papers: there they have blanks',
    }),
  })
  .openapi('DraftPapers');

/** Papers that are sealed before a filing is handed in, and uploaded with it; of an application there are none. @throws Problem `not-found` */
export async function papersOfDraft(deps: Part, actor: Actor, id: string): Promise<z.infer<typeof DraftPapers>> {
  const draft = await draftFor(deps, actor, id);
  const { filingForm, roster } = layoutsFor(deps, draft);
  const items = [
    ...(draft.isFiling ? [{ kind: 'filing-form', title: filingForm.title, at: null }] : []),
    ...(draft.rosterId ? [{ kind: 'roster', title: roster.title, at: null }] : []),
  ];
  const fields = [...fieldsOn(filingForm), 'rosterHeader.filledOn'].map((field) => `filing.${field}`);
  const isOnPaper = ({ path = '' }: Fault) =>
    fields.some((field) => `${path}.`.startsWith(`${field}.`) || field.startsWith(`${path}.`));
  return { items, nextCursor: null, missing: draft.faults.filter(isOnPaper) };
}

/** One of them, which says that it is not filed yet. @throws Problem `not-found`, `paper-unknown` */
export async function draftPaper(deps: Part, actor: Actor, id: string, kind: string): Promise<Paper> {
  const draft = await draftFor(deps, actor, id);
  const { form, rosterId } = draft;
  const { filingForm, roster } = layoutsFor(deps, draft);
  const subtitle = markOf(draft);
  if (kind === 'filing-form' && draft.isFiling)
    // What the authority says of it nobody writes before it has it.
    return { ...filingFormPaper(filingForm, { ...form, authorityOpinion: undefined }), subtitle };
  if (kind !== 'roster' || !rosterId) throw new Problem('paper-unknown', { kind, list: '/v1/drafts/{id}/papers' });
  const { jurisdiction, claimId } = draft;
  const people = await disclose(deps, {
    ...{
      actor,
      what: 'paper',
      of: { place: jurisdiction, claimId: claimId ?? undefined, ids: [kind] },
      duty: undefined,
    },
    persons: (shown) => shown.map(({ personId }) => personId),
    open: () => readRosterPersonal(deps.pool, rosterId),
  });
  const header = {
    enterprise: String(valueAt(form, 'enterprise.name') ?? ''),
    filledOn: (valueAt(form, 'rosterHeader.filledOn') as string | undefined) ?? null,
  };
  return { ...rosterPaper(roster, header, people), subtitle };
}

/** Stands where a number would, so that nobody takes the paper for one that was received. */
function markOf({ claimId, savedAt }: Pick<ReadDraft, 'claimId' | 'savedAt'>): string {
  const saved = `草稿保存于${dayInWords(savedAt)}`;
  return claimId === null
    ? `拟申报，尚未提交，无申报编号（${saved}）`
    : `补正稿，尚未重新提交，申报编号${claimId}（${saved}）`;
}

type ReadDraft = Awaited<ReturnType<typeof draftFor>>;

async function draftFor(deps: Part, actor: Actor, id: string) {
  const draft = await readDraft(deps.pool, draftsOf(deps, actor), id);
  if (!draft) throw new Problem('not-found');
  const claim = draft.claimId === null ? null : await claimFor(deps, actor, draft.claimId);
  const isFiling = draft.act === 'filing' || (draft.act === 'resubmission' && claim?.returned_from === 'filing-review');
  const named = isFiling ? (draft.rosterId ?? claim?.roster_id) : null;
  const roster = named ? await findRoster(deps.pool, named) : undefined;
  const isThere = roster?.owner === ownerOf(claimantOf(actor)) && !roster.erased;
  const faults = isFiling ? faultsIn(deps, draft) : [];
  for (const { path } of faults) if (path) leaveBlank(draft.form, path.split('.').slice(1));
  return { ...draft, isFiling, faults, rosterId: isThere ? roster.id : null };
}

function faultsIn({ registry }: Part, draft: { jurisdiction: string; programme: string; form: object }): Fault[] {
  const { forms } = registry.programme(draft.jurisdiction, draft.programme).programme;
  try {
    readForm(forms.filing, draft.form, 'filing');
    return [];
  } catch (error) {
    if (error instanceof Problem) return error.errors;
    throw error;
  }
}

/** Takes out what stands at a path: nothing in a draft was checked, and a paper is laid out of what a form may hold. What follows in a list keeps its place. */
function leaveBlank(form: object, path: readonly string[]): void {
  let inner: unknown = form;
  for (const [i, key] of path.entries()) {
    if (typeof inner !== 'object' || inner === null || !Object.hasOwn(inner, key)) return;
    const fields = inner as Record<string, unknown>;
    if (i < path.length - 1) inner = fields[key];
    else if (Array.isArray(inner)) fields[key] = '';
    else delete fields[key];
  }
}
