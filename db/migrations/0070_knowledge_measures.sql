-- Measures of articles: who read one at the request form, what the nightly job counted, and how it counts.

create table knowledge.form_read (
  org_id uuid not null,
  -- One opening of the request form; it holds none of the words typed there.
  form_id uuid not null,
  article_id uuid not null,
  person_id uuid not null,
  at timestamptz not null,
  primary key (org_id, form_id, article_id),
  foreign key (org_id, article_id) references knowledge.article (org_id, id),
  foreign key (org_id, person_id) references core.person (org_id, id)
);
create index form_read_article on knowledge.form_read (org_id, article_id, at);
create index form_read_person on knowledge.form_read (org_id, person_id, at);
call platform.tenant_table('knowledge.form_read');

create table knowledge.measure (
  org_id uuid not null,
  article_id uuid not null,
  views_90_days int not null,
  last_viewed_on date,
  -- Read at the form, and no ticket of the reader in the seven days after; of the 90 days that are over by then.
  form_reads int not null,
  deflections int not null,
  links int not null,
  -- Of the links that are old enough to tell: how many there are, and how many of their tickets stayed solved.
  judged int not null,
  kept int not null,
  judged_before int not null,
  kept_before int not null,
  did_not_help int not null,
  computed_at timestamptz not null,
  primary key (org_id, article_id),
  foreign key (org_id, article_id) references knowledge.article (org_id, id)
);
call platform.tenant_table('knowledge.measure');

create table knowledge.measure_setting (
  org_id uuid not null references core.organization (id),
  reopen_days int not null check (reopen_days between 1 and 60),
  updated_by uuid not null,
  updated_at timestamptz not null,
  primary key (org_id),
  foreign key (org_id, updated_by) references core.person (org_id, id)
);
call platform.tenant_table('knowledge.measure_setting', 'select, insert, update');
