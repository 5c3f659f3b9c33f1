import type { z } from '@hono/zod-openapi';
import type { Context } from 'hono';
import { valueName } from '../../../../domain/messages/form-names.ts';
import type { Certificate } from '../../../certificates/view.ts';
import type { WebEnv } from '../../env.ts';
import type { Say } from '../../language.ts';
import { byRef, refsText } from '../../parts/refs.ts';
import { Table } from '../../parts/table.tsx';

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
      <Table
        label={title}
        columns={[
          ...[
            say('名册序号', 'Roster no.'),
            say('证书', 'Certificate'),
            say('编号', 'Number'),
            say('发证日期', 'Issued on'),
          ],
          ...[say('核验', 'Register'), say('同一编号', 'Same number')],
        ]}
        rows={certificates
          .toSorted((a, b) => byRef(a.ref, b.ref))
          .map((one) => {
            const [zh, en, tone] = verifications[one.verification];
            return [
              ...[
                one.ref,
                [say(valueName('certificates.kind', one.kind)), one.occupation, one.level].filter(Boolean).join(' · '),
              ],
              ...[one.number ?? '—', one.issuedOn],
              one.verification === 'none' ? say(zh, en) : <span class={`badge ${tone}`}>{say(zh, en)}</span>,
              <SameNumber of={one} say={say} />,
            ];
          })}
      />
    </section>
  );
}

function SameNumber({ of: { alsoOf, alsoIn }, say }: { of: Row; say: Say }) {
  if (alsoOf.length + alsoIn.length === 0) return <>—</>;
  const others = refsText(alsoOf);
  return (
    <>
      {alsoOf.length > 0 && <div>{say(`名册第 ${others} 号`, `Roster no. ${others}`)}</div>}
      <ClaimLinks ids={alsoIn} />
    </>
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
