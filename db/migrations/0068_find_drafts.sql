-- Each search that finds an article asks whose text an entry is, by the entry of its draft among others.
create index article_draft_entry on knowledge.article (org_id, draft_entry_id);
