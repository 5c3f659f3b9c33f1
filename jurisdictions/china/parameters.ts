import { certificates } from './certificates.ts';
import { changes } from './changes.ts';
import { crossChecks } from './cross-checks.ts';
import { inspection } from './inspection.ts';
import { learners } from './learners.ts';
import { listings } from './listings.ts';
import { platforms } from './platforms.ts';
import { procedure } from './procedure.ts';
import { recovery } from './recovery.ts';

/** The nationwide figures that every place inherits. */
export const parameters = {
  ...procedure,
  ...changes,
  ...crossChecks,
  ...recovery,
  ...inspection,
  ...learners,
  ...listings,
  ...platforms,
  ...certificates,
};
