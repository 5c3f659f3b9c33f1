import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { afterAll, describe, expect, test } from 'vitest';
import { loadRegistry, PackError } from '../../jurisdictions/registry.ts';
import { code, type Edit, root, slug, writePage } from './support/page.ts';

// Inside the project, so that packs may import from it; removed at the end.
const scratch = path.join(root, 'test/jurisdictions', `scratch-${process.pid}`);
afterAll(() => rmSync(scratch, { recursive: true, force: true }));

/** The pack that docs/add-a-jurisdiction.md builds, written to a folder of its own. */
function writeLakeside(name: string, edit?: Edit): string {
  writePage(path.join(scratch, name, 'lakeside'), edit);
  return path.join(scratch, name);
}

async function failureOf(name: string, file: string, from: string, to: string): Promise<PackError> {
  const folder = writeLakeside(name, (at, text) => {
    if (at !== file) return text;
    expect(text).toContain(from);
    return text.replace(from, to);
  });
  const failure = await loadRegistry({ folders: [folder] }).catch((error: unknown) => error);
  expect(failure).toBeInstanceOf(PackError);
  return failure as PackError;
}

describe('the registry', () => {
  test('the place of docs/add-a-jurisdiction.md loads from a folder of its own, and its figures are in force', async () => {
    const registry = await loadRegistry({ folders: [writeLakeside('good')] });
    const { parameters, jurisdiction } = registry.programme(slug, 'online-skills');
    expect(jurisdiction.parent).toBe('china');
    expect(parameters['rate-per-class-hour']?.values.map(({ value }) => value)).toEqual([2500, 2000]);
    expect(parameters['review-limit']?.values).toMatchObject([{ value: 3 }]);
    expect(registry.list()).toHaveLength((await loadRegistry()).list().length + 1);
    expect(registry.folder(slug)).toBe(path.join(scratch, 'good', 'lakeside'));
    expect(registry.folder('wuxi')).toBe(path.join(root, 'jurisdictions', 'wuxi'));
  });

  test('a folder may be a pack itself', async () => {
    const folder = path.join(writeLakeside('itself'), 'lakeside');
    expect((await loadRegistry({ folders: [folder] })).find(slug).code).toBe(code);
  });

  test.each([
    [
      'figure',
      'programmes.ts',
      "param: 'cap-per-person'",
      "param: 'cap-per-head'",
      'cap-per-head, which is not declared',
    ],
    [
      'step',
      'programmes.ts',
      "deadline: 'application-deadline'",
      "deadline: 'nope'",
      'step application reads the figure nope',
    ],
    ['check', 'programmes.ts', "check: 'completion-certificate'", "check: 'luck'", 'there is no check luck'],
    ['calculator', 'programmes.ts', "calculator: 'class-hours'", "calculator: 'dice'", 'there is no calculator dice'],
    [
      'source',
      'parameters.ts',
      "value: 80000, source: notice('二')",
      "value: 80000, source: notice('')",
      'needs a source',
    ],
    ['order', 'parameters.ts', "from: '2020-05-01'", "from: '2020-02-01'", 'newest first'],
    ['twice', 'parameters.ts', "from: '2020-05-01'", "from: '2020-03-01'", 'two values begin on 2020-03-01'],
    ['day', 'parameters.ts', "from: '2020-05-01'", "from: '2020-04-31'", '2020-04-31 is not a date'],
    ['fen', 'parameters.ts', 'value: 2500', 'value: 25.5', '25.5 of 2020-05-01 is not a value in fen per class hour'],
    ['negative', 'parameters.ts', 'value: 80000', 'value: -1', '-1 of 2020-03-01 is not a value in fen'],
    ['unit', 'parameters.ts', "'calendar days'", "'working days'", 'but it is in working days'],
    ['filing', 'programmes.ts', "{ kind: 'filing' },", '', 'the first step has to be filing'],
    [
      'payment',
      'programmes.ts',
      "{ kind: 'disbursement', day: 'batch-day', time: 'batch-time' },",
      '',
      'no step disbursement',
    ],
    [
      'example',
      'programmes.ts',
      '91999999MA0000001N',
      '91999999MA0000001X',
      'example of form filing does not validate',
    ],
    [
      'override',
      'index.ts',
      "'review-limit'",
      "'review-limits'",
      'overrides the figure review-limits, which does not exist',
    ],
    ['export', 'index.ts', 'export default derive', 'export const other = derive', 'should export a Jurisdiction'],
    ['slug', 'index.ts', `slug: '${slug}'`, "slug: 'wuxi'", 'slug wuxi is used twice'],
    ['code', 'index.ts', `code: '${code}'`, "code: '320200'", 'code 320200 is already used by wuxi'],
  ])('a pack with a wrong %s fails with its file and the reason', async (name, file, from, to, reason) => {
    const failure = await failureOf(`bad-${name}`, file, from, to);
    expect(failure.file).toMatch(/lakeside[\\/]index\.ts$/);
    expect(failure.message).toContain(failure.file);
    expect(failure.message).toContain(reason);
  });

  test('a figure that is pinned after it is read fails', async () => {
    const folder = writeLakeside('late', (file, text) =>
      file === 'programmes.ts'
        ? text.replace(
            "limit: 'review-limit' },\n      { kind: 'training'",
            "limit: 'late-limit' },\n      { kind: 'training'",
          )
        : text.replace(
            'export const parameters = {',
            "export const parameters = {\n  'late-limit': param('working days', 'class-ended', { zh: '晚', en: 'Late' }, [{ from: '2020-03-01', value: 2, source: notice('二') }]),",
          ),
    );
    await expect(loadRegistry({ folders: [folder] })).rejects.toThrow(
      'step review reads the figure late-limit at filing, but it binds only on class-ended',
    );
  });

  test('production leaves out what is for rehearsal only', async () => {
    const slugs = (await loadRegistry({ rehearsal: false })).list().map(({ slug }) => slug);
    expect(slugs).toContain('wuxi');
    expect(slugs).not.toContain('sandbox');
  });

  test('a folder that does not exist is named', async () => {
    await expect(loadRegistry({ folders: ['/no/such/folder'] })).rejects.toThrow('/no/such/folder');
  });

  test('other files beside the packs are left alone', async () => {
    const folder = writeLakeside('beside');
    writeFileSync(path.join(folder, 'README.md'), 'notes');
    mkdirSync(path.join(folder, 'notes'));
    expect((await loadRegistry({ folders: [folder] })).find(slug).slug).toBe(slug);
  });
});
