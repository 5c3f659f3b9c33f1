import type { Check } from './check.ts';
import { fileBeforeOpening, filingLastDay, openingWindow, stoppageWindow } from './dates.ts';
import {
  affectedByEpidemic,
  affectedEnterpriseSubsidy,
  creditworthy,
  excludedKinds,
  platformFunctions,
  theoryShare,
} from './enterprise.ts';
import {
  admittedRelations,
  completionCertificate,
  employedMonths,
  hireWindow,
  newContract,
  registeredByOpening,
  registrationCheck,
} from './person.ts';

/** Every check a programme can name. Names are pinned with claims: never rename or remove one. */
export const checks: Readonly<Record<string, Check>> = {
  'opening-window': openingWindow,
  'file-before-opening': fileBeforeOpening,
  'filing-last-day': filingLastDay,
  'stoppage-window': stoppageWindow,
  'excluded-kinds': excludedKinds,
  'affected-by-epidemic': affectedByEpidemic,
  'affected-enterprise-subsidy': affectedEnterpriseSubsidy,
  creditworthy,
  'theory-share': theoryShare,
  'platform-functions': platformFunctions,
  'admitted-relations': admittedRelations,
  'completion-certificate': completionCertificate,
  [registrationCheck]: registeredByOpening,
  'hire-window': hireWindow,
  'employed-months': employedMonths,
  'new-contract': newContract,
};

export type { Check, ClaimCheck, Figures, Finding, PersonCheck, Reads } from './check.ts';
