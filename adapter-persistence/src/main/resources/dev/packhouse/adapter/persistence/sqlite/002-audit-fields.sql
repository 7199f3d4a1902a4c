-- The entries of the audit trail get a column for each part of a decision. Before, "subject" was a path, as
-- octo-org/container/team/app/836 with the version at its end, and "decision" was the reason of a refusal. A subject that was
-- cut has no version at its end. The key of an owner is the login as logins are compared.

alter table audit add column owner text;
alter table audit add column owner_key text;
alter table audit add column package_type text;
alter table audit add column package_name text;
alter table audit add column package_id integer;
alter table audit add column version_id integer;
alter table audit add column refusal text;
alter table audit add column request_id text;
alter table audit add column dry_run integer not null default 0 check (dry_run in (0, 1));

update audit
   set owner = substr(subject, 1, instr(subject || '/', '/') - 1),
       package_name = substr(subject, instr(subject || '/', '/') + 1)
 where kind = 'DECISION';

update audit
   set package_type = substr(package_name, 1, instr(package_name || '/', '/') - 1),
       package_name = substr(package_name, instr(package_name || '/', '/') + 1)
 where kind = 'DECISION';

update audit
   set version_id = cast(substr(package_name, length(rtrim(package_name, '0123456789')) + 1) as integer),
       package_name = substr(package_name, 1, length(rtrim(package_name, '0123456789')) - 1)
 where operation in ('DELETE_VERSION', 'RESTORE_VERSION')
   and rtrim(package_name, '0123456789') like '%/';

update audit
   set refusal = decision,
       decision = 'REFUSED'
 where kind = 'DECISION'
   and decision not in ('ALLOWED', 'UNKNOWN');

update audit
   set owner_key = coalesce((select login_key from account where login = owner), lower(owner))
 where kind = 'DECISION';

-- The size is what AuditEntry.size returns: the bytes of the texts, and 256.
update audit
   set size = 256
              + length(cast(coalesce(actor, '') as blob))
              + length(cast(coalesce(operation, '') as blob))
              + length(cast(coalesce(owner, '') as blob))
              + length(cast(coalesce(package_type, '') as blob))
              + length(cast(coalesce(package_name, '') as blob))
              + length(cast(coalesce(decision, '') as blob))
              + length(cast(coalesce(refusal, '') as blob));

alter table audit drop column subject;

create index audit_by_time on audit (at);
create index audit_by_owner on audit (owner_key) where owner_key is not null;
