-- Imports: folders of articles as well as files of tickets, and what is forgotten when a run is over.

alter table channels.import_run
  -- Of articles: their origin, audience and the address of the site that they come from.
  add column settings jsonb,
  add column article_report jsonb,
  -- Whether everything that came out of the file's cells was removed from the run's row and folder.
  add column is_cleared boolean not null default false;
