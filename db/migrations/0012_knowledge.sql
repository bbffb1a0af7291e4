-- Knowledge: the unpublished text of an article is found by its writers under an entry of its own, so that the
-- published one stays findable for its readers meanwhile.

alter table knowledge.article
  add column draft_entry_id uuid not null default gen_random_uuid(),
  add column published_at timestamptz,
  add constraint article_published_version check (published_version between 1 and latest_version);
create index article_application on knowledge.article (org_id, application) where application is not null;
create index article_topic on knowledge.article (org_id, category) where category is not null;
create index article_review on knowledge.article (org_id, review_at) where review_at is not null;
