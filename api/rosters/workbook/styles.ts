import { isDayCode, isKnownDay } from './day-format.ts';
import { kept, type Room } from './room.ts';
import { readXml } from './xml.ts';

/** Formats below are the program's own, whatever a file says of them. */
const firstOfFile = 100;

/** By the number of a style: whether it shows a number as a day or a time. @throws Problem `roster-unreadable` */
export async function readStyles(xml: AsyncIterable<string>, take: Room): Promise<boolean[]> {
  const days = new Set<number>();
  const bases: boolean[] = [];
  const styles: boolean[] = [];
  let inside: string | undefined;
  await readXml(xml, {
    open(name, { numFmtId, formatCode = '', xfId }) {
      const format = numFmtId ? Number(numFmtId) : undefined;
      if (name === 'cellStyleXfs' || name === 'cellXfs') inside = name;
      else if (name === 'numFmt' && format! >= firstOfFile && isDayCode(formatCode)) {
        take(kept);
        days.add(format!);
      } else if (name === 'xf' && inside) {
        take(kept);
        const isDay = isKnownDay(format) || days.has(format!);
        if (inside === 'cellStyleXfs') bases.push(isDay);
        else if (format === undefined) styles.push(Boolean(xfId && bases[Number(xfId)]));
        else styles.push(isDay);
      }
    },
    close(name) {
      if (name === inside) inside = undefined;
    },
  });
  return styles;
}
