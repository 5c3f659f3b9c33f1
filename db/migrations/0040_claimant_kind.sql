-- Up Migration
-- A claimant is its kind and its code: an account may be named like an enterprise's credit code, and one code may stand for an
-- enterprise that claims and an institution that trains.

alter table claims add column claimant_kind text check (claimant_kind in ('enterprise', 'institution', 'individual'));

update claims c set claimant_kind = case
  when c.claimant_name is null then 'individual'
  when exists (
    select from dossiers d where d.id = c.filing_dossier_id
      and d.personal #>> '{filing,institution,uscc}' = c.claimant
      and d.personal #>> '{filing,enterprise,uscc}' <> c.claimant
  ) then 'institution'
  else 'enterprise'
end;

alter table claims alter column claimant_kind set not null;

-- Rosters and files belong to a claimant in the same sense: `enterprise:91…`. `*` is everybody's specimen.
update rosters r set owner = coalesce(
  (select c.claimant_kind from claims c where c.roster_id = r.id and c.claimant = r.owner limit 1),
  case when r.owner ~ '^[0-9A-HJ-NPQRTUWXY]{18}$' then 'enterprise' else 'individual' end
) || ':' || r.owner;

update files f set owner = coalesce(
  (select c.claimant_kind from dossier_files n join dossiers d on d.id = n.dossier_id join claims c on c.id = d.claim_id
   where n.file_id = f.id and c.claimant = f.owner limit 1),
  case when f.owner ~ '^[0-9A-HJ-NPQRTUWXY]{18}$' then 'enterprise' else 'individual' end
) || ':' || f.owner
where f.owner <> '*';
