import type { z } from '@hono/zod-openapi';
import type { Context } from 'hono';
import type { Certificate } from '../../../certificates/view.ts';
import type { WebEnv } from '../../env.ts';
import { Scrolling } from '../../parts/show.tsx';

type Row = z.infer<typeof Certificate>;

const verifications = {
  none: ['—', '—', ''],
  waiting: ['待核验', 'waits for the register', 'warn'],
  confirmed: ['核验一致', 'confirmed', 'good'],
  refuted: ['核验不一致', 'refuted', 'bad'],
} as const;

/** Certificates with what the register says of them, and where else their number was used. */
export function CertificateTable({ c, certificates }: { c: Context<WebEnv>; certificates: readonly Row[] }) {
  const { say } = c.var;
  const title = say('证书', 'Certificates');
  return (
    <section class="card">
      <h2 id="certificates">{title}</h2>
      <Scrolling label={title}>
        <table>
          <thead>
            <tr>
              <th scope="col">{say('序号', 'No.')}</th>
              <th scope="col">{say('证书', 'Certificate')}</th>
              <th scope="col">{say('编号', 'Number')}</th>
              <th scope="col">{say('发证日期', 'Issued on')}</th>
              <th scope="col">{say('核验', 'Register')}</th>
              <th scope="col">{say('同一编号', 'Same number')}</th>
            </tr>
          </thead>
          <tbody>
            {certificates.map((one) => {
              const [zh, en, tone] = verifications[one.verification];
              return (
                <tr>
                  <td>{one.ref}</td>
                  <td>{[one.kind, one.occupation, one.level].filter(Boolean).join(' · ')}</td>
                  <td>{one.number ?? '—'}</td>
                  <td>{one.issuedOn}</td>
                  <td>
                    {one.verification === 'none' ? say(zh, en) : <span class={`badge ${tone}`}>{say(zh, en)}</span>}
                  </td>
                  <td>{one.alsoIn.length > 0 ? <ClaimLinks ids={one.alsoIn} /> : '—'}</td>
                </tr>
              );
            })}
          </tbody>
        </table>
      </Scrolling>
    </section>
  );
}

export const ClaimLinks = ({ ids, to = '/claims' }: { ids: readonly string[]; to?: '/claims' | '/review' }) => (
  <>
    {ids.map((id) => (
      <>
        <a href={`${to}/${id}`}>{id}</a>{' '}
      </>
    ))}
  </>
);
