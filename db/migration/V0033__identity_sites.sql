-- Whose rows an account or a key reaches: those of these sites (plant.site), or of all of them where nothing is said.
-- Administrators, and keys that may administer, reach all of them.
alter table identity.account add column sites integer[]
    constraint account_sites_some check (cardinality(sites) > 0),
    add constraint account_administers_all check (role <> 'ADMIN' or sites is null);
alter table identity.api_key add column sites integer[]
    constraint api_key_sites_some check (cardinality(sites) > 0),
    add constraint api_key_administers_all check (not 'ADMIN' = any (scopes) or sites is null);
