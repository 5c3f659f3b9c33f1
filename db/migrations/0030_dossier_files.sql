-- Up Migration
-- Which files a submission names: officials of the claim may read them.

create table dossier_files (
  dossier_id text not null references dossiers on delete cascade,
  file_id text not null,
  primary key (dossier_id, file_id)
);
create index dossier_files_of_file on dossier_files (file_id);
grant select, insert on dossier_files to app;

insert into dossier_files (dossier_id, file_id)
select d.id, named.item->>'fileId'
from dossiers d, lateral jsonb_array_elements(
  coalesce(d.personal->'filing'->'materials', d.personal->'materials', '[]') || coalesce(d.personal->'evidence', '[]')
) as named(item)
where named.item->>'fileId' is not null
on conflict do nothing;
