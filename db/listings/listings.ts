import type { Instant, LocalDate } from '../../domain/calendar/date.ts';
import type { Listed, ListingKind, ListingStatus, PartyKind } from '../../domain/listings/listing.ts';
import { type Queryable, row, rows } from '../pool.ts';
import { ofPartyListing } from '../privacy/context.ts';

/** 黑、白名单: proposed by one person, decided by another, and lifted by two as well. Why, and by which document, is personal and left out. */
export interface PartyListingRow {
  id: string;
  /** Who lists: it holds there and in the places under it. */
  jurisdiction: string;
  kind: ListingKind;
  party_kind: PartyKind;
  /** Credit code, a platform's name as names are compared, or a person's id. */
  party: string;
  /** As it is written; null for a person. */
  party_name: string | null;
  reason_code: string;
  listed_from: LocalDate;
  /** Inclusive; null: until it is lifted. */
  listed_to: LocalDate | null;
  status: ListingStatus;
  proposed_by: string;
  /** Business time, as the others. */
  proposed_at: Instant;
  decided_by: string | null;
  decided_at: Instant | null;
  /** The inspection by which it was proposed. */
  inspection_id: string | null;
  lifting_by: string | null;
  lifting_at: Instant | null;
  lifted_by: string | null;
  lifted_at: Instant | null;
}

/** Why, in somebody's words, and the official document that says so; null: erased, its time was over. */
export interface ListingGrounds {
  reason: string | null;
  document: string | null;
}

type Proposed = Pick<
  PartyListingRow,
  | 'id'
  | 'jurisdiction'
  | 'kind'
  | 'party_kind'
  | 'party'
  | 'party_name'
  | 'reason_code'
  | 'listed_from'
  | 'listed_to'
  | 'proposed_by'
  | 'proposed_at'
  | 'inspection_id'
>;

const columns = `id, jurisdiction, kind, party_kind, party, party_name, reason_code, listed_from, listed_to, status, proposed_by, proposed_at,
  inspection_id, decided_by, decided_at, lifting_by, lifting_at, lifted_by, lifted_at`;

/** Nobody is on the list before another person has decided. The same id again is the same proposal repeated and changes nothing. */
export async function proposePartyListing(
  db: Queryable,
  one: Proposed & { personal: { reason: string; document: string } },
): Promise<void> {
  await db.query(
    `insert into party_listings (id, jurisdiction, kind, party_kind, party, party_name, reason_code, personal, listed_from, listed_to, status,
       proposed_by, proposed_at, inspection_id) values ($1,$2,$3,$4,$5,$6,$7,$8,$9,$10,'proposed',$11,$12,$13) on conflict (id) do nothing`,
    [
      ...[one.id, one.jurisdiction, one.kind, one.party_kind, one.party, one.party_name, one.reason_code],
      ...[db.vault.seal(one.personal, ofPartyListing(one.id)), one.listed_from, one.listed_to],
      ...[one.proposed_by, one.proposed_at, one.inspection_id],
    ],
  );
}

/** What was proposed by an inspection, in the order in which it was. */
export function listingsOfInspection(db: Queryable, inspectionId: string): Promise<PartyListingRow[]> {
  return rows(db, `select ${columns} from party_listings where inspection_id = $1 order by proposed_at, id`, [
    inspectionId,
  ]);
}

export function findPartyListing(db: Queryable, id: string): Promise<PartyListingRow | undefined> {
  return row(db, `select ${columns} from party_listings where id = $1`, [id]);
}

/** Kept from other deciders until the transaction ends. */
export function lockPartyListing(db: Queryable, id: string): Promise<PartyListingRow | undefined> {
  return row(db, `select ${columns} from party_listings where id = $1 for update`, [id]);
}

export async function groundsOf(db: Queryable, id: string): Promise<ListingGrounds> {
  const found = await row<{ personal: object }>(db, 'select personal from party_listings where id = $1', [id]);
  const opened = db.vault.open<Partial<ListingGrounds>>(
    found?.personal ?? {},
    ofPartyListing(id),
    `party_listings ${id}`,
  );
  return { reason: opened.reason ?? null, document: opened.document ?? null };
}

/** Writes how far it has come; who is listed, why and from when on does not change. */
export async function movePartyListing(db: Queryable, one: PartyListingRow): Promise<void> {
  await db.query(
    `update party_listings set status = $2, decided_by = $3, decided_at = $4, lifting_by = $5, lifting_at = $6, lifted_by = $7, lifted_at = $8
     where id = $1`,
    [
      ...[one.id, one.status, one.decided_by, one.decided_at],
      ...[one.lifting_by, one.lifting_at, one.lifted_by, one.lifted_at],
    ],
  );
}

