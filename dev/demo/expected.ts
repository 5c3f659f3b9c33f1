// The notices' arithmetic done once more, from the scenarios alone: what the system answers has to agree to the fen. Nothing here
// is read by the system, and nothing here reads it. Sums in fen.

/** Wuxi: 18.50 yuan a class hour from 24 hours on, at most 500 yuan a person. */
export function wuxiSubsidy(classHours: number): number {
  return classHours < 24 ? 0 : Math.min(classHours * 1_850, 50_000);
}

/** Wuxi: 300 yuan for each person newly hired. */
export const wuxiHire = 30_000;

/** Guangdong: 30 yuan for each whole 45 minutes of a lesson, at most 1,000 yuan a person and year; `takenFen` of it is gone already. */
export function guangdongSubsidy(lessonMinutes: readonly number[], takenFen = 0): number {
  const classHours = lessonMinutes.reduce((hours, minutes) => hours + Math.floor(minutes / 45), 0);
  return Math.min(classHours * 3_000, 100_000 - takenFen);
}

/** Chongqing: a certificate of each level in an occupation without a standard of its own (5 初级工 … 2 技师). */
export const chongqingSubsidy: Readonly<Record<number, number>> = { 5: 100_000, 4: 150_000, 3: 250_000, 2: 350_000 };

export function sum(fen: Iterable<number>): number {
  let total = 0;
  for (const one of fen) total += one;
  return total;
}
