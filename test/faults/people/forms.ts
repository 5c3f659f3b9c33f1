import { lessons, rosterOf } from '../../../dev/demo/people.ts';
import { sampleCompany, samplePerson } from '../../../dev/sample-people.ts';
import type { Registry } from '../../../jurisdictions/registry.ts';
import { lessonsOfAClass } from '../plan/calendar.ts';
import type { PlannedClaim, PlannedPerson } from '../plan/claims.ts';

/** What a claimant hands in, made from the examples of the programme. */
export interface Forms {
  filing: object;
  roster: object[];
  records: object[];
  application: object;
  bankAccount: object;
}

export const companyOf = ({ no, place }: PlannedClaim) => sampleCompany(200_000 + no, place.city);

export function formsOf(registry: Registry, claim: PlannedClaim): Forms {
  const { forms } = registry.programme(claim.place.slug, claim.place.programme).programme;
  const account = { bankName: '示例银行示例支行', accountName: companyOf(claim).name };
  const bankAccount = { ...account, accountNumber: `62${String(claim.no).padStart(17, '0')}` };
  return {
    bankAccount,
    filing: filing(claim, forms.filing.example as FilingExample),
    roster: roster(claim),
    records: claim.people.flatMap(({ ref, minutes }) => lessons(ref, claim.days.opens, minutes)),
    application: { ...(forms.application.example as object), certificates: certificates(claim), bankAccount },
  };
}

interface FilingExample {
  enterprise: object;
  training: object;
  rosterHeader?: object;
}

/** The plan has as many hours as anybody attends. */
function filing(claim: PlannedClaim, example: FilingExample): object {
  const company = companyOf(claim);
  const { opens: classOpensOn, ends: classEndsOn } = claim.days;
  const hours = lessonsOfAClass * 3;
  return {
    ...example,
    enterprise: { ...example.enterprise, ...company },
    contact: { name: '示例联系人', mobile: '19900000001', email: `claim-${claim.no}@companies.example` },
    training: {
      ...example.training,
      ...{ plannedHeadCount: claim.people.length, classHours: hours, classOpensOn, classEndsOn },
      ...(claim.place.by === 'certificates' && { theoryClassHours: hours }),
    },
    ...(example.rosterHeader && { rosterHeader: { ...example.rosterHeader, enterpriseName: company.name } }),
  };
}

function roster(claim: PlannedClaim): object[] {
  const aims = claim.place.by === 'certificates';
  return claim.people.map((person) => {
    const facts = {
      relation: 'employee',
      ...(aims && { registeredOn: '2020-03-01', plannedCertificate: skill(person) }),
    };
    return rosterOf([{ ...samplePerson(person.seed), ref: person.ref }], facts)[0]!;
  });
}

const skill = ({ level, occupation }: PlannedPerson) => ({ kind: 'skill-level', level, occupation, basis: 'other' });

function certificates({ no, place, people, days }: PlannedClaim): object[] {
  if (place.by === 'guangdong-hours') return [];
  const kind = (person: PlannedPerson) => (place.by === 'certificates' ? skill(person) : { kind: 'completion' });
  return people
    .filter(({ certified }) => certified)
    .map((person) => ({ ...kind(person), ref: person.ref, number: `F-${no}-${person.ref}`, issuedOn: days.ends }));
}
