import { cpSync, readFileSync, symlinkSync } from 'node:fs';
import { dirname, join, relative } from 'node:path';
import { pathToFileURL } from 'node:url';
import { build, type Plugin } from 'esbuild';
import { filesOf, ROOT, sourcesOf } from './imports.ts';

/** What Node begins with, and what those find by its place. */
const ENTRY =
  /^((api|worker)\/main|worker\/bootstrap|api\/inspections\/verify|db\/[a-z-]+|dev\/start|jurisdictions\/[a-z-]+\/index)\.ts$/;
/** What they read as a file; a pack's workflows, which are bundled already, are asked for by their name. */
const READ = /\.(cjs|mjs|sql|csv)$|^db\/migrations\/|^api\/web\/assets\/|^jurisdictions\/[a-z-]+\/workflows\.ts$/;

/**
 * Writes the project's programs into a folder, as few files of JavaScript with all beside them that they read. Node is ready with these in a
 * third of the time that it takes for the sources, and tests start them very often.
 */
export async function buildPrograms(folder: string): Promise<void> {
  await build({
    ...{ absWorkingDir: ROOT, outbase: ROOT, outdir: folder },
    entryPoints: sourcesOf(ROOT).filter((file) => ENTRY.test(file)),
    ...{ bundle: true, splitting: true, packages: 'external', platform: 'node', format: 'esm', target: 'node20' },
    // It teaches schemas `.openapi()`, but only those that are made later.
    banner: { js: "import '@hono/zod-openapi';" },
    ...{ logLevel: 'error', plugins: [places(folder)] },
  });
  for (const file of filesOf(ROOT).filter((file) => READ.test(file))) cpSync(join(ROOT, file), join(folder, file));
  for (const name of ['package.json', 'node_modules']) symlinkSync(join(ROOT, name), join(folder, name));
}

/** Each source takes itself to stand in `folder` as it stands in the project. */
function places(folder: string): Plugin {
  return {
    name: 'places',
    setup({ onLoad }) {
      onLoad({ filter: /\.tsx?$/ }, ({ path }) => {
        if (relative(ROOT, dirname(path)).split('/').includes('node_modules')) return undefined;
        const file = join(folder, relative(ROOT, path).replace(/\.tsx?$/, '.js'));
        const contents = readFileSync(path, 'utf8')
          .replaceAll('import.meta.url', JSON.stringify(pathToFileURL(file).href))
          .replaceAll('import.meta.filename', JSON.stringify(file));
        return { contents, loader: path.endsWith('x') ? 'tsx' : 'ts' };
      });
    },
  };
}
