/** Why an account is blocked. */
export const blockReasons = ['left', 'lost', 'misuse', 'on-request'] as const;
export type BlockReason = (typeof blockReasons)[number];
