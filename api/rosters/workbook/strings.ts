import { kept, type Room } from './room.ts';
import { gathered } from './text.ts';
import { readXml } from './xml.ts';

/** The texts that cells share, by their number. @throws Problem `roster-unreadable` */
export async function readStrings(xml: AsyncIterable<string>, take: Room): Promise<string[]> {
  const strings: string[] = [];
  const text = gathered();
  let isInside = false;
  await readXml(xml, {
    open(name) {
      if (name === 'si') isInside = true;
      else if (isInside) text.open(name);
    },
    text(more) {
      if (isInside) text.text(more);
    },
    close(name) {
      text.close(name);
      if (name !== 'si') return;
      isInside = false;
      const whole = copied(text.taken());
      // Two bytes a character.
      take(kept + 2 * whole.length);
      strings.push(whole);
    },
  });
  return strings;
}

/** A text of its own: what is cut out of a piece holds all of the piece in memory. */
const copied = (text: string) => Buffer.from(text, 'utf16le').toString('utf16le');
