import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { sha256 } from '../../activities/inspection/sha256.ts';
import { checkArchive } from '../../db/archive/check.ts';
import { differencesIn, type PublishedDraw } from '../../domain/inspection/verification.ts';
import type { List } from './answers.ts';
import { same } from './expect.ts';
import { crew } from './people.ts';
import type { Scenario, StoryClaim } from './scenario.ts';
import type { World } from './world.ts';

interface Inspection {
  id: string;
  claimId: string;
  ref: string;
  stage: string;
  inspectors: string[];
}

interface Draw extends PublishedDraw {
  status: string;
  frozenSha256: string;
  results: (PublishedDraw['results'][number] & { outcome: string | null })[];
}

interface Statement {
  code: string;
  earned: number;
  points: number;
  entries: { classHours: number; credits: number }[];
}

/** What authorities look at besides the claims: one is drawn by lot and inspected, a learner has the credits told, a dossier is archived. */
export function oversight(claims: readonly StoryClaim[]): Scenario {
  const of = (place: string) => claims.find(({ jurisdiction }) => jurisdiction === place)!;
  const [inspected, archived] = [of('chongqing'), of('wuxi')];
  const pool = [
    { subject: 'inspector-he', staffNumber: 'CQ-011' },
    { subject: 'inspector-tang', staffNumber: 'CQ-027' },
    { subject: 'inspector-fan', staffNumber: 'CQ-034' },
  ];
  return {
    name: 'Oversight',
    claims: [],
    acts: [
      {
        at: '2020-07-02T10:00:00+08:00',
        title: 'inspectors come into Chongqing’s pool: one supervisor proposes, another decides',
        async run(world) {
          for (const one of pool) {
            const body = { jurisdiction: inspected.jurisdiction, ...one };
            const { id } = await supervisor(world, 'peng').post<{ id: string }>('/v1/inspectors', body);
            const own = supervisor(world, 'peng').post(`/v1/inspectors/${id}/decision`, { decision: 'approve' });
            await world.refusal(own, 'another-person-required');
            await supervisor(world, 'dai').post(`/v1/inspectors/${id}/decision`, { decision: 'approve' });
          }
          world.note(`${pool.length} inspectors, known to the public as ${pool.map((p) => p.staffNumber).join(', ')}`);
        },
      },
      {
        at: '2020-07-02T11:00:00+08:00',
        title: 'a learner of Wuxi asks for the credits of the class, and a school checks the statement',
        run: (world) => tellCredits(world, archived),
      },
      {
        at: '2020-07-02T14:00:00+08:00',
        title: 'the dossier of Wuxi’s claim as one file',
        run: (world) => archive(world, archived),
      },
      {
        at: '2020-07-15T10:00:00+08:00',
        title: 'Chongqing’s population is frozen and its hash published, before there is a seed',
        async run(world) {
          const draw = await drawOf(world);
          same('the draw', [draw.status, draw.seed], ['frozen', null]);
          world.note(`SHA-256 ${draw.frozenSha256}`);
        },
      },
      {
        at: '2020-07-16T10:00:00+08:00',
        title: 'the seed is drawn; by it a claim and its inspectors, as anybody can recompute',
        async run(world) {
          const draw = await drawOf(world);
          same('the draw', draw.status, 'drawn');
          same('what an outsider finds different', differencesIn(draw, sha256), []);
          await inspect(world, draw);
          const [result] = (await drawOf(world)).results;
          same('the published outcome', result!.outcome, 'clean');
          world.note(
            `seed ${draw.seed}: ${result!.ref} inspected by ${result!.inspectors.join(', ')}: ${result!.outcome}`,
          );
        },
      },
    ],
  };

  function supervisor(world: World, who: string) {
    return world.as({ role: 'supervisor', jurisdiction: inspected.jurisdiction, subject: `supervisor-${who}` });
  }

  function drawOf(world: World): Promise<Draw> {
    return world.anybody.get<Draw>(`/v1/inspection-draws/${inspected.jurisdiction}.2020-07`);
  }

  /** Whom the lot has named visit and find nothing; a supervisor gives the result. */
  async function inspect(world: World, { frozenSha256 }: Draw): Promise<void> {
    const { items } = await supervisor(world, 'peng').get<List<Inspection>>('/v1/inspections');
    same(
      'what was drawn',
      items.map(({ claimId, stage }) => [claimId, stage]),
      [[inspected.id, 'visit']],
    );
    const [{ id, inspectors }] = items as [Inspection];
    const { subject } = pool.find(({ staffNumber }) => staffNumber === inspectors[0])!;
    const drawn = world.as({ role: 'inspector', jurisdiction: inspected.jurisdiction, subject });
    const other = pool.find(({ staffNumber }) => !inspectors.includes(staffNumber))!;
    const path = `/v1/inspections/${id}`;
    const visit = {
      visitedOn: '2020-07-16',
      place: '示例路1号',
      met: '负责人',
      observations: '抽问三人，记录相符',
      materials: [],
    };
    const notDrawn = world.as({ role: 'inspector', jurisdiction: inspected.jurisdiction, subject: other.subject });
    await world.refusal(notDrawn.post(`${path}/visit-record`, visit), 'not-found');
    await drawn.post(`${path}/visit-record`, visit);
    await drawn.post(`${path}/finding`, {
      finding: 'none',
      reasonCode: 'as-filed',
      refs: null,
      reason: '与备案一致。',
    });
    const result = { outcome: 'clean', reasonCode: 'as-filed', reason: '未发现问题。' };
    await supervisor(world, 'dai').post(`${path}/result`, result);
    world.note(
      `drawn from the list ${frozenSha256.slice(0, 12)}…; ${other.staffNumber} was not drawn and sees nothing`,
    );
  }
}

