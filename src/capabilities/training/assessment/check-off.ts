/** An observed check-off: what an assessor saw, signed with a fresh proof of who they are. */
import { sql } from 'kysely'
import { Type } from 'typebox'
import { plainAction } from '../../../core/action.ts'
import { reader } from '../../../core/registry.ts'
import { raw, type Tx } from '../../../platform/db/transaction.ts'
import { conflict, invalid, notFound } from '../../../platform/http/problem.ts'
import { Body, Id, Line, Text, Time } from '../../../platform/http/schema.ts'
import { newId } from '../../../platform/id/id.ts'
import { requireStaff } from '../courses/actions.ts'
import { readable, readsOwn, records } from '../policy.ts'
import { storeLines } from '../records/store.ts'
import { todayOf } from '../today.ts'
import { requireNoPatient } from '../words.ts'
import { percentOf } from './hand-in.ts'
import type { Criterion } from './rubrics.ts'

const rows_max = 500
const criteria_max = 50

type Rubric = {
  version: number
  title: string
  levels: string[]
  criteria: Criterion[]
  competency_id: string | null
  competency_level: number | null
  is_archived: boolean
}

export const signCheckOff = plainAction({
  name: 'training.sign_check_off',
  summary:
    'Sign what was seen of somebody, criterion by criterion, with one’s name and a fresh proof of who one is. It becomes a line of learning.',
  path: '/api/training/check-offs',
  input: Body({
    rubric_id: Id,
    version: Type.Integer({ minimum: 1, description: 'The version that was seen.' }),
    person_id: Id,
    levels: Type.Array(Type.Integer({ minimum: 1, maximum: 6 }), {
      maxItems: criteria_max,
      description: 'The level that was seen, for each criterion.',
    }),
    evidence: Type.Optional(Text(1000, { description: 'What was seen; never about a patient.' })),
    signature: { ...Line(200), description: 'The name of whoever signs, as they are called here.' },
  }),
  output: Type.Object({ id: Id, record_id: Id, is_passed: Type.Boolean() }),
  needsStepUp: true,
  permits: records,
  run: async ({ app, tx, actor, input, now }) => {
    const personId = input.person_id.toLowerCase()
    if (personId === actor.personId)
      throw invalid('#/person_id', 'Nobody assesses themselves. Choose somebody else.')
    await requireStaff(tx, '#/person_id', [personId])
    const rubric = await rubricOf(tx, input.rubric_id)
    if (rubric.version !== input.version)
      throw conflict('This rubric was changed in the meantime. Look at it again before you sign.')
    requireWhole(rubric, input.levels)
    await requireName(tx, actor.personId, input.signature)
    await requireNoPatient({ app, tx, now }, { '#/evidence': input.evidence })
    const isPassed = rubric.criteria.every(({ level }, index) => (input.levels[index] ?? 0) >= level)
    const id = newId()
    const recordId = await learn(tx, rubric, {
      ...input,
      personId,
      assessorId: actor.personId,
      isPassed,
      now,
    })
    tx.send(
      raw(
        `insert into training.check_off (org_id, id, rubric_id, version, person_id, assessor_id, levels, is_passed, signature, signed_at, record_id)
         values ($1,$2,$3,$4,$5,$6,$7,$8,$9,$10,$11)`,
        [
          tx.orgId,
          id,
          input.rubric_id,
          rubric.version,
          personId,
          actor.personId,
          input.levels,
          isPassed,
          input.signature.trim(),
          now,
          recordId,
        ],
      ),
    )
    return {
      result: { id, record_id: recordId, is_passed: isPassed },
      audit: { check_off: id, record: recordId, person: personId, is_passed: isPassed },
    }
  },
})

async function rubricOf(tx: Tx, id: string): Promise<Rubric> {
  const found = await tx.maybe(
    raw<Rubric>(
      `select v.version, v.title, v.levels, v.criteria, v.competency_id, v.competency_level, r.archived_at is not null as is_archived
       from training.rubric r join training.rubric_version v on v.org_id = r.org_id and v.rubric_id = r.id
       where r.org_id = $1 and r.id = $2 order by v.version desc limit 1`,
      [tx.orgId, id],
    ),
  )
  if (!found) throw notFound('This rubric')
  if (found.is_archived) throw conflict('Nobody is checked off by this rubric any more. Choose another one.')
  return found
}

