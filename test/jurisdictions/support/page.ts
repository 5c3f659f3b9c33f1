import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';

export const root = fileURLToPath(new URL('../../../', import.meta.url));

/** The slug and code that the page's place has in tests: a reader may have pasted it as it stands. */
export const slug = 'lakeside-of-the-tests';
export const code = '990091';

/** Changes the text of one file of the pack. */
export type Edit = (file: string, text: string) => string;

/**
 * Writes the pack that docs/add-a-jurisdiction.md builds into `folder`, under the tests' own name. What it imports from the project is
 * named by the way from `folder` to the project, as the page says for a folder of one's own.
 */
export function writePage(folder: string, edit: Edit = (_, text) => text): void {
  mkdirSync(folder, { recursive: true });
  const page = readFileSync(path.join(root, 'docs/add-a-jurisdiction.md'), 'utf8');
  for (const [, file = '', text = ''] of page.matchAll(/```ts file=(\S+)\n([\s\S]*?)```/g)) {
    const named = text.replace("slug: 'lakeside'", `slug: '${slug}'`).replace("code: '990001'", `code: '${code}'`);
    writeFileSync(path.join(folder, file), edit(file, withWayTo(folder, named)));
  }
}

/** The same code in another folder. */
export function withWayTo(folder: string, text: string): string {
  const up = path.relative(folder, root).replaceAll(path.sep, '/');
  return text
    .replaceAll(/'(\.\.\/)+domain\//g, `'${up}/domain/`)
    .replaceAll(/'(\.\.\/)+jurisdictions\//g, `'${up}/jurisdictions/`)
    .replaceAll("'../china/", `'${up}/jurisdictions/china/`);
}
