import { expect, test } from 'vitest';
import { sayIn } from '../../api/web/language.ts';
import { ObjectFields } from '../../api/web/pages/claimant/fields.tsx';
import { changeRows, type Posted, readPosted, type Schema } from '../../api/web/pages/claimant/schema.ts';
import { fieldName, valueName } from '../../domain/messages/form-names.ts';
import { describe } from '../../jurisdictions/describe.ts';
import { loadRegistry } from '../../jurisdictions/registry.ts';

const registry = await loadRegistry();
const forms = registry.list().flatMap(({ slug }) =>
  describe(registry, slug, '2020-03-02').programmes.flatMap((programme) =>
    (['filing', 'application'] as const).map((kind) => ({
      name: `${slug} ${programme.slug} ${kind}`,
      ...programme.forms[kind],
    })),
  ),
) as unknown as { name: string; schema: Schema; example: Record<string, unknown> }[];

const say = sayIn('zh');
const plain = (html: string) =>
  html.replace(
    /&(lt|gt|quot|amp|#39);/g,
    (_, name: string) => ({ lt: '<', gt: '>', quot: '"', amp: '&', '#39': "'" })[name]!,
  );
const attribute = (tag: string, name: string) => plain(new RegExp(` ${name}="([^"]*)"`).exec(tag)?.[1] ?? '');

/** What a browser sends of the fields as they stand in the page. */
function sent(html: string): Posted {
  const posted: Record<string, string[]> = {};
  const add = (name: string, value: string) => {
    posted[name] = [...(posted[name] ?? []), value];
  };
  for (const [tag] of html.matchAll(/<input [^>]*>/g))
    if (!tag.includes('type="checkbox"') || / checked(="|>| )/.test(tag))
      add(attribute(tag, 'name'), attribute(tag, 'value'));
  for (const [, tag = '', text = ''] of html.matchAll(/<textarea( [^>]*)>([^<]*)<\/textarea>/g))
    add(attribute(tag, 'name'), plain(text));
  for (const [, tag = '', options = ''] of html.matchAll(/<select( [^>]*)>(.*?)<\/select>/gs))
    add(attribute(tag, 'name'), attribute(/<option[^>]* selected[^>]*>/.exec(options)?.[0] ?? '', 'value'));
  return posted;
}

/** A list without anything in it is left out. */
const empty = (value: Record<string, unknown>) =>
  Object.fromEntries(
    Object.entries(value).flatMap(([key, one]) => (Array.isArray(one) && one.length === 0 ? [[key, undefined]] : [])),
  );

test.each(forms)('$name: what its example fills in comes back as it was', ({ schema, example }) => {
  const { materials: _, ...value } = example;
  const html = String(ObjectFields({ schema, at: 'filing', value, say, leave: ['materials'] }));
  expect(readPosted(schema, 'filing', sent(html))).toEqual(JSON.parse(JSON.stringify({ ...value, ...empty(value) })));
});

test.each(forms)('$name: every field and every choice has a name in Chinese', ({ schema }) => {
  const unnamed: string[] = [];
  const walk = ({ properties = {}, items, enum: choices, examples, names }: Schema, at: string) => {
    for (const choice of choices ?? examples ?? [])
      if (!/\p{Script=Han}/u.test((names?.[choice] ?? valueName(at, choice)).zh)) unnamed.push(`${at}=${choice}`);
    for (const [key, inner] of Object.entries(properties)) {
      if (!/\p{Script=Han}/u.test(fieldName(`${at}.${key}`).zh)) unnamed.push(`${at}.${key}`);
      walk(inner, `${at}.${key}`);
    }
    if (items) walk(items, at);
  };
  const { authorityOpinion: _, materials: __, ...properties } = schema.properties ?? {};
  walk({ properties }, 'filing');
  expect(unnamed).toEqual([]);
});

test('rows come and go where the buttons say, and nowhere else', () => {
  const value: Record<string, unknown> = { training: { courses: [{ name: 'a' }, { name: 'b' }] } };
  expect(changeRows(value, 'filing', 'remove:filing.training.courses.0')).toBe(true);
  expect(changeRows(value, 'filing', 'add:filing.training.courses')).toBe(true);
  expect(value).toEqual({ training: { courses: [{ name: 'b' }, {}] } });
  for (const asked of ['', 'submit', 'add:elsewhere.courses', 'remove:filing'])
    expect(changeRows(value, 'filing', asked)).toBe(false);
  expect(changeRows(value, 'filing', 'add:filing.__proto__.polluted')).toBe(false);
  expect(({} as Record<string, unknown>).polluted).toBeUndefined();
});
