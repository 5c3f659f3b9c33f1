import type { Registry } from 'prom-client';
import { waitingForRegister } from '../../db/certificates/certificates.ts';
import type { Deps } from '../deps.ts';
import { gauges } from './gauges.ts';

/** How many certificates wait for their register: `in-vain` has been asked about already. */
export function measureCertificates(registry: Registry, { pool, log }: Pick<Deps, 'pool' | 'log'>): void {
  const help = 'Certificates that the register has not answered about';
  gauges(registry, log)('certificates_waiting', help, ['asked'], async () => {
    const { tried, waiting } = await waitingForRegister(pool);
    return [
      [{ asked: 'in-vain' }, tried],
      [{ asked: 'not-yet' }, waiting - tried],
    ];
  });
}
