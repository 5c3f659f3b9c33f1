/** A cell with more, or a row, is none that people have filled in; no longer than a row of CSV. */
export const longest = 64 * 1024;

/** Gathers the text of what may consist of runs, without how these are pronounced. */
export function gathered() {
  let text = '';
  let [inText, inPhonetics] = [false, false];
  return {
    open(name: string) {
      if (name === 't') inText = true;
      if (name === 'rPh') inPhonetics = true;
    },
    text(more: string) {
      if (inText && !inPhonetics && text.length <= longest) text += more;
    },
    close(name: string) {
      if (name === 't') inText = false;
      if (name === 'rPh') inPhonetics = false;
    },
    /** One that is too long is cut short, and still too long: it may stand on a sheet that nobody reads. */
    taken(): string {
      const whole = text.length > longest ? text : unescaped(text);
      text = '';
      return whole;
    },
  };
}

/** `_x000A_` → the character that it stands for: XML has no place for some. */
export function unescaped(text: string): string {
  if (!text.includes('_x')) return text;
  return text.replace(/_x([\dA-Fa-f]{4})_/g, (_, hex: string) => String.fromCharCode(Number.parseInt(hex, 16)));
}
