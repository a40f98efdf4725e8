-- Whose rows an account or a key reaches: those of these sites (plant.site), or of all of them where nothing is said.
-- Administrators reach all of them, whatever stands here from before; keys that may administer, too.
alter table identity.account add column sites integer[]
    constraint account_sites_some check (cardinality(sites) > 0);
alter table identity.api_key add column sites integer[]
    constraint api_key_sites_some check (cardinality(sites) > 0),
    add constraint api_key_administers_all check (not 'ADMIN' = any (scopes) or sites is null);
