/** A bank file is not what was ordered. Names the first difference without personal data. */
export class BankFileDiffers extends Error {
  override readonly name = 'BankFileDiffers';
}

/** @throws BankFileDiffers naming the place where two texts are not the same */
export function demandSame(where: string, found: string | undefined, expected: string): void {
  if (found === expected) return;
  throw new BankFileDiffers(`${where} is ${found === undefined ? 'missing' : 'not what was ordered'}`);
}

/** Two sequences, one beside the other: each payment of the order with what the file has at its place. @throws BankFileDiffers when one is longer */
export async function* sideBySide<A, B>(
  ordered: AsyncIterable<A>,
  found: AsyncIterable<B>,
): AsyncGenerator<[A, B, number]> {
  const others = found[Symbol.asyncIterator]();
  let row = 0;
  try {
    for await (const one of ordered) {
      row += 1;
      const other = await others.next();
      if (other.done) throw new BankFileDiffers(`payment ${row} is missing in the file`);
      yield [one, other.value, row];
    }
    if (!(await others.next()).done)
      throw new BankFileDiffers(`the file has more than the ${row} payments of the order`);
  } finally {
    await others.return?.();
  }
}
