import type { LocalDate } from '../calendar/date.ts';
import type { Listed } from '../listings/listing.ts';
import type { Bilingual } from '../messages/index.ts';

/** The two pots the ledger keeps apart: 职业技能提升行动专账资金 and 就业补助资金. */
export const funds = ['skill-action-special-account', 'employment-subsidy-fund'] as const;
export type Fund = (typeof funds)[number];

export const enterpriseKinds = ['ordinary', 'labour-dispatch', 'platform', 'new-economy'] as const;
export type EnterpriseKind = (typeof enterpriseKinds)[number];

/** How a trainee belongs to the enterprise. */
export const relations = ['employee', 'dispatched', 'platform-worker', 'service-agreement'] as const;
export type Relation = (typeof relations)[number];

/** What the rules ask about the claim as a whole. A fact left undefined is assumed to be fulfilled (a quote); filings state every fact that their pack asks for. */
export interface Facts {
  /** Local day of the (first) filing. */
  filedOn?: LocalDate;
  classOpenedOn?: LocalDate;
  classEndedOn?: LocalDate;
  enterprise: {
    kind: EnterpriseKind;
    affectedByEpidemic?: boolean;
    tookAffectedEnterpriseSubsidy?: boolean;
    /** On no dishonest list, without bad credit record (declared). */
    creditworthy?: boolean;
  };
  stoppage?: { from: LocalDate; to: LocalDate | null };
  /** Planned hours of the class, in class hours. */
  plan?: { classHours: number; theoryClassHours?: number };
  /** Functions that the platform is declared to have. */
  platformFunctions?: readonly string[];
}

export interface Certificate {
  /** One of the six kinds: vocational-qualification skill-level specific-ability special-operations special-equipment completion. */
  kind: string;
  /** 5 = 初级工 … 1 = 高级技师. */
  level?: number;
  occupation?: string;
  /** Chongqing: which row of the standards applies: catalogue new-occupation key-industry district-speciality specific-ability other. */
  basis?: string;
  /** Attended days. */
  days?: number;
  /** Actual cost, fen. */
  costFen?: number;
}

/** What the rules ask about one person. Pseudonymous: `ref` is the row in its roster; nothing here names anybody. */
export interface Trainee {
  ref: string;
  relation: Relation;
  classHours?: number;
  /** Minutes of each learning record, instead of `classHours`. */
  lessonMinutes?: readonly number[];
  /** `null`: none obtained. Undefined: not known yet, assumed (a quote). */
  certificate?: Certificate | null;
  /** As the roster declares. */
  registeredOn?: LocalDate;
  /** Came to the class when it had been approved already. Lessons before do not count. */
  joinedOn?: LocalDate;
  /** Left the class. Lessons from that day on do not count. */
  leftOn?: LocalDate;
  /** Since when the place's own register has the person; `null`: not in it. Undefined: not asked. */
  registration?: LocalDate | null;
  hiredOn?: LocalDate;
  insuredFrom?: LocalDate;
  contract?: 'new' | 'renewal';
  /** 生活费补贴 category of the person, where a pack pays a living allowance. */
  allowanceCategory?: string;
  /** Attended days, for daily amounts. */
  days?: number;
  /** 以工代训 subsidy that this person already brought, fen: only the higher of the two is paid. */
  workTrainingSubsidyFen?: number;
  /** On the black list of the place or of one above it. */
  blacklisted?: Listed;
  /** Already reserved or paid to this person under the cap of the programme, fen. */
  alreadyPaidFen?: number;
  /** Subsidies already reserved or paid to this person in the cap's period. */
  alreadyCount?: number;
  /** Certificates this person was already subsidised for (lifetime). */
  earlierCertificates?: readonly { occupation: string; level: number | null }[];
}

/** One step of the arithmetic. The amounts of a line's trace sum to the line's amount. */
export interface TraceLine {
  /** The parameter or check that speaks. */
  rule: string;
  /** `文号 clause` */
  source: string;
  /** Signed contribution, fen. */
  amountFen: number;
  /** The figures that went in: class hours, rate in fen, room left in fen … */
  detail?: Readonly<Record<string, string | number>>;
}

/** Why something is refused: stable code, sentence, source. */
export interface Refusal {
  code: string;
  messages: Bilingual;
  source: string;
}

/** What one person brings, per component. */
export interface Line {
  ref: string;
  component: 'training-subsidy' | 'living-allowance';
  fund: Fund;
  eligible: boolean;
  /** 0 when not eligible. */
  amountFen: number;
  trace: TraceLine[];
  /** Class hours that counted. */
  classHours?: number;
  /** Set when the line is 0 or was reduced for a reason that the claimant should know. */
  code?: string;
  messages?: Bilingual;
  source?: string;
}

export interface Calculation {
  totalFen: number;
  fund: Fund;
  refusals: Refusal[];
  lines: Line[];
}

export type { Deadline } from '../calendar/deadlines.ts';
