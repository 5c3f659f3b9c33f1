import {
  type CertificateRow,
  certificatesOf,
  type NewCertificate,
  type Reused,
  replaceCertificates,
  reusedNumbers,
} from '../../db/certificates/certificates.ts';
import {
  clearFindings,
  type FindingRow,
  findingId,
  type NewFinding,
  openFindings,
  raiseFindings,
} from '../../db/claims/findings.ts';
import { readRosterPersonal, rosterPeople } from '../../db/intake/rosters.ts';
import { demandIndexInUse } from '../../db/privacy/index-in-use.ts';
import { aboutNumber, isCertificateFinding } from '../../domain/certificates/findings.ts';
import { type NumberFault, numberFault } from '../../domain/certificates/number-check.ts';
import type { ApplicationForm } from '../../domain/claim/forms.ts';
import { listOf } from '../../domain/rules/figures.ts';
import { cite } from '../../domain/rules/param.ts';
import type { Context } from '../claim/context.ts';

/**
 * Keeps the certificates of an application, in the place of those with which it was handed in before, and puts before the reviewer what is odd
 * about their numbers. It refuses nothing. Answers how many findings there are.
 */
export async function recordCertificates(c: Context, form: ApplicationForm): Promise<number> {
  const { claim, tx, at } = c;
  await demandIndexInUse(tx);
  await replaceCertificates(tx, claim.id, await certificatesIn(c, form));
  const faults = await faultsOf(c, form);
  const reused = new Map((await reusedNumbers(tx, claim.id)).map((one) => [one.ref, one]));
  const found: NewFinding[] = [];
  const noted: string[] = [];
  for (const one of await certificatesOf(tx, claim.id)) {
    for (const { code, detail, rests, isNote } of findingsOn(c, one, faults.get(one.ref), reused.get(one.ref))) {
      const figure = rests && c.law.params[rests];
      const source = figure ? cite(figure.source) : null;
      const finding = { ...aboutNumber(one), code, detail, source };
      found.push(finding);
      if (isNote) noted.push(findingId(finding));
    }
  }
  await raiseFindings(tx, found);
  const raised = new Set(found.map(findingId));
  const by = { by: 'system', at, dossierId: null };
  await clearFindings(tx, claim.id, withReason(noted, 'number-proves-nothing'), by);
  await clearFindings(tx, claim.id, withReason(await replacedIn(c, raised), 'certificate-replaced'), by);
  return raised.size;
}

const withReason = (ids: readonly string[], reasonCode: string) => ids.map((id) => ({ id, reasonCode }));

async function certificatesIn({ claim, tx, deps }: Context, form: ApplicationForm): Promise<NewCertificate[]> {
  const people = await rosterPeople(tx, claim.roster_id);
  const verification = deps.asksCertificateRegister ? 'waiting' : 'none';
  return form.certificates.map(({ ref, kind, number, issuedOn, level, occupation }) => ({
    ...{ claim_id: claim.id, ref, person_id: people.get(ref)!, kind, number, verification },
    ...{ level: level ?? null, occupation: occupation ?? null, issued_on: issuedOn },
  }));
}

const isChecked = ({ law }: Context) => law.params['certificate-number-check']?.value === 'finding';

/** What speaks against the form of each number. ID numbers are opened only where the place has them compared. */
async function faultsOf(c: Context, form: ApplicationForm): Promise<Map<string, NumberFault>> {
  const people = isChecked(c) ? await readRosterPersonal(c.tx, c.claim.roster_id) : [];
  const idNumbers = new Map(people.map(({ ref, idNumber }) => [ref, idNumber]));
  return new Map(
    form.certificates.flatMap((one) => {
      const fault = numberFault(c.law.params, one, idNumbers.get(one.ref));
      return fault ? [[one.ref, fault] as const] : [];
    }),
  );
}

interface Found extends Pick<FindingRow, 'code' | 'detail'> {
  /** The figure that it rests on. */
  rests?: string;
  /** Nobody has to decide on it. */
  isNote?: boolean;
}

function findingsOn(c: Context, one: CertificateRow, fault?: NumberFault, reused?: Reused): Found[] {
  const { kind, verification, refutation } = one;
  const found: Found[] = [];
  if (fault && isChecked(c)) found.push({ code: fault, detail: { kind }, rests: 'certificate-number-check' });
  if (reused) {
    const { within, beyond } = reused;
    const detail = { kind, within, beyond };
    // What is no number of its kind, or is counted anew in each class, may be the same by chance.
    const isNote = (fault !== undefined && !isChecked(c)) || (within === 0 && isPerTraining(c, kind));
    found.push({ code: 'certificate-number-reused', detail, rests: 'certificate-numbers-per-training', isNote });
  }
  if (verification === 'waiting') found.push({ code: 'certificate-unverified', detail: { kind } });
  if (refutation) found.push({ code: refutation, detail: { kind } });
  return found;
}

function isPerTraining({ law }: Context, kind: string): boolean {
  const kinds = law.params['certificate-numbers-per-training'];
  return kinds !== undefined && listOf(kinds).includes(kind);
}

/** What was found about a certificate that another one has taken the place of: it is no matter any more. */
async function replacedIn({ claim, tx }: Context, raised: ReadonlySet<string>): Promise<string[]> {
  const open = await openFindings(tx, claim.id);
  return open.filter(({ id, code }) => isCertificateFinding(code) && !raised.has(id)).map(({ id }) => id);
}
