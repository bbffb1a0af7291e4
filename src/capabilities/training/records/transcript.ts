/** What somebody has learned, and what is asked of them. */
import { sql } from 'kysely'
import { type Static, Type } from 'typebox'
import type { Actor } from '../../../core/actor.ts'
import { reader } from '../../../core/registry.ts'
import type { Tx } from '../../../platform/db/transaction.ts'
import { notFound } from '../../../platform/http/problem.ts'
import { Body, Id, Nullable, NullableId, NullableText, OneOf, Time } from '../../../platform/http/schema.ts'
import { publicName } from '../certificates/link.ts'
import { readable, readsOwn } from '../policy.ts'
import { credentialStates, dayOf, stateOn } from '../requirements/state.ts'
import { todayOf } from '../today.ts'
import { EvidenceFile, evidenceOf } from './evidence.ts'

const lines_max = 1_000

const Day = Type.String({ format: 'date' })
const Credential = Type.Object({
  requirement_id: Id,
  competency_id: Id,
  competency: Type.String(),
  code: Type.String(),
  level: Type.Integer(),
  level_name: Type.String(),
  state: OneOf(credentialStates),
  is_late: Type.Boolean(),
  due_on: Day,
  achieved_on: Nullable(Day),
  window_on: Nullable(Day),
  expires_on: Nullable(Day),
})
const LearningLine = Type.Object({
  id: Id,
  verb: OneOf(['completed', 'passed', 'failed', 'attempted', 'revoked']),
  origin: OneOf(['observed', 'prior', 'outside', 'import', 'package', 'statement', 'quiz']),
  happened_on: Day,
  recorded_at: Time,
  recorded_by: Type.String(),
  title: Type.String(),
  version: Type.String(),
  provider: Type.String(),
  assessor: NullableText,
  evidence: Type.String(),
  evidence_link: NullableText,
  files: Type.Array(EvidenceFile),
  score_percent: Nullable(Type.Number()),
  duration_minutes: Nullable(Type.Integer()),
  revokes_id: NullableId,
  is_revoked: Type.Boolean(),
  certificate: Nullable(
    Type.Object({
      is_public: Type.Boolean(),
      name: { ...NullableText, description: 'What stands after the # of its link.' },
    }),
  ),
  competencies: Type.Array(
    Type.Object({
      id: Id,
      code: Type.String(),
      name: Type.String(),
      level: Type.Integer(),
      level_name: Type.String(),
    }),
  ),
})
const Transcript = Type.Object({
  person: Type.Object({ id: Id, name: Type.String(), title: NullableText, department: NullableText }),
  today: Day,
  credentials: Type.Array(Credential),
  lines: Type.Array(LearningLine, { description: `The newest ${lines_max}.` }),
})

export const transcript = reader({
  name: 'training.transcript',
  summary: 'What is asked of a person and how it stands, and everything that the person learned.',
  path: '/api/training/people/:id',
  params: Body({ id: Id }),
  output: Transcript,
  permits: readsOwn,
  run: ({ tx, actor, params, now }) => transcriptOf(tx, actor, params.id ?? '', now),
})

export const mine = reader({
  name: 'training.mine',
  summary: 'What is asked of oneself, and what one has learned.',
  path: '/api/training/mine',
  output: Transcript,
  permits: readsOwn,
  run: ({ tx, actor, now }) => transcriptOf(tx, actor, actor.personId, now),
})

async function transcriptOf(
  tx: Tx,
  actor: Actor,
  id: string,
  now: string,
): Promise<Static<typeof Transcript>> {
  const today = await todayOf(tx, now)
  // Lines of doubles go on naming them, so that they are read with the person they were merged into.
  const ids = sql`(select p.id from core.person p where p.org_id = ${tx.orgId} and (p.id = ${id} or p.merged_into_id = ${id}))`
  const [people, credentials, lines] = await tx.many(
    sql<Static<typeof Transcript>['person']>`
      select p.id, p.name, p.title, d.name as department from core.person p
        left join core.department d on d.org_id = p.org_id and d.id = p.department_id
      where p.org_id = ${tx.orgId} and p.id = ${id} and p.kind <> 'service' and (p.id = ${actor.personId} or ${readable(actor, sql`p.id`)})`,
    sql<Static<typeof Credential>>`
      select c.requirement_id, c.competency_id, k.name as competency, k.code, q.level, coalesce(f.levels[q.level], '') as level_name, ${stateOn(today)} as state,
        c.gap_on <= ${today}::date and (c.achieved_on is not null or c.due_on < ${today}::date) as is_late,
        to_char(c.due_on, 'YYYY-MM-DD') as due_on, ${dayOf('c.achieved_on')} as achieved_on, ${dayOf('c.window_on')} as window_on, ${dayOf('c.expires_on')} as expires_on
      from training.credential c join training.requirement q on q.org_id = c.org_id and q.id = c.requirement_id
        join training.competency k on k.org_id = c.org_id and k.id = c.competency_id
        join training.framework f on f.org_id = k.org_id and f.id = k.framework_id
      where c.org_id = ${tx.orgId} and c.person_id = ${id} and q.archived_at is null order by c.gap_on, k.name, c.requirement_id`,
    sql<Static<typeof LearningLine>>`
      select l.id, l.verb, l.origin, to_char(l.happened_on, 'YYYY-MM-DD') as happened_on, l.recorded_at, b.name as recorded_by,
        coalesce(w.title, '') as title, coalesce(w.version, '') as version, coalesce(w.provider, '') as provider, coalesce(a.name, nullif(w.assessor, '')) as assessor,
        coalesce(w.evidence, '') as evidence, w.evidence_link, ${evidenceOf} as files, l.score_percent::float8 as score_percent, l.duration_minutes, l.revokes_id,
        exists (select from training.learning_record o where o.org_id = l.org_id and o.revokes_id = l.id) as is_revoked,
        (select json_build_object('is_public', c.is_public, 'name', case when c.is_public then ${publicName} end)
          from training.certificate c where c.org_id = l.org_id and c.line_id = l.id) as certificate,
        coalesce((select json_agg(json_build_object('id', k.id, 'code', k.code, 'name', k.name, 'level', g.level, 'level_name', coalesce(f.levels[g.level], '')) order by k.code)
          from training.learning_grant g join training.competency k on k.org_id = g.org_id and k.id = g.competency_id
            join training.framework f on f.org_id = k.org_id and f.id = k.framework_id
          where g.org_id = l.org_id and g.line_id = l.id), '[]') as competencies
      from training.learning_record l join core.person b on b.org_id = l.org_id and b.id = l.recorded_by
        left join core.person a on a.org_id = l.org_id and a.id = l.assessor_id
        left join training.record_words w on w.org_id = l.org_id and w.line_id = l.id
      where l.org_id = ${tx.orgId} and l.person_id in ${ids} order by l.happened_on desc, l.recorded_at desc, l.id desc limit ${lines_max}`,
  )
  const person = people[0]
  if (!person) throw notFound('This person')
  return { person, today, credentials, lines }
}
