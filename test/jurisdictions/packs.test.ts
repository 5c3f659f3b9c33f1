import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { describe as describePlace, summarise } from '../../jurisdictions/describe.ts';
import { isOurs } from '../support/places.ts';
import { faultsOfForm } from './support/forms.ts';
import { registry } from './support/quotes.ts';
import { stepsOf } from './support/steps.ts';

const places = registry
  .list()
  .filter(isOurs)
  .map(({ slug }) => slug);
const programmes = registry
  .list()
  .filter(isOurs)
  .flatMap(({ slug, programmes }) => programmes.map((it) => `${slug}/${it.slug}`));

describe('the packs', () => {
  test('all eight places load and validate, in the order of their codes', () => {
    expect(
      registry
        .list()
        .filter(isOurs)
        .map(({ slug, code, parent }) => [slug, code, parent]),
    ).toEqual([
      ['china', '000000', null],
      ['wuxi', '320200', 'china'],
      ['jiangyin', '320281', 'wuxi'],
      ['yixing', '320282', 'wuxi'],
      ['guangdong', '440000', 'china'],
      ['zhuhai', '440400', 'guangdong'],
      ['chongqing', '500000', 'china'],
      ['sandbox', '999999', 'china'],
    ]);
  });

  test('every programme of the notices is there', () => {
    expect(programmes.filter((name) => !name.startsWith('sandbox/'))).toEqual([
      'wuxi/online-on-the-job',
      'wuxi/new-hire-pre-job',
      'jiangyin/online-on-the-job',
      'jiangyin/new-hire-pre-job',
      'yixing/online-on-the-job',
      'yixing/new-hire-pre-job',
      'guangdong/online-job-adaptation',
      'zhuhai/online-job-adaptation',
      'chongqing/enterprise-online',
      'chongqing/project-based',
    ]);
  });

  test('programmes differ in which steps they have and in what order', () => {
    const steps = (place: string, programme: string) => stepsOf(registry.programme(place, programme).programme);
    const usual = ['filing', 'review', 'training', 'application', 'review', 'publicNotice', 'disbursement'];
    expect(steps('wuxi', 'online-on-the-job')).toEqual(usual);
    expect(steps('chongqing', 'enterprise-online')).toEqual(usual);
    expect(steps('guangdong', 'online-job-adaptation')).toEqual(usual);
    expect(steps('wuxi', 'new-hire-pre-job')).toEqual([
      'filing',
      'review',
      'advance',
      'training',
      'verification',
      'disbursement',
    ]);
  });

  test('Wuxi, Jiangyin and Yixing share one limit per person', () => {
    const scopes = ['wuxi', 'jiangyin', 'yixing'].map(
      (place) => registry.programme(place, 'online-on-the-job').rules.caps[0]?.scope,
    );
    expect(new Set(scopes).size).toBe(1);
  });

  test('a derived place keeps the sources of what it follows', () => {
    const { parameters } = registry.programme('yixing', 'online-on-the-job');
    expect(parameters['rate-per-class-hour']).toBe(
      registry.programme('wuxi', 'online-on-the-job').parameters['rate-per-class-hour'],
    );
  });

  test.each(programmes)('%s: what a claim pins is plain JSON', (name) => {
    const [place = '', programme = ''] = name.split('/');
    const { rules } = registry.programme(place, programme);
    expect(JSON.parse(JSON.stringify(rules))).toEqual(rules);
  });

  test.each(places)(
    'the description of %s gives every figure with its source, and forms whose example validates',
    (slug) => {
      const described = JSON.parse(JSON.stringify(describePlace(registry, slug, '2020-06-01'))) as ReturnType<
        typeof describePlace
      >;
      expect(described.parameters.length).toBeGreaterThan(10);
      for (const figure of [...described.parameters, ...described.programmes.flatMap((it) => it.parameters)]) {
        expect(figure).toMatchObject({
          name: expect.any(String),
          unit: expect.any(String),
          bindsOn: expect.any(String),
        });
        expect(figure).toHaveProperty('value');
        expect(figure.from <= '2020-06-01').toBe(true);
        expect(figure.source.document).not.toBe('');
        expect(figure.source.clause).not.toBe('');
        expect(figure.source.provenance).toMatch(/^[NSD]$/);
        expect(figure.meaning.zh).not.toBe('');
      }
      for (const { slug: programme, forms } of described.programmes)
        for (const [name, { schema, example }] of Object.entries(forms)) {
          expect(schema.type).toBe('object');
          expect(faultsOfForm(slug, programme, name, example)).toEqual([]);
        }
    },
  );

  test('the examples of all programmes name people of their own, so that one after the other can be filed', () => {
    const people = registry
      .list()
      .filter(isOurs)
      .flatMap(({ programmes }) =>
        programmes.map(({ forms }) => forms.rosterRow.example as { idNumber: string; mobile: string }),
      );
    expect(people.length).toBeGreaterThanOrEqual(14);
    expect(new Set(people.map(({ idNumber }) => idNumber)).size).toBe(people.length);
    expect(new Set(people.map(({ mobile }) => mobile)).size).toBe(people.length);
  });

  test('a description shows the values of its day', () => {
    const value = (on: string) =>
      describePlace(registry, 'wuxi', on).programmes[0]?.parameters.find(({ name }) => name === 'rate-per-class-hour');
    expect(value('2020-01-25')).toBeUndefined();
    expect(value('2020-01-26')).toMatchObject({
      value: 1850,
      unit: 'fen per class hour',
      from: '2020-01-26',
      bindsOn: 'class-opened',
      source: { document: '锡人社办〔2020〕10号', clause: '二(二)', provenance: 'N' },
    });
  });

  test('a summary lists the programmes without their forms', () => {
    expect(summarise(registry.find('zhuhai'))).toMatchObject({
      slug: 'zhuhai',
      code: '440400',
      rehearsalOnly: false,
      programmes: [{ slug: 'online-job-adaptation', claimant: 'enterprise' }],
    });
  });

  test('the page of decisions tells the effect of each figure as the description does', () => {
    const page = readFileSync(new URL('../../docs/decisions/0001-silent-rules.md', import.meta.url), 'utf8');
    const effects = new Map(
      registry.list().flatMap(({ slug }) => {
        const { parameters, programmes } = describePlace(registry, slug, '2020-06-01');
        return [parameters, ...programmes.map((it) => it.parameters)].flat().map(({ name, effect }) => [name, effect]);
      }),
    );
    for (const [, name, cell] of page.matchAll(/^\| [\w-]+ \| `([\w-]+)` \(.* \| ([\w-]+) \|$/gm))
      expect([name, cell]).toEqual([name, effects.get(name!)]);
  });

  test('the page of decisions and the packs name the same decisions and parameters', () => {
    const page = readFileSync(new URL('../../docs/decisions/0001-silent-rules.md', import.meta.url), 'utf8');
    const rows = [...page.matchAll(/^\| ([\w-]+) \| (.+?) \|/gm)].filter(([, name]) => name !== 'decision');
    const written = rows.flatMap(([, clause, cell]) =>
      [...cell!.matchAll(/`([\w-]+)`/g)].map(([, parameter]) => `${clause} ${parameter}`),
    );
    const declared = registry
      .list()
      .filter(isOurs)
      .flatMap(({ parameters, programmes }) =>
        [parameters, ...programmes.map((it) => it.parameters)].flatMap((all) =>
          Object.entries(all).flatMap(([name, { values }]) =>
            values
              .filter(({ source }) => source.document.startsWith('docs/'))
              .map(({ source }) => `${source.clause} ${name}`),
          ),
        ),
      );
    expect(written.toSorted()).toEqual([...new Set(declared)].toSorted());
  });

  test('unknown places and programmes are problems that name the known ones', () => {
    expect(() => registry.find('atlantis')).toThrow(
      expect.objectContaining({ code: 'unknown-jurisdiction', status: 404 }),
    );
    expect(() => registry.programme('wuxi', 'swimming')).toThrow(
      expect.objectContaining({ code: 'unknown-programme', status: 404 }),
    );
  });
});
