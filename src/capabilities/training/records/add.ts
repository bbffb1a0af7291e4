/** Writing down what somebody learned, and taking back what turned out wrong. */
import { type Static, Type } from 'typebox'
import { type Context, plainAction } from '../../../core/action.ts'
import { raw, type Tx } from '../../../platform/db/transaction.ts'
import { conflict, forbidden, invalid, notFound } from '../../../platform/http/problem.ts'
import { Body, Id, Line, OneOf, Text } from '../../../platform/http/schema.ts'
import { records } from '../policy.ts'
import { reckonAgain } from '../requirements/reckon.ts'
import { requireYear, todayOf } from '../today.ts'
import { linkAsRead, requireNoPatient } from '../words.ts'
import { removeEvidence, requireUnheldPerson, requireUploaded, storeEvidence } from './evidence.ts'
import { forgetImport, type Grant, lockRevoking, type NewLine, storeLines } from './store.ts'

const grants_max = 50
const link_length_max = 500
export const files_max = 10

export const Shown = Type.Array(
  Body({ competency_id: Id, level: Type.Integer({ minimum: 1, maximum: 10 }) }),
  { maxItems: grants_max, description: 'What it shows.' },
)

const Input = Body({
  person_id: Id,
  verb: OneOf(['completed', 'passed', 'failed', 'attempted']),
  origin: OneOf(['observed', 'prior', 'outside']),
  happened_on: Type.String({ format: 'date' }),
  competencies: Type.Optional(Shown),
  score_percent: Type.Optional(Type.Number({ minimum: 0, maximum: 100 })),
  duration_minutes: Type.Optional(Type.Integer({ minimum: 0, maximum: 100_000 })),
  assessor_id: Type.Optional(Id),
  title: Type.Optional({ ...Line(200), description: 'What it was.' }),
  version: Type.Optional({ ...Line(60), description: 'Which version of it, or of what it taught.' }),
  provider: Type.Optional(Line(200)),
  assessor: Type.Optional({ ...Line(200), description: 'Who saw it, when nobody of this organization.' }),
  evidence: Type.Optional(Text(1000, { description: 'What proves it; never about a patient.' })),
  evidence_link: Type.Optional(Type.String({ maxLength: link_length_max })),
  file_ids: Type.Optional(
    Type.Array(Id, {
      maxItems: files_max,
      uniqueItems: true,
      description: 'Files that prove it, uploaded just now.',
    }),
  ),
})
type Input = Static<typeof Input>

export const addRecord = plainAction({
  name: 'training.record',
  summary:
    'Write down what somebody learned: an observed check-off, or what was learned before or elsewhere, with its evidence. A renewal is another line.',
  path: '/api/training/records',
  input: Input,
  output: Type.Object({ id: Id }),
  permits: records,
  run: async (context) => {
    const { tx, actor, input, now } = context
    await requireRight(context)
    const grants = await grantsOf(tx, input)
    const [id = ''] = storeLines(tx, { personId: actor.personId, now }, [
      {
        personId: input.person_id,
        verb: input.verb,
        origin: input.origin,
        happenedOn: input.happened_on,
        ...(input.score_percent === undefined ? {} : { scorePercent: input.score_percent }),
        ...(input.duration_minutes === undefined ? {} : { durationMinutes: input.duration_minutes }),
        ...(input.assessor_id === undefined ? {} : { assessorId: input.assessor_id }),
        words: wordsOf(input),
        grants,
      },
    ])
    storeEvidence(tx, id, input.person_id, input.file_ids ?? [])
    return {
      result: { id },
      audit: { record: id, person: input.person_id, verb: input.verb, origin: input.origin },
    }
  },
})

const isSaid = (text: string | undefined) => Boolean(text?.trim())

/** What is said beside the line, without what is empty. */
function wordsOf(input: Input): NewLine['words'] {
  const { title, version, provider, assessor, evidence, evidence_link: evidenceLink } = input
  const said = Object.entries({ title, version, provider, assessor, evidence, evidenceLink })
  return Object.fromEntries(said.flatMap(([key, text]) => (text?.trim() ? [[key, text.trim()]] : [])))
}

