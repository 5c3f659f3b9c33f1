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