function requireWhole({ criteria, levels }: Rubric, seen: readonly number[]): void {
  if (seen.length !== criteria.length || seen.some((level) => level > levels.length))
    throw invalid('#/levels', 'Say of each criterion which level you have seen.')
}

/** The name is written by hand, so that nobody signs by a click alone. */
async function requireName(tx: Tx, personId: string, signature: string): Promise<void> {
  const { name } = await tx.one(
    raw<{ name: string }>('select name from core.person where org_id = $1 and id = $2', [tx.orgId, personId]),
  )
  const plain = (text: string) => text.normalize('NFKC').trim().replaceAll(/\s+/g, ' ').toLowerCase()
  if (plain(signature) !== plain(name))
    throw invalid('#/signature', 'Sign with your own name, as it stands in the directory.')
}

/** A line of learning: passed when each criterion reached its level. The score is the share that did. */
async function learn(
  tx: Tx,
  { title, version, criteria, competency_id, competency_level }: Rubric,
  of: {
    personId: string
    assessorId: string
    levels: readonly number[]
    evidence?: string
    signature: string
    isPassed: boolean
    now: string
  },
): Promise<string> {
  const reached = criteria.filter(({ level }, index) => (of.levels[index] ?? 0) >= level).length
  const evidence = of.evidence?.trim()
  const [id = ''] = storeLines(tx, { personId: of.assessorId, now: of.now }, [
    {
      personId: of.personId,
      verb: of.isPassed ? 'passed' : 'failed',
      origin: 'observed',
      happenedOn: await todayOf(tx, of.now),
      scorePercent: percentOf(reached, criteria.length),
      assessorId: of.assessorId,
      words: {
        title,
        version: String(version),
        assessor: of.signature.trim(),
        ...(evidence ? { evidence } : {}),
      },
      grants:
        competency_id === null || competency_level === null
          ? []
          : [{ competencyId: competency_id, level: competency_level }],
    },
  ])
  return id
}

type Row = {
  id: string
  title: string
  version: number
  person_id: string
  person: string
  signature: string
  signed_at: string
  is_passed: boolean
  is_revoked: boolean
  record_id: string
  criteria: { text: string; level: number; seen: number }[]
  levels: string[]
}

export const checkOffs = reader({
  name: 'training.check_offs',
  summary: `Signed check-offs, the newest ${rows_max}: of oneself and those whom one leads, or of all.`,
  path: '/api/training/check-offs',
  query: Body({ person: Type.Optional(Id), rubric: Type.Optional(Id) }),
  output: Type.Object({
    rows: Type.Array(
      Type.Object({
        id: Id,
        title: Type.String(),
        version: Type.Integer(),
        person_id: Id,
        person: Type.String(),
        signature: Type.String({ description: 'Who saw and signed it.' }),
        signed_at: Time,
        is_passed: Type.Boolean(),
        is_revoked: Type.Boolean({ description: 'It was taken back by another line of learning.' }),
        record_id: Id,
        levels: Type.Array(Type.String()),
        criteria: Type.Array(
          Type.Object({ text: Type.String(), level: Type.Integer(), seen: Type.Integer() }),
        ),
      }),
    ),
  }),
  permits: readsOwn,
  run: async ({ tx, actor, query }) => ({
    rows: await tx.all(
      sql<Row>`select o.id, v.title, o.version, o.person_id, p.name as person, o.signature, o.signed_at, o.is_passed, o.record_id, v.levels,
          exists (select from training.learning_record l where l.org_id = o.org_id and l.revokes_id = o.record_id) as is_revoked,
          (select json_agg(json_build_object('text', c.value->>'text', 'level', (c.value->>'level')::int, 'seen', o.levels[c.ordinality]) order by c.ordinality)
           from jsonb_array_elements(v.criteria) with ordinality c) as criteria
        from training.check_off o join training.rubric_version v on v.org_id = o.org_id and v.rubric_id = o.rubric_id and v.version = o.version
          join core.person p on p.org_id = o.org_id and p.id = o.person_id
        where o.org_id = ${tx.orgId} and ${readable(actor, sql`o.person_id`)}
          and (${query.person ?? null}::uuid is null or o.person_id = ${query.person ?? null})
          and (${query.rubric ?? null}::uuid is null or o.rubric_id = ${query.rubric ?? null})
        order by o.signed_at desc, o.id limit ${rows_max}`,
    ),
  }),
})
