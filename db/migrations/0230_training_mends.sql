-- A line of learning is no record: nobody who looks for the record of a row is to find it there.
alter table training.learning_grant rename column record_id to line_id;
alter table training.record_words rename column record_id to line_id;

-- The words beside a line belong to the person whose line it is: an export tells them, an erasure takes them away.
alter table training.record_words add column person_id uuid,
  add foreign key (org_id, person_id) references core.person (org_id, id);
update training.record_words w set person_id = coalesce(p.merged_into_id, p.id)
  from training.learning_record l join core.person p on p.org_id = l.org_id and p.id = l.person_id
  where l.org_id = w.org_id and l.id = w.line_id;
alter table training.record_words alter column person_id set not null;
create index record_words_person on training.record_words (org_id, person_id);

/*
 * Which line of a file became which line of learning, so that the same line again adds no double: a keyed hash, which
 * tells nothing without the installation's secret, and goes with the words and when the line is taken back. The hashes
 * of before were not keyed; they go.
 */
alter table training.learning_record drop column line_hash;
create table training.imported_line (
  org_id uuid not null,
  line_hash bytea not null check (length(line_hash) = 32),
  line_id uuid not null,
  person_id uuid not null,
  primary key (org_id, line_hash),
  foreign key (org_id, line_id) references training.learning_record (org_id, id),
  foreign key (org_id, person_id) references core.person (org_id, id)
);
create index imported_line_record on training.imported_line (org_id, line_id);
create index imported_line_person on training.imported_line (org_id, person_id);
call platform.tenant_table('training.imported_line', 'select, insert, update, delete');

-- The day on which the directory first asked it of somebody; with the day from which the requirement counts it gives `since`.
alter table training.credential add column asked_on date;
update training.credential set asked_on = least(since, current_date);
alter table training.credential alter column asked_on set not null;

-- What stands for requirements that were archived while somebody reckoned who needs them.
delete from training.credential c using training.requirement q
  where q.org_id = c.org_id and q.id = c.requirement_id and q.archived_at is not null;
