-- The life of an article: work in progress → not validated → validated → archived. What was a draft is work in
-- progress, what was published is validated. The timeline must still replay, so its lines are renamed with the records.

alter table knowledge.article
  -- The version that a colleague has looked at; null while there is none. Readers may see a later one only while the
  -- article is not validated.
  add column validated_version int,
  add column article_kind text not null default 'how_to'
    check (article_kind in ('how_to', 'problem', 'known_error', 'downtime')),
  -- The categories of tickets, by id; what another system brought keeps its free topic.
  add column category_id uuid,
  add column role_ids uuid[] not null default '{}' check (cardinality(role_ids) <= 20),
  add column department_ids uuid[] not null default '{}' check (cardinality(department_ids) <= 20),
  add column review_interval_days int not null default 365 check (review_interval_days between 7 and 3650),
  add column reviewed_at timestamptz,
  -- How far the reminders of the present review date have come: 0 none, 1 soon, 2 due, 3 late.
  add column reminded smallint not null default 0,
  add constraint article_validated_version check (validated_version between 1 and latest_version),
  add constraint article_category foreign key (org_id, category_id) references tickets.category (org_id, id);
create index article_category on knowledge.article (org_id, category_id) where category_id is not null;

update knowledge.article set validated_version = published_version where published_version is not null;

update core.record set state = case state when 'draft' then 'work_in_progress' when 'published' then 'validated' else state end
where kind = 'article' and state in ('draft', 'published');

update core.event e
set data = jsonb_set(e.data, '{changes,state}',
  replace(replace((e.data #> '{changes,state}')::text, '"draft"', '"work_in_progress"'), '"published"', '"validated"')::jsonb)
where e.action like 'knowledge.%' and e.data #> '{changes,state}' is not null;
