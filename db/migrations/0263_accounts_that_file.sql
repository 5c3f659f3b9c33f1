-- Who has handed something in is found by name, the latest first.
create index dossiers_by_subject on dossiers (by_subject, at desc);
