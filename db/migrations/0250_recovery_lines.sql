-- Up Migration
-- What each demand takes back of which line, fen: a line may be reduced by several. `returned_fen` is what has come back of it with a payment that the bank
-- returned.
create table recovery_lines (
  recovery_id text not null references recoveries,
  claim_id text not null,
  ref text not null,
  component text not null,
  part int not null,
  fen bigint not null check (fen > 0),
  returned_fen bigint not null default 0 check (returned_fen between 0 and fen),
  primary key (claim_id, ref, component, part, recovery_id),
  foreign key (claim_id, ref, component, part) references lines
);
create index recovery_lines_of on recovery_lines (recovery_id);

-- Until now a line knew the last demand alone.
insert into recovery_lines (recovery_id, claim_id, ref, component, part, fen)
select l.recovery_id, l.claim_id, l.ref, l.component, l.part, case when l.status = 'revoked' then l.amount_fen else l.reduced_fen end
from lines l join recoveries r on r.id = l.recovery_id
where case when l.status = 'revoked' then l.amount_fen else l.reduced_fen end > 0;
alter table lines drop column recovery_id;

alter table recovery_lines enable row level security;
create policy by_scope on recovery_lines using ((select sees_all()) or sees_recovery(recovery_id))
  with check ((select sees_all()) or ((select scope_place()) is not null and sees_recovery(recovery_id)));
grant select, insert, update, delete on recovery_lines to app;
select let_auditor_read();
