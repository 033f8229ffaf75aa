create table dataset (
  fingerprint varchar(64) primary key,
  source varchar(32) not null,
  origin varchar not null,
  folder varchar not null,
  created_at timestamp with time zone not null
);

create table model (
  name varchar(48) primary key,
  space varchar(64) not null,
  dimension int not null,
  similarity varchar(16) not null,
  origin varchar(16) not null,
  baseline varchar(48),
  description varchar not null,
  metrics varchar not null,
  folder varchar not null,
  unsafe_ops boolean not null,
  created_at timestamp with time zone not null
);

-- Vectors of one space over one dataset; both tables lie in the folder.
create table vectors (
  space varchar(64) not null,
  data varchar(64) not null,
  folder varchar not null,
  skipped varchar not null,
  created_at timestamp with time zone not null,
  primary key (space, data)
);

create table vector_index (
  id varchar(48) primary key,
  backend varchar(32) not null,
  space varchar(64) not null,
  data varchar(64) not null,
  settings varchar not null,
  folder varchar not null,
  created_at timestamp with time zone not null
);

create table run (
  id varchar(48) primary key,
  kind varchar(32) not null,
  model varchar(48) not null,
  space varchar(64) not null,
  summary varchar not null,
  document clob not null,
  created_at timestamp with time zone not null
);

create table layout (
  space varchar(64) not null,
  data varchar(64) not null,
  method varchar(32) not null,
  settings varchar not null,
  file varchar not null,
  created_at timestamp with time zone not null,
  primary key (space, data, method, settings)
);