async function requireRight({ app, tx, actor, input, now }: Context<Input>): Promise<void> {
  requireYear('#/happened_on', input.happened_on)
  if (input.happened_on > (await todayOf(tx, now)))
    throw invalid('#/happened_on', 'This day has not come yet. Write it down when it was.')
  if (input.origin === 'observed' && input.assessor_id === undefined)
    throw invalid('#/assessor_id', 'Say who observed it.')
  if (input.assessor_id?.toLowerCase() === input.person_id.toLowerCase())
    throw invalid('#/assessor_id', 'Nobody assesses themselves. Choose somebody else.')
  if (input.person_id.toLowerCase() === actor.personId)
    throw invalid('#/person_id', 'Nobody writes down their own learning. Ask a colleague.')
  const isElsewhere = input.origin === 'prior' || input.origin === 'outside'
  if (isElsewhere && !isSaid(input.title)) throw invalid('#/title', 'Say what it was.')
  const hasFile = (input.file_ids ?? []).length > 0
  if (isElsewhere && !isSaid(input.evidence) && !isSaid(input.evidence_link) && !hasFile)
    throw invalid('#/evidence', 'Say what proves it, add a file, or give the address of the evidence.')
  requireLink(input.evidence_link)
  await requireNoPatient(
    { app, tx, now },
    {
      '#/title': input.title,
      '#/version': input.version,
      '#/provider': input.provider,
      '#/assessor': input.assessor,
      '#/evidence': input.evidence,
      '#/evidence_link': input.evidence_link && linkAsRead(input.evidence_link),
    },
  )
  await requirePeople(tx, input)
  await requireUploaded(tx, actor, input.file_ids ?? [])
}

export function requireLink(link: string | undefined): void {
  if (!isSaid(link)) return
  if (!URL.canParse(link ?? '') || new URL(link ?? '').protocol !== 'https:')
    throw invalid('#/evidence_link', 'Give the whole address, beginning with https://.')
}

async function requirePeople(tx: Tx, { person_id, assessor_id }: Input): Promise<void> {
  const found = await tx.all(
    raw<{ id: string }>(
      "select id from core.person where org_id = $1 and id = any($2::uuid[]) and merged_into_id is null and kind <> 'service'",
      [tx.orgId, [person_id, ...(assessor_id ? [assessor_id] : [])]],
    ),
  )
  const isKnown = (id: string) => found.some((person) => person.id === id.toLowerCase())
  if (!isKnown(person_id)) throw invalid('#/person_id', 'This person does not exist. Choose somebody else.')
  if (assessor_id && !isKnown(assessor_id))
    throw invalid('#/assessor_id', 'This person does not exist. Choose somebody else.')
}

/** Each competency once, at its highest level; refuses those that are not there. */
export async function grantsOf(tx: Tx, { competencies = [] }: Pick<Input, 'competencies'>): Promise<Grant[]> {
  const known = await tx.all(
    raw<{ id: string; levels: number }>(
      `select c.id, cardinality(f.levels) as levels from training.competency c join training.framework f on f.org_id = c.org_id and f.id = c.framework_id
       where c.org_id = $1 and c.id = any($2::uuid[])`,
      [tx.orgId, competencies.map((each) => each.competency_id)],
    ),
  )
  for (const [at, { competency_id, level }] of competencies.entries()) {
    const found = known.find(({ id }) => id === competency_id.toLowerCase())
    if (!found)
      throw invalid(
        `#/competencies/${at}/competency_id`,
        'This competency does not exist. Choose another one.',
      )
    if (level > found.levels)
      throw invalid(
        `#/competencies/${at}/level`,
        `Its framework has ${found.levels} levels. Choose one of them.`,
      )
  }
  const highest = new Map<string, number>()
  for (const { competency_id, level } of competencies) {
    const id = competency_id.toLowerCase()
    highest.set(id, Math.max(level, highest.get(id) ?? 0))
  }
  return [...highest].map(([competencyId, level]) => ({ competencyId, level }))
}

