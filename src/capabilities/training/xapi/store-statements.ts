/** Keeps statements: each once, none changed, and what they tell of learning among what was learned. */
import { isDeepStrictEqual } from 'node:util'
import type { App } from '../../../core/app.ts'
import { raw, type Tx } from '../../../platform/db/transaction.ts'
import { conflict, forbidden, invalid, Problem } from '../../../platform/http/problem.ts'
import { newId } from '../../../platform/id/id.ts'
import type { Launch } from '../packages/launch.ts'
import { noteProgress } from '../packages/progress.ts'
import { countTime } from '../packages/time.ts'
import { lockRevoking, storeLines } from '../records/store.ts'
import { lockReckoning } from '../requirements/reckon.ts'
import { todayOf } from '../today.ts'
import { type Statement, voided } from './check-statement.ts'
import { durationMinutes, timeOf } from './grammar.ts'
import { lineOf, outcomeOf, percentOf } from './learned.ts'
import { peopleOf } from './people.ts'
import { wordsOf } from './words-of.ts'

/** Who sends: somebody who may write down learning, or a person in the unit that was opened. */
export type Sender = {
  orgId: string
  personId: string
  address: string | null
  launch?: Pick<Launch, 'registrationId' | 'personId' | 'unitId' | 'sessionId'>
}
export type Writing = { app: App; tx: Tx; sender: Sender; now: string; site: string }

type Stored = Statement & { id: string }

/** Stores them all or none; answers their ids. What is there already, and says the same, is not stored again. */
export async function storeStatements(writing: Writing, given: readonly Statement[]): Promise<string[]> {
  const { tx, sender, now, site } = writing
  const statements = given.map((each) => completed(each, now, site))
  const ids = statements.map(({ id }) => id)
  if (new Set(ids).size < ids.length) throw refusal('#/id', 'Two of these statements have the same id.')
  // Of one that comes while it is voided, one or the other has to see the other.
  if (!sender.launch && statements.some((each) => each.verb.id === voided || outcomeOf(each)))
    lockReckoning(tx)
  const people = await peopleOf(tx, statements, site)
  for (const [index, each] of statements.entries()) await requireRight(writing, each, people[index])
  const fresh = new Set(
    (
      await tx.all(
        raw<{ id: string }>(
          `insert into training.statement (org_id, id, person_id, registration_id, verb, activity, voids_id, sent_by, stored_at)
           select $1, id, person_id, $2, verb, activity, voids_id, $3, $4
           from json_to_recordset($5::json) as each (id uuid, person_id uuid, verb text, activity text, voids_id uuid)
           on conflict do nothing returning id`,
          [
            tx.orgId,
            sender.launch?.registrationId ?? null,
            sender.personId,
            now,
            JSON.stringify(statements.map((each, index) => rowOf(each, people[index]))),
          ],
        ),
      )
    ).map(({ id }) => id),
  )
  const added = statements.filter(({ id }) => fresh.has(id))
  tx.send(
    raw(
      `insert into training.statement_words (org_id, statement_id, document)
       select $1, (each->>'id')::uuid, each from jsonb_array_elements($2::jsonb) as each`,
      [tx.orgId, JSON.stringify(added)],
    ),
  )
  await requireSame(
    tx,
    given,
    ids.filter((id) => !fresh.has(id)),
    ids,
  )
  await learnFrom(writing, statements, people, fresh)
  return ids
}

/** A refusal as the specification wants it: 400. */
export function refusal(pointer: string, detail: string): Problem {
  return new Problem(400, 'invalid-statement', 'This statement was not taken', detail, {
    errors: [{ pointer, detail }],
  })
}

function completed(given: Statement, now: string, site: string): Stored {
  return {
    ...given,
    id: (given.id ?? newId()).toLowerCase(),
    timestamp: given.timestamp ?? now,
    stored: now,
    version: '1.0.0',
    authority: { objectType: 'Agent', account: { homePage: site, name: 'wardline' } },
  }
}

