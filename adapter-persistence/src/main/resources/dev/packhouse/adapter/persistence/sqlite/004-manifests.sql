-- The manifest of a version, if it is known, and the manifests that an index lists. A child may be listed twice, and need not be
-- a version.

create table manifest (
  version_id    integer primary key references version on delete cascade,
  kind          text    not null check (kind in ('image', 'index', 'artifact')),
  media_type    text    not null,
  artifact_type text,
  subject       text,
  size          integer check (size >= 0)
) strict;

create table manifest_child (
  version_id integer not null references manifest on delete cascade,
  position   integer not null,
  digest     text    not null,
  media_type text,
  platform   text,
  primary key (version_id, position)
) strict, without rowid;