/** Everybody of the first group attended 24 lessons of one class hour each. */
async function tellCredits(world: World, { jurisdiction }: StoryClaim): Promise<void> {
  const [learner] = crew(1, 10_000);
  const desk = world.as({ role: 'reviewer', jurisdiction, subject: `reviewer-credits-${jurisdiction}` });
  const { idNumber } = learner!;
  const told = await desk.post<Statement>('/v1/credits/statement', { idNumber });
  same(
    'class hours and credits',
    told.entries.map(({ classHours, credits }) => [classHours, credits]),
    [[24, 24]],
  );
  const check = await world.anybody.get<{ valid: boolean; name: string; earned: number; changedSince: boolean }>(
    `/v1/credits/statements/${told.code}`,
  );
  same('what its code tells', [check.valid, check.earned, check.changedSince], [true, 24, false]);
  world.note(
    `statement ${told.code}: ${told.earned} credits, ${told.points} points; to others it tells “${check.name}”`,
  );
  const exam = desk.post('/v1/credits/certificates', { idNumber, exam: 'electrician-5' });
  await world.refusal(exam, 'credit-use-not-set');
  world.note('no examination of Wuxi takes credits yet: its notice promises that and gives no figure');
}

async function archive(world: World, { id, jurisdiction }: StoryClaim): Promise<void> {
  const folder = await mkdtemp(join(tmpdir(), 'archive-'));
  try {
    const file = join(folder, `${id}.zip`);
    const desk = world.as({ role: 'reviewer', jurisdiction, subject: `reviewer-archive-${jurisdiction}` });
    const zip = await desk.bytes(`/v1/claims/${id}/archive`);
    await writeFile(file, zip);
    const { manifest, faults } = await checkArchive(file);
    same('what its manifest finds wrong', faults, []);
    same('whose it is', [manifest.claimId, manifest.stage, manifest.closed], [id, 'paid', true]);
    world.note(
      `${manifest.entries.length} files, ${Math.ceil(zip.length / 1024)} KiB; SHA-256 of the dossier ${manifest.sha256}`,
    );
  } finally {
    await rm(folder, { recursive: true });
  }
}
