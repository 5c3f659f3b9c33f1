import type { Hono } from 'hono';
import type { Language, Say } from './language.ts';
import type { Remote } from './remote.ts';
import type { Session } from './session.ts';

/** What stands ready for every page. */
export interface WebEnv {
  Variables: {
    /** Null: nobody has signed in. */
    session: Session | null;
    /** There was a session, and it is over. */
    sessionEnded: boolean;
    /** Business time is the rehearsal's own. */
    rehearsal: boolean;
    language: Language;
    /** Says it in the reader's language. */
    say: Say;
    /** The API, as who has signed in. */
    remote: Remote;
    /** Another origin to which the answer of a form of this page leads. */
    formsLeadTo?: string;
  };
}

export type Site = Hono<WebEnv>;