export interface ListingFilter {
  /** null: of any place. */
  jurisdiction: string | null;
  kind?: ListingKind;
  partyKind?: PartyKind;
  status?: ListingStatus;
  /** Only what holds on this day. */
  on?: LocalDate;
}

/** What holds on the day $`n`. */
const holdsOn = (n: number) =>
  `status in ('listed', 'lifting') and listed_from <= $${n}::date and (listed_to is null or listed_to >= $${n}::date)`;

/** In the list $1 on the day $4, by one of the places $2 (short, as is $3), as any of $3. */
const inList = `kind = $1 and jurisdiction = any($2 /* few */) and party_kind = any($3 /* few */) and ${holdsOn(4)}`;
/** Of listings that hold; null: until one is lifted. */
const until = 'case when bool_or(listed_to is null) then null else max(listed_to) end';

/** The latest proposal first; `after` is the last one of the page before. */
export function partyListings(
  db: Queryable,
  { jurisdiction, kind, partyKind, status, on }: ListingFilter,
  after: { proposedAt: Instant; id: string } | null,
  limit: number,
): Promise<PartyListingRow[]> {
  return rows(
    db,
    `select ${columns} from party_listings where ($1::text is null or jurisdiction = $1) and ($2::text is null or kind = $2)
       and ($3::text is null or party_kind = $3) and ($4::text is null or status = $4) and ($5::date is null or (${holdsOn(5)}))
       and ($6::timestamptz is null or (proposed_at, id) < ($6, $7)) order by proposed_at desc, id desc limit $8`,
    [
      ...[jurisdiction, kind ?? null, partyKind ?? null, status ?? null, on ?? null],
      ...[after?.proposedAt ?? null, after?.id ?? null, limit],
    ],
  );
}

/** What waits for a second person, oldest first, but for what `but` has proposed. */
export function waitingPartyListings(
  db: Queryable,
  jurisdiction: string | null,
  but: string,
  limit: number,
): Promise<PartyListingRow[]> {
  return rows(
    db,
    `select ${columns} from party_listings where ((status = 'proposed' and proposed_by <> $2) or (status = 'lifting' and lifting_by <> $2))
       and ($1::text is null or jurisdiction = $1) order by coalesce(lifting_at, proposed_at), id limit $3`,
    [jurisdiction, but, limit],
  );
}

/** What a place has decided about a person, the latest first; not what was only proposed: an inquiry would be told to whom it is about. */
export function listingsAbout(db: Queryable, personId: string, place: string): Promise<PartyListingRow[]> {
  return rows(
    db,
    `select ${columns} from party_listings where party_kind = 'person' and party = $1 and jurisdiction = $2
       and status in ('listed', 'lifting', 'lifted') order by decided_at desc, id`,
    [personId, place],
  );
}

/**
 * Who of these parties is on a list on a day, and until when (the longest, where several speak). `places`: the place that asks and those above it;
 * what they list may lie outside what the caller sees, so ask within `asSystemIn`.
 */
export async function listedParties(
  db: Queryable,
  kind: ListingKind,
  places: readonly string[],
  partyKinds: readonly PartyKind[],
  parties: readonly string[],
  on: LocalDate,
): Promise<Map<string, Listed>> {
  const found = await rows<Listed & { party: string }>(
    db,
    `select party, ${until} as until from party_listings where ${inList} and party = any($5) group by party`,
    [kind, places, partyKinds, on, parties],
  );
  return new Map(found.map(({ party, until }) => [party, { until }]));
}

/** Until when a party is on the black list of one of the places as any of these; undefined: it is not. */
export async function blacklisted(
  db: Queryable,
  places: readonly string[],
  partyKinds: readonly PartyKind[],
  party: string,
  on: LocalDate,
): Promise<Listed | undefined> {
  return listedParty(db, 'black', places, partyKinds, party, on);
}

/** The same for the white list, where it is as what one acts. */
export async function whitelisted(
  db: Queryable,
  places: readonly string[],
  partyKind: PartyKind,
  party: string,
  on: LocalDate,
): Promise<Listed | undefined> {
  return listedParty(db, 'white', places, [partyKind], party, on);
}

/** As `listedParties`, for one: asked at every filing, so that its plan is kept. */
function listedParty(
  db: Queryable,
  kind: ListingKind,
  places: readonly string[],
  partyKinds: readonly PartyKind[],
  party: string,
  on: LocalDate,
): Promise<Listed | undefined> {
  return row(db, `select ${until} as until from party_listings where ${inList} and party = $5 having count(*) > 0`, [
    kind,
    places,
    partyKinds,
    on,
    party,
  ]);
}
