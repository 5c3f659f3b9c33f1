-- Up Migration
-- Keys of enterprises' own systems. Of the key itself only a hash is kept: it has 256 random bits, so that no guess is worth trying and a
-- slow hash, which is for passwords, would only slow every call down.

create table api_keys (
  -- `tsk_` and 20 digits: the beginning of the key; what it does is written under this name
  id text primary key,
  sha256 text not null,
  name text not null,
  claimant_kind text not null check (claimant_kind in ('enterprise', 'institution')),
  claimant text not null,
  scopes text[] not null,
  -- the person behind everything that it does
  made_by text not null,
  made_at timestamptz not null,
  expires_at timestamptz not null,
  last_used_on date,
  revoked_by text,
  revoked_at timestamptz
);
create index api_keys_of_claimant on api_keys (claimant_kind, claimant, made_at desc, id);
create index api_keys_of_person on api_keys (made_by);
grant select, insert on api_keys to app;
grant update (last_used_on, revoked_by, revoked_at) on api_keys to app;

-- A role that reads everything but secrets and what is personal: for auditors with tools of their own. An administrator makes it; where it is
-- missing nothing happens, and this can be called again as the owner once it is there. A migration that adds a table or a column for it calls it too.
create function let_auditor_read() returns void language plpgsql as $$
declare shown record;
begin
  if not exists (select from pg_roles where rolname = 'auditor') then
    return;
  end if;
  grant usage on schema public to auditor;
  for shown in
    select c.table_name, string_agg(quote_ident(c.column_name), ', ') as columns
    from information_schema.columns c join information_schema.tables t using (table_schema, table_name)
    where c.table_schema = 'public' and t.table_type = 'BASE TABLE'
      -- what is in them is secret, personal, a document, or may quote one
      and c.table_name <> 'settings' and c.column_name <> 'personal' and c.data_type <> 'bytea'
      and (c.table_name, c.column_name) not in (('idempotency_keys', 'answer'), ('api_keys', 'sha256'),
        ('people', 'id_number_index'), ('outbox', 'last_error'))
    group by c.table_name
  loop
    execute format('grant select (%s) on %I to auditor', shown.columns, shown.table_name);
  end loop;
end $$;
select let_auditor_read();
