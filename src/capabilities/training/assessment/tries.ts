/** How many tries of a quiz count against those that it allows. */

/**
 * The number (`nth`) of the last attempt that does not count any more, as SQL; 0 where all do. Passing begins the count
 * anew as soon as what it gave has to be renewed, or counts no more: else who used all tries could never renew.
 * `org`, `quiz`, `version`, `person` and `now` are expressions.
 */
export const triesBefore = (of: Record<'org' | 'quiz' | 'version' | 'person' | 'now', string>): string => `(
  select coalesce(max(b.nth), 0) from training.quiz_attempt b
  where b.org_id = ${of.org} and b.quiz_id = ${of.quiz} and b.person_id = ${of.person} and b.is_passed and not b.is_trial
    and exists (select from training.quiz_grant g
      join training.requirement r on r.org_id = g.org_id and r.competency_id = g.competency_id and r.level <= g.level and r.archived_at is null
      join training.credential c on c.org_id = r.org_id and c.requirement_id = r.id and c.person_id = b.person_id
      where g.org_id = b.org_id and g.quiz_id = b.quiz_id and g.version = ${of.version}
        and (c.achieved_on is null or c.window_on <= (${of.now}::timestamptz at time zone (select o.time_zone from core.organization o where o.id = b.org_id))::date)))`
