-- Up Migration
-- Personal data is sealed field by field before it comes here; what was stored before is sealed by `npm run keys:rotate`, since the keys are not here.

-- People of now on have their date of birth in `personal`. One of before moves there when it is sealed.
comment on column people.birth_date is 'null once it is sealed in personal';

-- A hash of what can be guessed tells it.
alter table dossiers drop column sha256;

-- A roster never changes but for its seals.
grant update (personal) on roster_rows to app;
