import type { Registry } from 'prom-client';
import type { Deps } from '../deps.ts';
import type { App } from '../env.ts';
import { fileRoutes } from './files.ts';
import { healthRoutes } from './health.ts';
import { rehearsalRoutes } from './rehearsal.ts';
import { rosterRoutes } from './rosters.ts';

type Routes = (app: App, deps: Deps, figures: Registry) => void;

/** Every part of the API; the order is that of the documentation. */
export const routes: readonly Routes[] = [rehearsalRoutes, rosterRoutes, fileRoutes, healthRoutes];
