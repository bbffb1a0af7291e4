-- Who works on a ticket books its requester into a class, or sends them a short lesson.

alter table training.booking drop constraint booking_way_check;
alter table training.booking add constraint booking_way_check
  check (way in ('self', 'manager', 'trainer', 'walk_in', 'agent', 'need'));

-- What an article is about, as far as it can be counted, without its words.
create view reporting.article_topic with (security_invoker = true) as
select org_id, id as article_id, lower(btrim(application)) as application, category_id from knowledge.article;
grant select on reporting.article_topic to wardline_app;
