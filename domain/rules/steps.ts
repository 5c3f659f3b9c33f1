/** Name of a parameter of the programme. */
export type ParamName = string;

/** The steps a programme can be made of. A pack lists them in its own order; the claim workflow walks them. Each names the parameters it reads. */
export type Step =
  /** The claim is filed (备案 / 开班申请). Always first. */
  | { kind: 'filing' }
  /** An official decides on the filing or the application within `limit` (working days). */
  | { kind: 'review'; of: 'filing' | 'application'; limit: ParamName }
  /** Money ahead of the result: `automatic` waits for its payment here; the share is of the estimate (percent). */
  | { kind: 'advance'; share: ParamName }
  /** The class runs. `advanceShare`: an advance may be asked for during it. `completionWithin` (calendar days after the advance): evidence is due then. */
  | { kind: 'training'; advanceShare?: ParamName; completionWithin?: ParamName }
  /** The claimant applies until `deadline`: a date, or calendar days / months after the class ended. */
  | { kind: 'application'; deadline: ParamName }
  /** An official checks the evidence per person within `limit` (working days); who fails falls. */
  | { kind: 'verification'; limit: ParamName }
  /** Published for `period` (calendar days); anybody may object. */
  | { kind: 'publicNotice'; period: ParamName }
  /** Joins the monthly batch of `day` at `time`, per fund. */
  | { kind: 'disbursement'; day: ParamName; time: ParamName }
  /** Runs the pack's own workflow on the pack's own task queue and waits for its answer. */
  | { kind: 'external'; name: string; workflow: string; taskQueue: string };
