/** Minutes that a run may take on two cores: bringing everything up and judging the end, the claims' lives, and coming back after each fault. */
export function budgetMinutes(claims: number, faults: number): number {
  return Math.ceil(4 + claims * 0.03 + faults * 0.25);
}
