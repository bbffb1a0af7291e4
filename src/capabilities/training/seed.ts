/** The demo hospital's share: a framework, who has to have what, and what was learned in the last years. */

import type { App } from '../../core/app.ts'
import { raw, type Tx } from '../../platform/db/transaction.ts'
import { newId } from '../../platform/id/id.ts'
import { countDay } from './homes/count.ts'
import { findNeedsIn } from './needs/find.ts'
import { storeLines } from './records/store.ts'
import { reckonMembers } from './requirements/reckon.ts'
import { seedAssessment } from './seed-assessment.ts'
import { seedClaims } from './seed-claims.ts'
import { seedCourses } from './seed-courses.ts'
import { seedCertificates, seedPackage } from './seed-package.ts'
import { seedPlans } from './seed-plans.ts'
import { seedSurveys } from './seed-survey.ts'

const day_ms = 86_400_000
const levels = ['Knows it', 'Does it with help', 'Does it alone', 'Teaches it']

type Demo = {
  code: string
  name: string
  kind: 'task' | 'knowledge' | 'skill'
  asked: { department?: string; job?: string; application?: string }
  level: number
  months: number | null
  fixed?: string
}

const demo: readonly Demo[] = [
  {
    code: 'SEC-1',
    kind: 'knowledge',
    name: 'Recognizes phishing and reports it',
    asked: { department: 'Executive Office' },
    level: 1,
    months: 12,
    fixed: '12-31',
  },
  {
    code: 'PRV-1',
    kind: 'knowledge',
    name: 'Keeps patient data private in everyday work',
    asked: { department: 'Executive Office' },
    level: 1,
    months: 12,
  },
  {
    code: 'MER-1',
    kind: 'task',
    name: 'Charts vital signs and notes in Meridian',
    asked: { department: 'Nursing Services' },
    level: 3,
    months: 24,
  },
  {
    code: 'MER-2',
    kind: 'task',
    name: 'Works by paper when Meridian is down, and enters it afterwards',
    asked: { department: 'Nursing Services' },
    level: 2,
    months: 12,
  },
  {
    code: 'RXL-1',
    kind: 'task',
    name: 'Verifies orders in RxLedger',
    asked: { job: 'staff pharmacist' },
    level: 3,
    months: 12,
  },
  {
    code: 'RXL-2',
    kind: 'task',
    name: 'Takes stock with RxLedger and DoseVault',
    asked: { job: 'pharmacy technician' },
    level: 3,
    months: 12,
  },
  {
    code: 'SLT-1',
    kind: 'task',
    name: 'Books and moves appointments in Slotwise',
    asked: { job: 'registration clerk' },
    level: 3,
    months: null,
  },
  {
    code: 'BLD-1',
    kind: 'skill',
    name: 'Reads the bed board of BedLine',
    asked: { application: 'bedline' },
    level: 2,
    months: 24,
  },
]

type Ids = { recorderId: string; now: Date }

/** Stores it in the name of the trainer who recorded it. */
export async function seedTraining(app: App, tx: Tx, { recorderId, now }: Ids): Promise<void> {
  const at = now.toISOString()
  const frameworkId = newId()
  tx.send(
    raw('insert into training.framework (org_id, id, name, levels, created_at) values ($1,$2,$3,$4,$5)', [
      tx.orgId,
      frameworkId,
      'Willow Fork applications',
      levels,
      at,
    ]),
  )
  const rows = demo.map((each) => ({ ...each, id: newId(), requirementId: newId() }))
  for (const { id, code, kind, name } of rows)
    tx.send(
      raw(
        'insert into training.competency (org_id, id, framework_id, code, kind, name) values ($1,$2,$3,$4,$5,$6)',
        [tx.orgId, id, frameworkId, code, kind, name],
      ),
    )
  tx.send(
    raw(
      `insert into training.application_user (org_id, application, person_id)
       select $1, 'bedline', p.id from core.person p join core.department d on d.org_id = p.org_id and d.id = p.department_id
       where p.org_id = $1 and p.is_active and p.kind = 'staff' and d.name in ('Emergency Department', 'Intensive Care Unit', 'Case Management')`,
      [tx.orgId],
    ),
  )
  for (const { id, requirementId, asked, level, months, fixed } of rows)
    tx.send(
      raw(
        `insert into training.requirement (org_id, id, competency_id, level, subject, department_id, named, valid_months, ends_on_day, renewal_days, grace_days, starts_on)
         values ($1,$2,$3,$4,$5,(select id from core.department where org_id = $1 and name = $6),$7,$8,$9,$10,30,$11::date)`,
        [
          tx.orgId,
          requirementId,
          id,
          level,
          asked.department ? 'department' : asked.job ? 'job' : 'application',
          asked.department ?? null,
          asked.job ?? asked.application ?? null,
          months,
          fixed ?? null,
          months === null ? 0 : 60,
          new Date(now.getTime() - 400 * day_ms).toISOString().slice(0, 10),
        ],
      ),
    )
  await reckonMembers(
    tx,
    at,
    rows.map(({ requirementId }) => requirementId),
  )
  await seedLines(tx, rows, { recorderId, now })
  await findNeedsIn(app, tx)
  seedCounts(tx, now)
  await countDay(tx, at)
  await seedCourses(tx, { trainerId: recorderId, now })
  await seedAssessment(tx, { trainerId: recorderId, now })
  await seedPackage(app, tx, { trainerId: recorderId, now })
  await seedCertificates(app, tx, now)
  await seedPlans(tx, { trainerId: recorderId, now })
  await seedSurveys(app, tx, { trainerId: recorderId, now })
  seedClaims(tx, { trainerId: recorderId, now })
}

