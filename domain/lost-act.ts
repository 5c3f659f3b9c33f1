// A workflow writes an act into PostgreSQL inside its own workflow task. When worker or server die before that task is recorded, the act is
// written and the workflow has forgotten it; what comes next may then be another act, with the same number.

/** What an act reached its workflow as, for taking it up again. */
export interface LostTurn {
  name: string;
  message: object;
}

/** What stands in the place of the act that was asked for. */
export interface LostAct<Result> {
  /** Null: the clock acted. */
  turn: LostTurn | null;
  result: Result;
}

/** Type of the failure by which an activity says so; its one detail is the `LostAct`. */
export const lostAct = 'lost-act';
