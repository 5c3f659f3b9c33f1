import type { LocalDate } from '../../domain/calendar/date.ts';
import { numberOf } from '../../domain/rules/figures.ts';
import { resolve } from '../../domain/rules/param.ts';
import { rosterPerson, rosterRow } from '../../jurisdictions/china/forms.ts';
import type { Deps } from '../deps.ts';
import type { RosterQuestion } from './intake.ts';

/** The base that every pack's roster extends: for a roster that is uploaded before its programme is chosen. */
const anyRow = rosterRow(rosterPerson);

/** Where the roster is to be filed, as far as that is known. */
export interface RosterPlace {
  deps: Pick<Deps, 'registry'>;
  jurisdiction?: string;
  programme?: string;
}

/** What a roster is checked against: the row of its programme and the minimum age on the day the class opens. */
export function rosterQuestion({ deps, jurisdiction, programme }: RosterPlace, on: LocalDate): RosterQuestion {
  const place = jurisdiction && programme ? deps.registry.programme(jurisdiction, programme) : undefined;
  const parameters = place?.parameters ?? deps.registry.find(jurisdiction ?? 'china').parameters;
  const age = resolve(parameters, on)['minimum-age'];
  return {
    schema: place?.programme.forms.rosterRow.schema ?? anyRow,
    minimumAge: age ? numberOf(age) : 0,
    on,
  };
}
