-- Instants are whole nanoseconds since 1970-01-01T00:00:00Z. A key is the form in which a name is compared.

create table account (
  id          integer primary key,
  kind        text    not null check (kind in ('user', 'organization')),
  login       text    not null,
  login_key   text    not null unique,
  name        text,
  description text,
  site_admin  integer not null check (site_admin in (0, 1)),
  saml_sso    integer not null check (saml_sso in (0, 1)),
  created_at  integer not null,
  updated_at  integer not null
) strict;

create table membership (
  organization_id integer not null references account,
  user_id         integer not null references account,
  role            text    not null check (role in ('owner', 'member')),
  position        integer not null,
  primary key (organization_id, user_id)
) strict, without rowid;

create table repository (
  id          integer primary key,
  owner_id    integer not null references account,
  name        text    not null,
  name_key    text    not null,
  private     integer not null check (private in (0, 1)),
  description text,
  fork        integer not null check (fork in (0, 1)),
  unique (owner_id, name_key)
) strict;

create table repository_role (
  user_id       integer not null references account,
  owner_id      integer not null references account,
  repository_id integer not null references repository,
  role          text    not null check (role in ('read', 'write', 'admin')),
  primary key (user_id, owner_id, repository_id)
) strict, without rowid;

-- Deleting a package touches one row. Its versions keep no date of deletion by that: a version without one is active in an
-- active package, and was deleted together with a deleted package. "active" counts these versions, "deleted_individually"
-- those that have a date of their own. What changes a version changes the counts as well. The types of packages are not
-- checked here, so that a new type does not need a new table.
create table package (
  id                   integer primary key,
  owner_id             integer not null references account,
  type                 text    not null,
  name                 text    not null,
  name_key             text    not null,
  visibility           text    not null check (visibility in ('public', 'private', 'internal')),
  repository_id        integer references repository,
  inherits_access      integer not null check (inherits_access in (0, 1)),
  docker_conflict      integer not null check (docker_conflict in (0, 1)),
  created_at           integer not null,
  updated_at           integer not null,
  deleted_at           integer,
  purging              integer not null default 0 check (purging in (0, 1)),
  active               integer not null check (active >= 0),
  tagged               integer not null check (tagged between 0 and active),
  most_downloads       integer not null check (most_downloads >= 0),
  deleted_individually integer not null check (deleted_individually >= 0),
  check (purging = 0 or deleted_at is not null)
) strict;

create unique index one_active_package on package (owner_id, type, name_key) where deleted_at is null;
create index active_packages on package (owner_id, type, visibility, id) where deleted_at is null;
create index deleted_packages on package (owner_id, type, id, deleted_at, visibility)
  where deleted_at is not null and purging = 0;
create index last_deleted_package on package (owner_id, type, name_key, deleted_at, id)
  where deleted_at is not null and purging = 0;
create index packages_of_repository on package (repository_id, type, id) where repository_id is not null;
create index docker_conflicts on package (owner_id, id) where docker_conflict = 1 and deleted_at is null;
create index expired_packages on package (deleted_at) where deleted_at is not null and purging = 0;
create index purging_packages on package (purging) where purging = 1;

-- How many active packages of each visibility a namespace has.
create table namespace_count (
  owner_id   integer not null references account,
  type       text    not null,
  visibility text    not null,
  packages   integer not null check (packages >= 0),
  primary key (owner_id, type, visibility)
) strict, without rowid;

-- The roles of users, and of the workflows of repositories. Owner and type are those of the package.
create table package_role (
  grantee_kind text    not null check (grantee_kind in ('user', 'repository')),
  grantee_id   integer not null,
  owner_id     integer not null references account,
  type         text    not null,
  package_id   integer not null references package,
  role         text    not null check (role in ('read', 'write', 'admin')),
  primary key (grantee_kind, grantee_id, owner_id, type, package_id)
) strict, without rowid;

create index roles_of_package on package_role (package_id);

-- The tags are in their order, separated by spaces; a version that was deleted keeps those it had.
create table version (
  id                   integer primary key,
  package_id           integer not null references package,
  name                 text    not null,
  name_key             text    not null,
  tags                 text    not null,
  downloads            integer check (downloads >= 0),
  license              text,
  description          text,
  created_at           integer not null,
  updated_at           integer not null,
  deleted_at           integer,
  deleted_individually integer not null generated always as (deleted_at is not null) virtual
) strict;

create unique index one_active_version on version (package_id, name_key) where deleted_at is null;
create index versions_in_order on version (package_id, deleted_individually, created_at, id);
create index downloads_of_active_versions on version (package_id, downloads) where deleted_at is null and downloads > 0;
create index expired_versions on version (deleted_at) where deleted_at is not null;
create index expired_versions_of_package on version (package_id, deleted_at) where deleted_at is not null;

-- The active version that holds a tag. The version has no foreign key, which would need an index that nothing else needs.
create table tag (
  package_id integer not null references package,
  name       text    not null,
  version_id integer not null,
  primary key (package_id, name)
) strict, without rowid;

-- Divides a long list of versions into segments of known length, so that a page in its middle is found without walking
-- there. A row is the position at which a segment begins; the versions before the first row are counted nowhere.
create table version_page_index (
  package_id           integer not null references package,
  deleted_individually integer not null check (deleted_individually in (0, 1)),
  created_at           integer not null,
  version_id           integer not null,
  versions             integer not null check (versions >= 0),
  primary key (package_id, deleted_individually, created_at, version_id)
) strict, without rowid;

create table token (
  id            integer primary key,
  hash          text    not null unique,
  kind          text    not null
    check (kind in ('CLASSIC', 'OAUTH_APP', 'FINE_GRAINED', 'USER_TO_SERVER', 'INSTALLATION')),
  user_id       integer references account,
  repository_id integer references repository,
  permission    text check (permission in ('none', 'read', 'write')),
  scopes        text    not null,
  expires_at    text,
  check ((user_id is null) <> (repository_id is null)),
  check ((permission is null) = (repository_id is null))
) strict;

create table token_sso (
  token_id        integer not null references token on delete cascade,
  organization_id integer not null references account,
  primary key (token_id, organization_id)
) strict, without rowid;

-- What an entry has depends on its kind, see AuditSql. The size is what it counts for when the trail is pruned.
create table audit (
  id        integer primary key autoincrement,
  at        integer not null,
  kind      text    not null,
  actor     text,
  operation text,
  subject   text,
  decision  text,
  count     integer check (count > 0),
  since     integer,
  until     integer,
  size      integer not null check (size > 0)
) strict;

-- The highest number that was ever given to each kind of thing.
create table sequence (
  kind text    primary key check (kind in ('account', 'repository', 'package', 'version', 'token')),
  last integer not null check (last >= 0)
) strict, without rowid;

insert into sequence (kind, last)
values ('account', 0), ('repository', 0), ('package', 0), ('version', 0), ('token', 0);

-- The numbers of what was purged: they never come back.
create table purged_package (id integer primary key) strict;
create table purged_version (id integer primary key) strict;