/** Most have what they need, some have let it end, some have begun, and some have nothing yet: by turns, so that it is always the same. */
async function seedLines(
  tx: Tx,
  rows: readonly (Demo & { id: string })[],
  { recorderId, now }: Ids,
): Promise<void> {
  const asked = await tx.all(
    raw<{ person_id: string; competency_id: string }>(
      `select c.person_id, c.competency_id from training.credential c join core.person p on p.org_id = c.org_id and p.id = c.person_id
         join training.competency k on k.org_id = c.org_id and k.id = c.competency_id
       where c.org_id = $1 and c.person_id <> $2 order by k.code, p.name, p.id`,
      [tx.orgId, recorderId],
    ),
  )
  const lines = asked.flatMap(({ person_id, competency_id }, index) => {
    const turn = index % 9
    const competency = rows.find(({ id }) => id === competency_id)
    if (turn === 0 || !competency) return []
    const days_ago = turn === 1 ? 395 : turn === 2 ? 330 : 20 + ((index * 37) % 240)
    const learned = (days: number) => ({
      personId: person_id,
      verb: turn === 3 ? ('attempted' as const) : ('completed' as const),
      origin: 'observed' as const,
      happenedOn: new Date(now.getTime() - days * day_ms).toISOString().slice(0, 10),
      durationMinutes: 45,
      assessorId: recorderId,
      words: { title: competency.name },
      grants: [{ competencyId: competency_id, level: competency.level }],
    })
    // Most have renewed it since they learned it the year before.
    return turn > 4 ? [learned(days_ago + 310), learned(days_ago)] : [learned(days_ago)]
  })
  storeLines(tx, { personId: recorderId, now: now.toISOString() }, lines)
}

/** What would have been counted in the year before, had it been asked of the same people: from what they learned by then. */
function seedCounts(tx: Tx, now: Date): void {
  const days = Array.from({ length: 12 }, (_, months) =>
    new Date(Date.UTC(now.getUTCFullYear(), now.getUTCMonth() - months, 0)).toISOString().slice(0, 10),
  )
  tx.send(
    raw(
      `insert into training.compliance_day (org_id, id, day, department_id, people, complete, asked, met)
       select $1, gen_random_uuid(), p.day, p.department_id, count(*), count(*) filter (where p.met = p.asked), sum(p.asked), sum(p.met)
       from (
         select d.day, c.person_id, c.department_id, count(*) as asked, count(*) filter (where exists (
           select from training.learning_grant g
           where g.org_id = c.org_id and g.person_id = c.person_id and g.competency_id = c.competency_id and g.level >= q.level
             and g.achieved_on <= d.day and training.ends_on(g.achieved_on, q.valid_months, q.ends_on_day, q.active_days_min) > d.day)) as met
         from unnest($2::date[]) d (day) cross join training.credential c
           join training.requirement q on q.org_id = c.org_id and q.id = c.requirement_id
         where c.org_id = $1 group by d.day, c.person_id, c.department_id) p
       group by p.day, p.department_id`,
      [tx.orgId, days],
    ),
  )
}