function rowOf(statement: Stored, personId: string | undefined): object {
  const { object, verb } = statement
  const isActivity = (object.objectType ?? 'Activity') === 'Activity'
  return {
    id: statement.id,
    person_id: personId,
    verb: verb.id,
    activity: isActivity ? object.id : null,
    voids_id: verb.id === voided ? object.id : null,
  }
}

/** Refuses what tells of a patient, what somebody says of themselves or of others in their own unit, and voiding that makes no sense. */
async function requireRight(
  { app, tx, sender, now }: Writing,
  statement: Stored,
  personId: string | undefined,
): Promise<void> {
  const { launch } = sender
  if (launch && personId !== launch.personId)
    throw forbidden('Who opened this writes statements of themselves alone.')
  const registration = statement.context?.registration?.toLowerCase()
  if (launch && registration !== undefined && registration !== launch.registrationId)
    throw forbidden('Who opened this writes statements of what they opened alone.')
  if (!launch && personId === sender.personId)
    throw forbidden('Nobody writes down their own learning. Ask a colleague.')
  const words = wordsOf(statement).join('\n')
  if (words && (await app.registry.guard?.isSuspect(tx, words, now)))
    throw refusal(
      '#',
      'This looks as if it told of a patient. A statement says what was learned, and never about whom.',
    )
  if (statement.verb.id !== voided) return
  if (launch) throw forbidden('What was opened takes no statements back.')
  const target = await tx.maybe(
    raw<{ voids_id: string | null }>(
      'select voids_id from training.statement where org_id = $1 and id = $2',
      [tx.orgId, statement.object.id],
    ),
  )
  if (target && target.voids_id !== null) throw refusal('#/object/id', 'What takes another one back stays.')
}

/** What has an id that is known says what was said with it before. */
async function requireSame(
  tx: Tx,
  given: readonly Statement[],
  known: string[],
  ids: string[],
): Promise<void> {
  if (known.length === 0) return
  const before = await tx.all(
    raw<{ statement_id: string; document: Statement }>(
      'select statement_id, document from training.statement_words where org_id = $1 and statement_id = any($2::uuid[])',
      [tx.orgId, known],
    ),
  )
  for (const id of known) {
    const said = before.find(({ statement_id }) => statement_id === id)?.document
    const again = given[ids.indexOf(id)]
    if (!said || !again || !isDeepStrictEqual(essence(said, again), essence(again, again)))
      throw conflict('Another statement with this id was stored before. Statements are never changed.')
  }
}

/** Without what is set here, and without the time when the sender gave none. */
function essence(statement: Statement, given: Statement): unknown {
  const { id: _id, stored: _stored, authority: _authority, version: _version, timestamp, ...rest } = statement
  return given.timestamp === undefined ? rest : { ...rest, timestamp }
}

/** Lines of learning from statements of others; those of a unit count with its package, see packages/progress.ts. */
async function learnFrom(
  { tx, sender, now }: Writing,
  statements: readonly Stored[],
  people: readonly (string | undefined)[],
  fresh: ReadonlySet<string>,
): Promise<void> {
  if (sender.launch)
    return noteUnit(
      tx,
      sender.launch,
      statements.filter(({ id }) => fresh.has(id)),
      now,
    )
  const today = await todayOf(tx, now)
  const days = await daysOf(tx, statements, today)
  const gone = await voidedOf(tx, [...fresh])
  const lines = statements.flatMap((statement, index) => {
    const personId = people[index]
    const counts = fresh.has(statement.id) && !gone.has(statement.id)
    const line = counts && personId ? lineOf(statement, personId, days[index] ?? today) : undefined
    return line ? [line] : []
  })
  if (lines.length > 0) storeLines(tx, { personId: sender.personId, now }, lines)
  const taken = statements.filter(({ id, verb }) => fresh.has(id) && verb.id === voided)
  for (const { object } of taken) await takeBack(tx, sender.personId, object.id ?? '', { now, today })
}

