/** `444.00` from fen. Exact: no fraction is ever computed. */
export function decimalYuan(fen: number): string {
  const whole = Math.abs(fen);
  return `${fen < 0 ? '-' : ''}${Math.floor(whole / 100)}.${String(whole % 100).padStart(2, '0')}`;
}

/** `12,444.00`, for people, where the heading says that it is yuan. */
export const groupedYuan = (fen: number): string => decimalYuan(fen).replace(/\B(?=(?:\d{3})+\.)/g, ',');

/** `¥12,444.00`, for people. */
export function formatYuan(fen: number): string {
  return fen < 0 ? `-¥${groupedYuan(-fen)}` : `¥${groupedYuan(fen)}`;
}

/** Fen from `444`, `444.5` or `444.00`, exactly; null for anything else: signs, separators, more decimals, beyond 10^13 yuan. */
export function fenOfYuan(text: string): number | null {
  const [, whole, part = ''] = /^(\d{1,13})(?:\.(\d{1,2}))?$/.exec(text) ?? [];
  return whole === undefined ? null : Number(whole) * 100 + Number(part.padEnd(2, '0'));
}
