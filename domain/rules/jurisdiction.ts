import type { ZodType } from 'zod';
import type { LocalDate } from '../calendar/date.ts';
import type { Bilingual } from '../messages/index.ts';
import type { Fund } from '../money/types.ts';
import type { PaperLayouts } from '../papers/layout.ts';
import type { Params } from './param.ts';
import type { ParamName, Step } from './steps.ts';

/** A check of the whole claim (refuses it) or of one person (makes the line 0). `check` names code in `domain/money/checks`, `params` the figures it reads. */
export interface EligibilityRule {
  check: string;
  params: Readonly<Record<string, ParamName>>;
}

/** A limit that a person shares across claims. */
export interface CapRule {
  /** `amount`: fen per person. `count`: subsidies per person. `once`: once per occupation and level, none lower after a higher one. */
  kind: 'amount' | 'count' | 'once';
  /** The parameter with the limit (for `once`: yes/no). */
  param: ParamName;
  /** Who shares the cap: a name that derived jurisdictions inherit, so that Wuxi, Jiangyin and Yixing count together. */
  scope: string;
  /** `window`: one cap for the notice's whole validity. `class-end-year`: one per calendar year in which the class ended. `lifetime`. */
  period: 'window' | 'class-end-year' | 'lifetime';
}

/** The part of a programme that decides money and order. Plain data: pinned with the claim at filing. */
export interface ProgrammeRules {
  fund: Fund;
  /** Name of a calculator in `domain/money/calculators`. */
  calculator: string;
  /** A second component paid from its own fund. */
  allowance?: { calculator: string; fund: Fund };
  eligibility: readonly EligibilityRule[];
  caps: readonly CapRule[];
  steps: readonly Step[];
}

/** A form with an example that validates. */
export interface Form {
  schema: ZodType;
  example: unknown;
}

/** A document to hand in. */
export interface Material {
  kind: string;
  names: Bilingual;
  /** `delegated`: only when an institution trains for the enterprise. `signed`: signing the form is enough, and the document may come besides. */
  required: 'always' | 'delegated' | 'signed' | 'never';
  source: { document: string; clause: string; provenance: 'N' | 'S' | 'D' };
}

export interface Programme extends ProgrammeRules {
  slug: string;
  names: Bilingual;
  claimant: 'enterprise' | 'institution' | 'individual';
  parameters: Params;
  forms: { filing: Form; rosterRow: Form; application: Form };
  materials: { filing: readonly Material[]; application: readonly Material[] };
  /** How its papers are laid out, where a notice says it; else as everywhere. */
  papers?: PaperLayouts;
  /** What who claims promises in the letter of commitment (承诺书); without it they sign the form alone. */
  commitment?: readonly Stated[];
}

/** A sentence of the law, or of how we read it. */
export interface Stated {
  text: Bilingual;
  source: { document: string; clause: string; provenance: 'N' | 'S' | 'D' };
}

/** What a place tells people about their data, besides what its forms, steps and figures say. */
export interface PrivacyStatement {
  /** Names of fields that are about people, by form and path: `roster.mobile`, `filing.contact.name`. */
  fields: Readonly<Record<string, Bilingual>>;
  /** What else is collected, besides what forms ask. */
  data: readonly Stated[];
  purposes: readonly Stated[];
  /** Who else is told, or may be by law. */
  recipients: readonly Stated[];
}

export interface Jurisdiction {
  slug: string;
  /** GB/T 2260. */
  code: string;
  parent: string | null;
  names: Bilingual;
  authority: { names: Bilingual; website: string };
  /** Day on which somebody last compared the module with its sources. */
  checkedOn: LocalDate;
  /** Fictional: for rehearsal and tests only. */
  rehearsalOnly?: boolean;
  /** Figures that hold for every programme of the place; a programme's own figure of the same name wins. */
  parameters: Params;
  programmes: readonly Programme[];
  privacy: PrivacyStatement;
}