/** Which of these were voided, be it before they came. */
async function voidedOf(tx: Tx, ids: readonly string[]): Promise<Set<string>> {
  const rows = await tx.all(
    raw<{ voids_id: string }>(
      'select voids_id from training.statement where org_id = $1 and voids_id = any($2::uuid[])',
      [tx.orgId, ids],
    ),
  )
  return new Set(rows.map(({ voids_id }) => voids_id))
}

/** The days on which they were, as the organization counts them; a clock that runs ahead has learned nothing later than today. */
async function daysOf(tx: Tx, statements: readonly Stored[], today: string): Promise<string[]> {
  const times = statements.map(({ timestamp = '' }) => timeOf(timestamp) ?? 0)
  const rows = await tx.all(
    raw<{ day: string }>(
      `select to_char(to_timestamp(each.ms / 1000) at time zone o.time_zone, 'YYYY-MM-DD') as day
       from unnest($2::float8[]) with ordinality as each (ms, place) join core.organization o on o.id = $1 order by each.place`,
      [tx.orgId, times],
    ),
  )
  return rows.map(({ day }, index) => (day > today || (times[index] ?? 0) < earliest_ms ? today : day))
}
const earliest_ms = Date.UTC(1900, 0, 1)

/** What the statements of an opened unit say of this unit itself. */
async function noteUnit(
  tx: Tx,
  launch: NonNullable<Sender['launch']>,
  statements: readonly Stored[],
  now: string,
): Promise<void> {
  for (const statement of statements) {
    const outcome = outcomeOf(statement)
    if (statement.object.id !== activityOf(launch.unitId)) continue
    const minutes = durationMinutes(statement.result?.duration ?? '')
    const seconds = minutes === undefined ? 0 : await countTime(tx, launch, minutes * 60, now)
    if (!outcome && seconds === 0) continue
    const percent = percentOf(statement)
    await noteProgress(
      tx,
      launch,
      {
        reached: () => ({
          ...(outcome === 'completed' ? { isCompleted: true } : outcome ? { success: outcome } : {}),
          ...(percent === undefined || !outcome ? {} : { scorePercent: percent }),
        }),
        seconds,
      },
      now,
    )
  }
}

/** How a unit is named in statements about it. */
export const activityOf = (unitId: string) => `urn:uuid:${unitId}`

/** What was learned by a statement counts no more when that is voided. */
async function takeBack(
  tx: Tx,
  by: string,
  id: string,
  { now, today }: { now: string; today: string },
): Promise<void> {
  const line = await tx.maybe(
    raw<{ id: string; person_id: string; owner_id: string }>(
      `select l.id, l.person_id, coalesce(p.merged_into_id, p.id) as owner_id from training.learning_record l
         join core.person p on p.org_id = l.org_id and p.id = l.person_id
         join training.imported_line i on i.org_id = l.org_id and i.line_id = l.id
       where l.org_id = $1 and i.line_hash = sha256(convert_to('statement ' || $2, 'UTF8'))
         and not exists (select from training.learning_record v where v.org_id = $1 and v.revokes_id = l.id)`,
      [tx.orgId, id.toLowerCase()],
    ),
  )
  if (!line) return
  if (line.owner_id === by)
    throw invalid('#/object/id', 'Nobody takes back their own learning. Ask a colleague.')
  lockRevoking(tx, line.id)
  const other = await tx.maybe(
    raw('select id from training.learning_record where org_id = $1 and revokes_id = $2', [tx.orgId, line.id]),
  )
  if (other) return
  storeLines(tx, { personId: by, now }, [
    {
      personId: line.person_id,
      verb: 'revoked',
      origin: 'statement',
      happenedOn: today,
      revokesId: line.id,
      words: {},
      grants: [],
    },
  ])
}
