import { listOf, numberOf } from '../../rules/figures.ts';
import { assumed, type ClaimCheck, need } from './check.ts';

/** Enterprises of the listed kinds cannot claim. */
export const excludedKinds: ClaimCheck = {
  of: 'claim',
  reads: { kinds: { units: ['list'], by: 'filing' } },
  find({ enterprise }, figures) {
    if (!listOf(need(figures, 'kinds')).includes(enterprise.kind)) return null;
    return { code: 'enterprise-kind-excluded', params: { kind: enterprise.kind }, figure: 'kinds' };
  },
};

/** The enterprise is affected by the epidemic (declared at filing). */
export const affectedByEpidemic: ClaimCheck = {
  of: 'claim',
  reads: { required: { units: ['yes/no'], by: 'filing' } },
  find({ enterprise }, figures) {
    const refused = need(figures, 'required').value === true && enterprise.affectedByEpidemic === false;
    return refused ? { code: 'enterprise-not-affected', figure: 'required' } : null;
  },
  assumes: ({ enterprise }, { required }) =>
    assumed('assumed-affected', enterprise.affectedByEpidemic === undefined, required),
};

/** Who took the affected-enterprise training subsidy of the year cannot take this one. */
export const affectedEnterpriseSubsidy: ClaimCheck = {
  of: 'claim',
  reads: { excluded: { units: ['yes/no'], by: 'filing' } },
  find({ enterprise }, figures) {
    const refused = need(figures, 'excluded').value === true && enterprise.tookAffectedEnterpriseSubsidy === true;
    return refused ? { code: 'affected-enterprise-subsidy-taken', figure: 'excluded' } : null;
  },
  assumes: ({ enterprise }, { excluded }) =>
    assumed('assumed-no-affected-subsidy', enterprise.tookAffectedEnterpriseSubsidy === undefined, excluded),
};

/** On no dishonest list and without bad credit record (declared). */
export const creditworthy: ClaimCheck = {
  of: 'claim',
  reads: { required: { units: ['yes/no'], by: 'filing' } },
  find({ enterprise }, figures) {
    const refused = need(figures, 'required').value === true && enterprise.creditworthy === false;
    return refused ? { code: 'enterprise-not-creditworthy', figure: 'required' } : null;
  },
  assumes: ({ enterprise }, { required }) =>
    assumed('assumed-creditworthy', enterprise.creditworthy === undefined, required),
};

/**
 * Theory is at least `percent` of the planned class hours, unless `enforced` says that a plan below is admitted. Compared in whole
 * numbers: no rounding can let a plan slip through.
 */
export const theoryShare: ClaimCheck = {
  of: 'claim',
  reads: {
    percent: { units: ['percent'], by: 'filing' },
    enforced: { units: ['yes/no'], by: 'filing', optional: true },
  },
  find({ plan }, figures) {
    if (plan?.theoryClassHours === undefined || figures.enforced?.value === false) return null;
    const percent = numberOf(need(figures, 'percent'));
    if (plan.theoryClassHours * 100 >= plan.classHours * percent) return null;
    return { code: 'theory-share-too-low', params: { percent }, figure: 'percent' };
  },
  assumes: ({ plan }) => assumed('assumed-theory-share', plan?.theoryClassHours === undefined),
};

/** The platform has every function on the list. */
export const platformFunctions: ClaimCheck = {
  of: 'claim',
  reads: { functions: { units: ['list'], by: 'filing' } },
  find({ platformFunctions }, figures) {
    if (!platformFunctions) return null;
    const missing = listOf(need(figures, 'functions')).filter((name) => !platformFunctions.includes(name));
    if (missing.length === 0) return null;
    return { code: 'platform-functions-missing', params: { missing: missing.join(', ') }, figure: 'functions' };
  },
  assumes: ({ platformFunctions }) => assumed('assumed-platform-functions', !platformFunctions),
};
