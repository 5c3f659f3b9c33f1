// Those of every language; of Chinese, Japanese and Korean; of Thai.
const known = [
  [14, 22],
  [27, 36],
  [45, 47],
  [50, 58],
  [71, 81],
] as const;

/** Whether a number in one of the program's own formats is a day or a time. */
export function isKnownDay(format = -1): boolean {
  return known.some(([from, to]) => format >= from && format <= to);
}

/** Excel takes no longer one. */
const longest = 255;

/** What days and times are written by. */
const tokens = new Set(
  's ss m mm mmm mmmm mmmmm h hh am pm a p d dd ddd dddd aaa aaaa aaaaa y yy yyyy e ee eeee'.split(' '),
);

/** Whether a number in a format like `yyyy"年"m"月"d"日";@` is a day or a time: one of its sections is made of nothing else. */
export function isDayCode(code: string): boolean {
  if (code.length > longest) return false;
  const plain = code.toLowerCase().replace(/;@$/, '').replace(/\\./g, ' ');
  return plain.split(';').some(isDaySection);
}

function isDaySection(section: string): boolean {
  const found = section
    .replace(/"[^"]*"/g, ' ')
    // Parts of a second, then what runs on: [h], then colours, languages and conditions.
    .replace(/(\[?[smhd]{1,2}\]?)[.,]00?0?/g, '$1')
    .replace(/\[([smhd]{1,2})\]/g, '$1')
    .replace(/\[[^\]]*\]/g, '')
    .split(/[^a-z0#?%]+/)
    .filter((token) => token !== '');
  return found.length > 0 && found.every((token) => tokens.has(token));
}
