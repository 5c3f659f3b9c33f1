import { readFileSync } from 'node:fs';
import { Client } from 'pg';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { testDatabase } from '../support/stack.ts';

let owner: Client;
beforeAll(async () => {
  owner = new Client({ connectionString: (await testDatabase()).migrationDatabaseUrl });
  await owner.connect();
  // As it was then: without the column, and without the policies that came later and read it.
  await owner.query('alter table claims drop column claimant_kind cascade');
});
afterAll(() => owner?.end());

const enterprise = '91320200MA0000001N';
const school = '52500000MJ00000020';

async function claim(id: string, claimant: string, name: string | null, personal: object) {
  await owner.query(
    `insert into dossiers (id, claim_id, kind, personal, by_subject) values ($1, $1, 'filing', $2, 'chen')`,
    [id, JSON.stringify(personal)],
  );
  await owner.query(
    `insert into claims (id, workflow_id, jurisdiction, programme, claimant, claimant_name, filed_by, stage, trainees, filed_at,
       rules_version, roster_id, filing_dossier_id, clock_offset_ms, updated_at)
     values ($1, $1, 'p', 'p', $2, $3, 'chen', 'paid', 1, now(), '', $1, $1, 0, now())`,
    [id, claimant, name],
  );
  await owner.query(`insert into rosters (id, owner, rows, accepted) values ($1, $2, 1, 1)`, [id, claimant]);
  await owner.query(
    `insert into files (id, owner, content_type, bytes, sha256, content, personal) values ($1, $2, '', 0, '', '', '{}')`,
    [id, claimant],
  );
  await owner.query('insert into dossier_files (dossier_id, file_id) values ($1, $1)', [id]);
}

test('claims, rosters and files of before learn whose they are', async () => {
  const filing = { enterprise: { uscc: enterprise }, institution: { uscc: school } };
  await claim('delegated', enterprise, '企业', { filing });
  await claim('project', school, '学校', { filing });
  await claim('worker', 'worker-7', null, { filing: { enterprise: { uscc: enterprise } } });
  await owner.query(
    `insert into rosters (id, owner, rows, accepted) values ('r1', $1, 1, 1), ('r2', 'worker-8', 1, 1)`,
    [enterprise],
  );
  await owner.query(
    `insert into files (id, owner, content_type, bytes, sha256, content, personal) values ('specimen', '*', '', 0, '', '', '{}')`,
  );
  await owner.query(readFileSync(new URL('../../db/migrations/0040_claimant_kind.sql', import.meta.url), 'utf8'));
  const ofClaims = await owner.query('select id, claimant_kind as kind from claims order by id');
  expect(ofClaims.rows).toEqual([
    { id: 'delegated', kind: 'enterprise' },
    { id: 'project', kind: 'institution' },
    { id: 'worker', kind: 'individual' },
  ]);
  const owners = async (table: string) =>
    Object.fromEntries((await owner.query(`select id, owner from ${table}`)).rows.map((row) => [row.id, row.owner]));
  const ofClaimants = {
    delegated: `enterprise:${enterprise}`,
    project: `institution:${school}`,
    worker: 'individual:worker-7',
  };
  expect(await owners('rosters')).toEqual({
    ...ofClaimants,
    r1: `enterprise:${enterprise}`,
    r2: 'individual:worker-8',
  });
  expect(await owners('files')).toEqual({ ...ofClaimants, specimen: '*' });
});
