import type { z } from '@hono/zod-openapi';
import type { ClaimRow } from '../../db/claims/claims.ts';
import { countFindings } from '../../db/claims/findings.ts';
import { pinnedLaw } from '../../db/claims/pins.ts';
import { attendanceOf, attendedClass } from '../../db/claims/records.ts';
import { type LineRow, netFen } from '../../db/money/lines.ts';
import {
  claimsAbout,
  entriesAbout,
  type FiledEntry,
  findHeld,
  type KnownPerson,
  linesAbout,
  namesHeld,
} from '../../db/people/held.ts';
import { snapshot, type Tx } from '../../db/pool.ts';
import { registrationOf } from '../../db/registration/registrations.ts';
import { type Instant, msToInstant } from '../../domain/calendar/instant.ts';
import { hoursOf } from '../../domain/money/calculators/class-hours.ts';
import { funds } from '../../domain/money/types.ts';
import { Problem } from '../../domain/problem.ts';
import type { Actor } from '../auth/tokens.ts';
import type { Deps } from '../deps.ts';
import { handedIn } from '../people/export.ts';
import { placeOf } from '../people/place.ts';
import { noteRefusal } from '../people/refusal.ts';
import { disclose } from '../privacy.ts';
import type { TrainingFile, TrainingFileBody } from './schemas.ts';

type View = z.infer<typeof TrainingFile>;
type Class = View['classes'][number];

/**
 * One person's training in the official's place, across enterprises and claims. The name has to be one under which the place holds them: a number alone
 * opens nothing. Nothing of other places is in it, nor findings of fraud. @throws Problem `person-unknown`
 */
export async function readTrainingFile(
  deps: Pick<Deps, 'pool' | 'clock' | 'audit'>,
  actor: Actor,
  { name, idNumber }: z.infer<typeof TrainingFileBody>,
): Promise<View> {
  const place = placeOf(actor);
  const at = msToInstant(await deps.clock.now());
  return noteRefusal(deps, actor, (about) =>
    disclose(deps, {
      ...{ actor, what: 'training-file', of: { place }, duty: undefined },
      persons: ({ personId }) => [personId],
      open: () =>
        snapshot(deps.pool, async (tx) => {
          const person = await findHeld(tx, idNumber, place);
          about.personId = person?.personId;
          const names = person && (await namesHeld(tx, person, place));
          // Erased, the place knows no name, and the number is all there is.
          if (!person || (names && names.size > 0 && !names.has(name))) throw new Problem('person-unknown');
          return fileOf(tx, person, place, at);
        }),
    }),
  );
}

async function fileOf(tx: Tx, person: KnownPerson, place: string, at: Instant): Promise<View> {
  const entries = await entriesAbout(tx, person, place);
  const lines = await linesAbout(tx, person, place);
  const classes: Class[] = [];
  for (const claim of await claimsAbout(tx, person, place)) {
    const own = entries.filter(({ claimId }) => claimId === claim.id);
    classes.push(
      await classOf(
        tx,
        claim,
        own,
        lines.filter(({ claim_id }) => claim_id === claim.id),
      ),
    );
  }
  const sum = (of: (one: Class) => number) => classes.reduce((all, one) => all + of(one), 0);
  return {
    ...{ personId: person.personId, jurisdiction: place, at, classes },
    registration: (await registrationOf(tx, place, person.personId)) ?? null,
    totals: {
      classes: classes.length,
      classHours: sum(({ classHours }) => classHours ?? 0),
      certificates: sum(({ certificates }) => certificates.length),
      subsidies: perFund(classes),
      findings: sum(({ findings }) => findings),
    },
  };
}

async function classOf(
  tx: Tx,
  claim: ClaimRow,
  entries: readonly FiledEntry[],
  lines: readonly LineRow[],
): Promise<Class> {
  const refs = entries.filter(({ current }) => current).map(({ ref }) => ref);
  const days = { openedOn: claim.class_opened_on, endedOn: claim.class_ended_on };
  const minutes = [
    ...(await attendanceOf(tx, claim.id, await attendedClass(tx, claim), undefined, refs)).values(),
  ].flatMap((one) => one.minutes);
  const fixed = lines.find(({ class_hours }) => class_hours !== null)?.class_hours;
  const per = (await pinnedLaw(tx, claim.id)).params['minutes-per-class-hour']?.value;
  return {
    ...{ claimId: claim.id, programme: claim.programme, claimantKind: claim.claimant_kind },
    ...{ claimant: claim.claimant, claimantName: claim.claimant_name, stage: claim.stage, ...days },
    lessons: minutes.length,
    minutes: minutes.reduce((all, one) => all + one, 0),
    classHours: fixed ?? (typeof per === 'number' ? hoursOf(minutes, per) : null),
    certificates: (await handedIn(tx, claim, entries)).certificates,
    subsidies: lines.map((line) => {
      const { component, fund, status } = line;
      return { component, fund: fund as Class['subsidies'][number]['fund'], amountFen: netFen(line), status };
    }),
    findings: await countFindings(tx, claim.id, refs),
  };
}

function perFund(classes: readonly Class[]): View['totals']['subsidies'] {
  const all = classes.flatMap(({ subsidies }) => subsidies).filter(({ status }) => status !== 'fallen');
  const sum = (items: typeof all) => items.reduce((fen, { amountFen }) => fen + amountFen, 0);
  return funds
    .map((fund) => ({ fund, of: all.filter((one) => one.fund === fund) }))
    .filter(({ of }) => of.length > 0)
    .map(({ fund, of }) => ({
      ...{ fund, entitledFen: sum(of) },
      paidFen: sum(of.filter(({ status }) => status === 'paid')),
    }));
}
