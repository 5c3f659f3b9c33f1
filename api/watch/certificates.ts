import { Gauge, type Registry } from 'prom-client';
import { waitingForRegister } from '../../db/certificates/certificates.ts';
import type { Db } from '../../db/pool.ts';
import { asSystem } from '../../db/scope.ts';
import { inTime } from '../standing.ts';

/** How many certificates wait for their register: `tried` has been asked about in vain. Read when somebody asks for figures. */
export function measureCertificates(registry: Registry, pool: Db): void {
  new Gauge({
    name: 'certificates_waiting',
    help: 'Certificates that the register has not answered about',
    labelNames: ['asked'] as const,
    registers: [registry],
    async collect() {
      // Of all claims, whoever asks; while the database is away the figures of before stand.
      const found = await inTime(asSystem(() => waitingForRegister(pool))).catch(() => undefined);
      if (!found) return;
      this.set({ asked: 'in-vain' }, found.tried);
      this.set({ asked: 'not-yet' }, found.waiting - found.tried);
    },
  });
}
