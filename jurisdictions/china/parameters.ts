import { crossChecks } from './cross-checks.ts';
import { learners } from './learners.ts';
import { platforms } from './platforms.ts';
import { procedure } from './procedure.ts';
import { recovery } from './recovery.ts';

/** The nationwide figures that every place inherits. */
export const parameters = { ...procedure, ...crossChecks, ...recovery, ...learners, ...platforms };
