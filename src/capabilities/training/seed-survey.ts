/** The demo hospital's surveys of needs: one that is over and has its result, and one that asks now. */
import type { App } from '../../core/app.ts'
import { raw, type Tx } from '../../platform/db/transaction.ts'
import { newId } from '../../platform/id/id.ts'
import { newKey } from './survey/key.ts'
import { peopleOf } from './survey/whom.ts'

const day_ms = 86_400_000
/** What people of the demo rate themselves, by turns; 0 does not use it. */
const ratings = [3, 2, 1, 2, 3, 2, 1, 0, 2, 3, 1]

export async function seedSurveys(
  app: App,
  tx: Tx,
  { trainerId, now }: { trainerId: string; now: Date },
): Promise<void> {
  const day = (days: number) => new Date(now.getTime() + days * day_ms)
  const over = await ask(app, tx, {
    ...{
      title: 'How sure do you feel before the winter?',
      department: 'Nursing Services',
      codes: ['MER-1', 'MER-2'],
    },
    ...{ trainerId, from: day(-40), to: day(-26), endedAt: day(-25) },
  })
  answer(tx, over)
  await ask(app, tx, {
    ...{ title: 'Before the update of RxLedger', department: 'Pharmacy', codes: ['RXL-1', 'RXL-2'] },
    ...{ trainerId, from: day(-2), to: day(12), endedAt: null },
  })
}

type Wish = {
  title: string
  department: string
  codes: string[]
  trainerId: string
  from: Date
  to: Date
  endedAt: Date | null
}
type Asked = { id: string; people: { id: string; department_id: string | null }[]; competencies: string[] }

async function ask(
  app: App,
  tx: Tx,
  { title, department, codes, trainerId, from, to, endedAt }: Wish,
): Promise<Asked> {
  const { id: departmentId } = await tx.one(
    raw<{ id: string }>('select id from core.department where org_id = $1 and name = $2', [
      tx.orgId,
      department,
    ]),
  )
  const rows = await tx.all(
    raw<{ id: string }>(
      'select id from training.competency where org_id = $1 and code = any($2) order by code',
      [tx.orgId, codes],
    ),
  )
  const whom = { role_id: null, department_id: departmentId, named: null }
  const people = await peopleOf(tx, whom, from.toISOString())
  const id = newId()
  tx.send(
    raw(
      `insert into training.needs_survey (org_id, id, title, subject, department_id, starts_on, ends_on, key_sealed, begun_at, ended_at, made_by, made_at)
       values ($1,$2,$3,'department',$4,$5::timestamptz::date,$6::timestamptz::date,$7,$5,$8,$9,$5)`,
      [
        ...[tx.orgId, id, title, departmentId, from.toISOString(), to.toISOString()],
        ...[endedAt === null ? newKey(app, tx.orgId, id) : null, endedAt?.toISOString() ?? null, trainerId],
      ],
    ),
  )
  tx.send(
    raw(
      `insert into training.needs_survey_competency (org_id, survey_id, competency_id, position)
       select $1, $2, t.id, t.place from unnest($3::uuid[]) with ordinality t (id, place)`,
      [tx.orgId, id, rows.map((row) => row.id)],
    ),
  )
  tx.send(
    raw(
      `insert into training.needs_survey_person (org_id, survey_id, person_id, department_id, has_answered)
       select $1, $2, t.person_id, t.department_id, $5 and t.place % 6 <> 0
       from unnest($3::uuid[], $4::uuid[]) with ordinality t (person_id, department_id, place)`,
      [
        tx.orgId,
        id,
        people.map((each) => each.id),
        people.map((each) => each.department_id),
        endedAt !== null,
      ],
    ),
  )
  return { id, people, competencies: rows.map((row) => row.id) }
}

/** Answers lie under keys drawn by chance, as they do when a survey is over. */
function answer(tx: Tx, { id, people, competencies }: Asked): void {
  const answers = people
    .filter((_, at) => (at + 1) % 6 !== 0)
    .flatMap(({ department_id }, at) =>
      competencies.map((competency_id, place) => ({
        ...{ competency_id, department_id, wanted: place === 0 ? 3 : 2 },
        own: ratings[(at * 3 + place) % ratings.length] || null,
      })),
    )
  tx.send(
    raw(
      `insert into training.needs_survey_answer (org_id, survey_id, answer_key, competency_id, department_id, wanted_level, self_level)
       select $1, $2, sha256(convert_to(gen_random_uuid()::text, 'UTF8')), competency_id, department_id, wanted, own
       from json_to_recordset($3::json) as each (competency_id uuid, department_id uuid, wanted smallint, own smallint)`,
      [tx.orgId, id, JSON.stringify(answers)],
    ),
  )
}
