-- Up Migration
-- A correction concerns the claims that name the person when it is carried out, also those that were filed after it was proposed.
grant update (claim_ids) on person_corrections to app;
