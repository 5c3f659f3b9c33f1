/** `444.00` from fen. Exact: no fraction is ever computed. */
export function decimalYuan(fen: number): string {
  const whole = Math.abs(fen);
  return `${fen < 0 ? '-' : ''}${Math.floor(whole / 100)}.${String(whole % 100).padStart(2, '0')}`;
}

/** `¥444.00`, for people. */
export function formatYuan(fen: number): string {
  return fen < 0 ? `-¥${decimalYuan(-fen)}` : `¥${decimalYuan(fen)}`;
}
