import {
  type CertificateRow,
  certificatesOf,
  type NewCertificate,
  replaceCertificates,
  reusedNumbers,
} from '../../db/certificates/certificates.ts';
import { clearFindings, type NewFinding, openFindings, raiseFinding } from '../../db/claims/findings.ts';
import { readRosterPersonal, rosterPeople } from '../../db/intake/rosters.ts';
import { demandIndexInUse } from '../../db/privacy/index-in-use.ts';
import { aboutNumber, isCertificateFinding } from '../../domain/certificates/findings.ts';
import { numberFault } from '../../domain/certificates/number-check.ts';
import type { ApplicationForm } from '../../domain/claim/forms.ts';
import { listOf } from '../../domain/rules/figures.ts';
import type { Context } from '../claim/context.ts';

/**
 * Keeps the certificates of an application, in the place of those with which it was handed in before, and puts before the reviewer what is odd
 * about their numbers. It refuses nothing. Answers how many findings there are.
 */
export async function recordCertificates(c: Context, form: ApplicationForm): Promise<number> {
  const { claim, tx } = c;
  await demandIndexInUse(tx);
  await replaceCertificates(tx, claim.id, await certificatesIn(c, form));
  const stored = await certificatesOf(tx, claim.id);
  const faults = await numberFaults(c, form);
  const reused = new Map((await reusedIn(c)).map(({ ref, uses }) => [ref, uses]));
  const raised = new Set<string>();
  for (const one of stored) {
    for (const [code, detail] of findingsOn(one, faults.get(one.ref), reused.get(one.ref)))
      raised.add(await raiseFinding(tx, { ...aboutNumber(one), code, detail }));
  }
  await clearReplaced(c, raised);
  return raised.size;
}

async function certificatesIn({ claim, tx, deps }: Context, form: ApplicationForm): Promise<NewCertificate[]> {
  const people = await rosterPeople(tx, claim.roster_id);
  const verification = deps.asksCertificateRegister ? 'waiting' : 'none';
  return form.certificates.map(({ ref, kind, number, issuedOn, level, occupation }) => ({
    ...{ claim_id: claim.id, ref, person_id: people.get(ref)!, kind, number, verification },
    ...{ level: level ?? null, occupation: occupation ?? null, issued_on: issuedOn },
  }));
}

/** What the forms of the numbers say, where the place has them checked. */
async function numberFaults({ claim, law, tx }: Context, form: ApplicationForm): Promise<Map<string, string>> {
  if (law.params['certificate-number-check']?.value !== 'finding') return new Map();
  const idNumbers = new Map((await readRosterPersonal(tx, claim.roster_id)).map((row) => [row.ref, row.idNumber]));
  return new Map(
    form.certificates.flatMap((one) => {
      const fault = numberFault(law.params, one, idNumbers.get(one.ref));
      return fault ? [[one.ref, fault] as const] : [];
    }),
  );
}

function reusedIn({ claim, law, tx }: Context) {
  const byIssuer = law.params['certificate-numbers-by-issuer'];
  return reusedNumbers(tx, claim.id, byIssuer ? listOf(byIssuer) : []);
}

type Found = [code: string, detail: NewFinding['detail']];

function findingsOn(
  { kind, verification, refutation }: CertificateRow,
  fault: string | undefined,
  uses: number | undefined,
): Found[] {
  const found: (Found | false | undefined | null | '')[] = [
    fault && [fault, { kind }],
    uses !== undefined && ['certificate-number-reused', { uses }],
    verification === 'waiting' && ['certificate-unverified', { kind }],
    refutation && [refutation, { kind }],
  ];
  return found.filter((one): one is Found => Boolean(one));
}

/** What was found about a certificate that another one has taken the place of is no matter any more. */
async function clearReplaced({ claim, tx, at }: Context, raised: ReadonlySet<string>): Promise<void> {
  const gone = (await openFindings(tx, claim.id)).filter(({ id, code }) => isCertificateFinding(code) && !raised.has(id));
  const cleared = gone.map(({ id }) => ({ id, reasonCode: 'certificate-replaced' }));
  await clearFindings(tx, claim.id, cleared, { by: 'system', at, dossierId: null });
}
