import { readFileSync } from 'node:fs';

/** A package as the lockfile pins it. */
export interface LockedPackage {
  /** Folder below the root: `node_modules/pg`. */
  path: string;
  name: string;
  version: string;
  /** Of its archive; npm refuses one that differs. */
  integrity?: string;
  license?: string;
  hasInstallScript?: boolean;
  dev?: boolean;
  optional?: boolean;
}

interface Lockfile {
  packages: Record<string, Omit<LockedPackage, 'path' | 'name'>>;
}

/** Every package of `package-lock.json`, but the project itself. */
export function lockedPackages(file = 'package-lock.json'): LockedPackage[] {
  const { packages } = JSON.parse(readFileSync(file, 'utf8')) as Lockfile;
  return Object.entries(packages)
    .filter(([path]) => path !== '')
    .map(([path, entry]) => ({ ...entry, path, name: path.slice(path.lastIndexOf('node_modules/') + 13) }));
}
