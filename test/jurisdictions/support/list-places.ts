import { readSettings } from '../../../domain/env.ts';
import { openRegistry } from '../../../jurisdictions/open.ts';

// Run as a program, it prints the places that the settings bring.
const { list } = await openRegistry(readSettings(process.env));
console.log(JSON.stringify(list().map(({ slug }) => slug)));
