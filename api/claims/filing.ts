import { demandAdmissible } from '../../activities/claim/admission.ts';
import { claimantOf as partyOf } from '../../activities/claim/filing.ts';
import { findClaim } from '../../db/claims/claims.ts';
import { releaseDraft, takeDraft } from '../../db/intake/drafts.ts';
import type { Tx } from '../../db/pool.ts';
import { localDateOf } from '../../domain/calendar/date.ts';
import { type FilingDossier, type FilingForm, refusedPath } from '../../domain/claim/forms.ts';
import { fault, Problem } from '../../domain/problem.ts';
import type { ProgrammeInPlace } from '../../jurisdictions/registry.ts';
import { enterpriseCodeOf } from '../../jurisdictions/search-attributes.ts';
import { claimantOf, ownerOf } from '../auth/claimant.ts';
import type { Actor } from '../auth/tokens.ts';
import type { Deps } from '../deps.ts';
import { idOf } from '../ids.ts';
import { waivedFor, withoutWaived, withWaived } from '../listings/waived.ts';
import { noteClaim } from '../watch/about.ts';
import { demandFiles, readForm } from './forms.ts';
import { unlessHappened } from './happened.ts';
import { demandRosterToo, type GivenRoster, rosterFor } from './roster.ts';
import { submit } from './submission.ts';

export interface Filing extends GivenRoster {
  jurisdiction: string;
  programme: string;
  filing: Record<string, unknown>;
  draftId?: string;
}

/** Files a claim and answers its id. Every refusal comes before the workflow starts, so that no workflow runs without a claim. */
export async function fileClaim(deps: Deps, actor: Actor, actId: string, given: Filing): Promise<string> {
  const { jurisdiction, programme } = given;
  const place = deps.registry.programme(jurisdiction, programme);
  const claimId = idOf('C', actId);
  const filedOn = localDateOf(await deps.clock.now());
  const { form, claimant } = await readFiling(deps, actor, place, given.filing, filedOn).catch((refused) =>
    demandRosterToo(given, refused),
  );
  const send = async (dossierId: string) => {
    noteClaim(claimId);
    return deps.gateway.file({
      input: { claimId, jurisdiction, programme, clockOffsetMs: await deps.clock.offset() },
      claimant: enterpriseCodeOf(claimant.kind, claimant.code),
      title: titleIn(place, claimant.name),
      message: { by: actor.subject, dossierId },
      key: actId,
    });
  };
  // An earlier attempt got through and its answer was lost; its workflow may have forgotten it too.
  const filed = await findClaim(deps.pool, claimId);
  if (filed) {
    if (!filed.closed) await unlessHappened(send(idOf('D', actId)), async () => true);
    return claimId;
  }
  await submit(
    deps,
    {
      actId,
      of: claimId,
      kind: 'filing',
      bySubject: actor.subject,
      async body(tx) {
        if (given.draftId && !(await takeDraft(tx, ownerOf(claimant), given.draftId, claimId)))
          throw new Problem('draft-taken');
        const dossier = await filingDossier(deps, tx, { place, form, owner: ownerOf(claimant), given, actId, filedOn });
        await demandAdmissible(
          deps,
          tx,
          { jurisdiction, programme, form, rosterId: dossier.rosterId, filedOn },
          refusedPath,
        );
        return dossier;
      },
      forget: (tx) => releaseDraft(tx, claimId),
    },
    send,
  );
  return claimId;
}

/** The form, and that the account acts for who claims in it. */
export async function readFiling(
  deps: Pick<Deps, 'registry' | 'pool'>,
  actor: Actor,
  place: ProgrammeInPlace,
  given: unknown,
  filedOn: string,
) {
  const { programme, jurisdiction } = place;
  if (actor.role !== programme.claimant) {
    throw new Problem('role-not-allowed', { role: actor.role, allowed: programme.claimant });
  }
  const waived = await waivedFor(deps, place, claimantOf(actor), filedOn);
  const read = readForm<FilingForm>(programme.forms.filing, withWaived(given, waived), 'filing');
  const form = withoutWaived(read, waived);
  const input = { jurisdiction: jurisdiction.slug, programme: programme.slug };
  const claimant = partyOf(deps, { input, message: { by: actor.subject } }, { filing: form, rosterId: '' });
  if (claimant.code !== claimantOf(actor).code) {
    const path = programme.claimant === 'institution' ? 'filing.institution.uscc' : 'filing.enterprise.uscc';
    throw new Problem('claimant-mismatch', {}, [fault('claimant-mismatch', { path })]);
  }
  return { form, claimant };
}

export async function filingDossier(
  deps: Deps,
  tx: Tx,
  filing: {
    place: ProgrammeInPlace;
    form: FilingForm;
    /** Whose files and rosters may be named. */
    owner: string;
    given: GivenRoster;
    actId: string;
    filedOn: string;
  },
): Promise<FilingDossier> {
  const { place, form, owner, given, actId, filedOn } = filing;
  await demandFiles(tx, { registry: deps.registry, owner }, form, 'filing.');
  const where = { deps, jurisdiction: place.jurisdiction.slug, programme: place.programme.slug };
  const on = form.training.classOpensOn ?? filedOn;
  return { filing: form, rosterId: await rosterFor(tx, where, given, { owner, actId, on }) };
}

/** What the Temporal UI calls a claim. */
const titleIn = ({ jurisdiction, programme }: ProgrammeInPlace, name: string | null) =>
  `${name ?? '个人 individual'} · ${jurisdiction.names.zh} ${programme.names.zh}`;

export const titleOf = (
  { registry }: Pick<Deps, 'registry'>,
  claim: { jurisdiction: string; programme: string; claimant_name: string | null },
) => titleIn(registry.programme(claim.jurisdiction, claim.programme), claim.claimant_name);
