import { learners } from './learners.ts';
import { platforms } from './platforms.ts';
import { procedure } from './procedure.ts';

/** The nationwide figures that every place inherits. */
export const parameters = { ...procedure, ...learners, ...platforms };
