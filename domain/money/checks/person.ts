import { addMonths } from '../../calendar/date.ts';
import { dateOf, listOf, numberOf, tableOf } from '../../rules/figures.ts';
import { assumed, need, type PersonCheck } from './check.ts';

/** The person's relation is admitted for this kind of enterprise: a table kind → relations. A kind without a row admits nobody. */
export const admittedRelations: PersonCheck = {
  of: 'person',
  reads: { table: { units: ['table'], by: 'filing' } },
  find({ relation }, { enterprise }, figures) {
    const row = tableOf(need(figures, 'table'))[enterprise.kind];
    if (Array.isArray(row) && row.includes(relation)) return null;
    return { code: 'relation-not-admitted', params: { relation }, figure: 'table' };
  },
};

/**
 * A certificate was obtained, of one of the `kinds` where a place names them. Unknown (a quote, an estimate) is assumed; where
 * `required` is not in force, none is needed.
 */
export const completionCertificate: PersonCheck = {
  of: 'person',
  only: 'training-subsidy',
  reads: {
    required: { units: ['yes/no'], by: 'class-ended', optional: true },
    kinds: { units: ['list'], by: 'class-ended', optional: true },
  },
  find({ certificate }, _facts, { required, kinds }) {
    if (required?.value !== true || certificate === undefined) return null;
    if (certificate === null) return { code: 'certificate-missing', figure: 'required' };
    if (!kinds || listOf(kinds).includes(certificate.kind)) return null;
    const params = { kind: certificate.kind, known: listOf(kinds).join(', ') };
    return { code: 'certificate-kind-unknown', params, figure: 'kinds' };
  },
  assumes: ({ certificate }, _facts, { required }) =>
    assumed('assumed-certificate', certificate === undefined && required !== undefined, required),
};

/** Its name among the checks. */
export const registrationCheck = 'registered-by-opening';

/**
 * Registered by real name on or before the day the class opens. Whom the place's register has, it speaks for. Whom it has not: where `proof` is
 * `register` they are not registered, else what the roster declares holds.
 */
export const registeredByOpening: PersonCheck = {
  of: 'person',
  reads: {
    required: { units: ['yes/no'], by: 'class-ended' },
    proof: { units: ['name'], by: 'class-ended', optional: true },
  },
  find({ registeredOn, registration }, { classOpenedOn }, figures) {
    if (need(figures, 'required').value !== true) return null;
    if (registration === null && figures.proof?.value === 'register')
      return { code: 'not-registered', figure: 'proof' };
    const since = registration ?? registeredOn;
    if (!since || !classOpenedOn || since <= classOpenedOn) return null;
    return { code: 'not-registered-by-opening', params: { opening: classOpenedOn }, figure: 'required' };
  },
  assumes: ({ registeredOn, registration }, { classOpenedOn }, { required }) =>
    assumed('assumed-registered', !(registration ?? registeredOn) || !classOpenedOn, required),
};

/** Hired from `from` to `to`, both inclusive. */
export const hireWindow: PersonCheck = {
  of: 'person',
  reads: { from: { units: ['date'], by: 'filing' }, to: { units: ['date'], by: 'filing' } },
  find({ hiredOn }, _facts, figures) {
    if (!hiredOn) return null;
    const [from, to] = [dateOf(need(figures, 'from')), dateOf(need(figures, 'to'))];
    if (hiredOn >= from && hiredOn <= to) return null;
    return { code: 'hired-outside-window', params: { from, to }, figure: hiredOn < from ? 'from' : 'to' };
  },
  assumes: ({ hiredOn }) => assumed('assumed-hired-in-window', !hiredOn),
};

/** Employed and insured for `months` on the day of filing; a month is clamped to its end (31 January → 29 February 2020). */
export const employedMonths: PersonCheck = {
  of: 'person',
  reads: { months: { units: ['months'], by: 'filing' } },
  find({ hiredOn, insuredFrom }, { filedOn }, figures) {
    if (!filedOn) return null;
    const months = numberOf(need(figures, 'months'));
    const complete = (start?: string) => !start || addMonths(start, months) <= filedOn;
    if (hiredOn && hiredOn > filedOn) return { code: 'hired-after-filing', params: { months }, figure: 'months' };
    if (!complete(hiredOn)) return { code: 'employed-too-short', params: { months }, figure: 'months' };
    if (!complete(insuredFrom)) return { code: 'insured-too-short', params: { months }, figure: 'months' };
    return null;
  },
  assumes: ({ hiredOn, insuredFrom }, { filedOn }) =>
    assumed('assumed-employed-long-enough', !filedOn || !hiredOn || !insuredFrom),
};

/** The labour contract is new, not a renewal. */
export const newContract: PersonCheck = {
  of: 'person',
  reads: { required: { units: ['yes/no'], by: 'filing' } },
  find({ contract }, _facts, figures) {
    const refused = need(figures, 'required').value === true && contract === 'renewal';
    return refused ? { code: 'contract-not-new', figure: 'required' } : null;
  },
  assumes: ({ contract }, _facts, { required }) => assumed('assumed-new-contract', !contract, required),
};
