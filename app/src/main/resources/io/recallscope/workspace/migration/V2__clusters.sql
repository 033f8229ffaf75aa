-- How to reach clusters; secrets are named here, never kept.
create table connection (
  name varchar(48) primary key,
  url varchar not null,
  user_name varchar,
  secret_env varchar,
  secret_file varchar,
  ca_file varchar,
  fingerprint varchar(64),
  timeout_seconds int not null,
  may_write boolean not null,
  created_at timestamp with time zone not null
);

-- Indexes of clusters that others built, and whose vectors they are said to hold.
create table attached_index (
  connection varchar(48) not null references connection on delete cascade,
  target varchar not null,
  version varchar(48) not null,
  space varchar(64) not null,
  vector_field varchar not null,
  id_field varchar not null,
  filter_fields varchar not null,
  proven_at timestamp with time zone,
  created_at timestamp with time zone not null,
  primary key (connection, target)
);

-- Aliases that indexes were built for from here: what can be chosen without asking the cluster.
create table cluster_alias (
  connection varchar(48) not null references connection on delete cascade,
  alias varchar(48) not null,
  created_at timestamp with time zone not null,
  primary key (connection, alias)
);
