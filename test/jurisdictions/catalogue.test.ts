import { fileURLToPath } from 'node:url';
import { describe, expect, test } from 'vitest';
import { loadCatalogue, parseCatalogue } from '../../jurisdictions/catalogue.ts';

const sample = fileURLToPath(new URL('../../jurisdictions/chongqing/catalogue.sample.csv', import.meta.url));

const header = 'occupation,level,cost_fen\n';

describe('Chongqing’s training catalogue', () => {
  test('the sample is read and clearly invented', async () => {
    const entries = await loadCatalogue(sample);
    expect(entries).toContainEqual({ occupation: '虚构工种甲', level: 4, costFen: 180000 });
    expect(entries).toContainEqual({ occupation: '虚构工种乙', level: null, costFen: 90000 });
    expect(entries.every(({ occupation }) => occupation.startsWith('虚构'))).toBe(true);
  });

  test.each([
    ['occupation,cost\n', 'the first row has to be occupation,level,cost_fen'],
    [`${header}甲,6,1`, 'row 2: level 6 is not 1 to 5'],
    [`${header}甲,5,1\n乙,4,12.50`, 'row 3: cost 12.50 is not a number of whole fen'],
    [`${header}甲,5,1\n甲,5,2`, 'row 3: 甲 is listed twice at the same level'],
    [`${header},5,1`, 'row 2 needs an occupation'],
    [`${header}甲,5,1,000`, 'row 2 needs an occupation, a level and a cost'],
  ])('%j is refused with its row', (csv, reason) => {
    expect(() => parseCatalogue(csv)).toThrow(reason);
  });

  test('a file that cannot be read is named', async () => {
    await expect(loadCatalogue('/no/such/catalogue.csv')).rejects.toThrow('training catalogue /no/such/catalogue.csv');
  });
});