/** Whose the line (by its alias) is: that of a double is the person's it was merged into. */
const ownerOf = (line: string) =>
  `(select coalesce(o.merged_into_id, o.id) from core.person o where o.org_id = $1 and o.id = ${line}.person_id)`

type Revoked = {
  id: string
  owner_id: string
  verb: string
  is_revoked: boolean
  competency_ids: string[]
}

export const revokeRecord = plainAction({
  name: 'training.revoke',
  summary: 'Say that a line of learning counts no more. It stays, and another line says so.',
  path: '/api/training/records/:id/revoke',
  params: Body({ id: Id }),
  input: Body({ evidence: { ...Line(1000), description: 'Why; never about a patient.' } }),
  output: Type.Object({ id: Id }),
  permits: records,
  run: async ({ app, tx, actor, input, params, now }) => {
    lockRevoking(tx, params.id as string)
    const line = await tx.maybe(
      raw<Revoked>(
        `select l.id, ${ownerOf('l')} as owner_id, l.verb, exists (select from training.learning_record v where v.org_id = $1 and v.revokes_id = l.id) as is_revoked,
           array(select g.competency_id from training.learning_grant g where g.org_id = $1 and g.line_id = l.id) as competency_ids
         from training.learning_record l where l.org_id = $1 and l.id = $2`,
        [tx.orgId, params.id],
      ),
    )
    if (!line) throw notFound('This line')
    if (line.owner_id === actor.personId)
      throw forbidden('Nobody takes back their own learning. Ask a colleague.')
    if (line.verb === 'revoked') throw conflict('This line takes another one back. Write a new line instead.')
    if (line.is_revoked) throw conflict('This line counts no more already.')
    await requireNoPatient({ app, tx, now }, { '#/evidence': input.evidence })
    const [id = ''] = storeLines(tx, { personId: actor.personId, now }, [
      {
        personId: line.owner_id,
        verb: 'revoked',
        origin: 'observed',
        happenedOn: await todayOf(tx, now),
        revokesId: line.id,
        words: { evidence: input.evidence.trim() },
        grants: [],
      },
    ])
    forgetImport(tx, line.id)
    if (line.competency_ids.length > 0)
      reckonAgain(tx, { personIds: [line.owner_id], competencyIds: line.competency_ids })
    return { result: { id }, audit: { record: id, revokes: line.id, person: line.owner_id } }
  },
})

export const redactWords = plainAction({
  name: 'training.redact',
  summary: 'Take the words and the files beside a line of learning out for good. What was learned stays.',
  path: '/api/training/records/:id/redact',
  params: Body({ id: Id }),
  input: Type.Optional(Body({})),
  output: Type.Object({ id: Id }),
  permits: records,
  run: async ({ app, tx, actor, params, now }) => {
    const line = await tx.maybe(
      raw<{ owner_id: string }>(
        `select ${ownerOf('l')} as owner_id from training.learning_record l where l.org_id = $1 and l.id = $2`,
        [tx.orgId, params.id],
      ),
    )
    if (line?.owner_id === actor.personId)
      throw forbidden('Nobody takes words out of their own learning. Ask a colleague.')
    if (line) await requireUnheldPerson(tx, line.owner_id)
    const gone = await tx.all(
      raw<{ line_id: string }>(
        'delete from training.record_words where org_id = $1 and line_id = $2 returning line_id',
        [tx.orgId, params.id],
      ),
    )
    const by = { personId: actor.personId, now }
    const files = await removeEvidence(app, tx, params.id as string, by)
    if (gone.length + files === 0) throw notFound('These words')
    forgetImport(tx, params.id as string)
    return { result: { id: params.id as string }, audit: { record: params.id } }
  },
})
