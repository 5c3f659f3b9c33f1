import type { Instant, LocalDate } from '../calendar/date.ts';
import type { BankAccount } from '../money/bank-account.ts';
import type { Certificate, EnterpriseKind, Facts } from '../money/types.ts';

// What every pack's forms have in common, so that generic code can read them. Packs demand and add more.

export interface HandedIn {
  kind: string;
  fileId: string;
}

export interface FilingForm {
  /** Code of the district that the class belongs to, where the place asks for it. */
  district?: string;
  /** Of an individual there is none. */
  enterprise?: {
    name: string;
    uscc: string;
    kind: EnterpriseKind;
    affectedByEpidemic?: boolean;
    tookAffectedEnterpriseSubsidy?: boolean;
    creditworthy?: boolean;
  };
  contact: { name: string; mobile: string; email: string };
  institution?: { name: string; uscc: string };
  platform?: { name: string; functions?: string[] };
  training: {
    occupation?: string;
    plannedHeadCount?: number;
    /** Planned, in class hours. */
    classHours?: number;
    theoryClassHours?: number;
    classOpensOn?: LocalDate;
    classEndsOn?: LocalDate;
  };
  stoppage?: { from: LocalDate; to: LocalDate | null };
  /** Needed at filing where an advance is paid by itself. */
  bankAccount?: BankAccount;
  materials?: HandedIn[];
}

/** Who is named by a form, or by what changes it. */
export type Parties = Partial<Pick<FilingForm, 'enterprise' | 'institution' | 'platform'>>;

/** Who claims: the enterprise or, in project-based training, the institution. An individual is named by the roster. */
export function claimantIn(
  { enterprise, institution }: Parties,
  claimant: 'enterprise' | 'institution' | 'individual',
): { name: string; uscc: string } | undefined {
  if (claimant === 'individual') return undefined;
  return claimant === 'institution' && institution ? institution : enterprise;
}

export interface FilingDossier {
  filing: FilingForm;
  rosterId: string;
}

export interface ApplicationForm {
  certificates: (Certificate & { ref: string; number: string; issuedOn: LocalDate })[];
  bankAccount: BankAccount;
  materials?: HandedIn[];
}

/** Evidence that a person was trained, where the money came first. */
export interface CompletionForm {
  classOpenedOn?: LocalDate;
  classEndedOn: LocalDate;
  evidence?: { ref: string; kind: string; fileId?: string }[];
}

export interface LearningRecordForm {
  ref: string;
  lesson: string;
  startedAt: Instant;
  minutes: number;
}

export interface VerificationForm extends Read {
  /** Persons whose evidence does not hold, each with its reason. */
  failed: { ref: string; reasonCode: string }[];
}

/** A decision on an application, as far as it is about single findings and persons. */
export interface ReviewForm extends Read {
  reasonCode?: string;
  reason?: string;
  /** With a rejection: the clause that it rests on, as it is cited. */
  clause?: string;
  /** With a return: what is to be put right, by its path, and why. */
  fields?: readonly { path: string; reason: string }[];
  /** Findings that were checked; an id alone is cleared for the reason of the decision. */
  clearedFindings?: readonly (string | { id: string; reasonCode: string; reason?: string })[];
  /** Persons who bring nothing, each for its reason. */
  removedLines?: readonly { ref: string; reasonCode: string; reason?: string }[];
}

/** What an official decides on. `revision`: the number of the claim's last transition that they had read. */
export interface Read {
  revision?: string;
}

/** A file that a form names: a document of the claim, or evidence for the person `ref`. */
export interface NamedFile extends HandedIn {
  ref: string | null;
  /** Where the form names it: `materials.0.fileId`. */
  path: string;
}

/** Every file that a form names. */
export function filesNamedBy(form: {
  materials?: readonly HandedIn[];
  evidence?: readonly { ref: string; kind: string; fileId?: string }[];
}): NamedFile[] {
  const materials = (form.materials ?? []).map(({ kind, fileId }, i) => {
    return { kind, fileId, ref: null, path: `materials.${i}.fileId` };
  });
  const evidence = (form.evidence ?? []).flatMap(({ ref, kind, fileId }, i) =>
    fileId ? [{ kind, fileId, ref, path: `evidence.${i}.fileId` }] : [],
  );
  return [...materials, ...evidence];
}

/** Which field of a filing form told what a rule about the whole claim refuses. */
const refusedFields: Readonly<Record<string, string>> = {
  'platform-functions-missing': 'platform.functions',
  'theory-share-too-low': 'training.theoryClassHours',
  'enterprise-kind-excluded': 'enterprise.kind',
  'enterprise-not-affected': 'enterprise.affectedByEpidemic',
  'affected-enterprise-subsidy-taken': 'enterprise.tookAffectedEnterpriseSubsidy',
};

/** The same where it stands in the body of a filing; undefined: it is about no single field. */
export const refusedPath = (code: string): string | undefined =>
  Object.hasOwn(refusedFields, code) ? `filing.${refusedFields[code]}` : undefined;

/** Who claims for themselves is judged by no rule about enterprises. */
const individual: Facts['enterprise'] = { kind: 'ordinary' };

/** What a filing form tells the rules. */
export function factsOf(
  form: FilingForm,
  days: { filedOn: LocalDate; classOpenedOn: LocalDate | null; classEndedOn: LocalDate | null },
): Facts {
  const { kind, affectedByEpidemic, tookAffectedEnterpriseSubsidy, creditworthy } = form.enterprise ?? individual;
  const { classHours, theoryClassHours } = form.training;
  return {
    filedOn: days.filedOn,
    classOpenedOn: days.classOpenedOn ?? undefined,
    classEndedOn: days.classEndedOn ?? undefined,
    enterprise: { kind, affectedByEpidemic, tookAffectedEnterpriseSubsidy, creditworthy },
    stoppage: form.stoppage,
    plan: classHours === undefined ? undefined : { classHours, theoryClassHours },
    platformFunctions: form.platform?.functions,
  };
}
