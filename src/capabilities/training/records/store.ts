/** Adds lines to what was learned. Nothing here changes one: the application's login could not. */
import { raw, type Tx } from '../../../platform/db/transaction.ts'
import { newId } from '../../../platform/id/id.ts'
import { settleLater } from '../plans/settle-later.ts'
import { lockReckoning, reckonAgain } from '../requirements/reckon.ts'

export type Grant = { competencyId: string; level: number }
export type NewLine = {
  personId: string
  verb: 'completed' | 'passed' | 'failed' | 'attempted' | 'revoked'
  origin: 'observed' | 'prior' | 'outside' | 'import' | 'package' | 'statement' | 'quiz'
  happenedOn: string
  scorePercent?: number
  durationMinutes?: number
  assessorId?: string
  revokesId?: string
  lineHash?: Buffer
  words: {
    title?: string
    version?: string
    provider?: string
    assessor?: string
    evidence?: string
    evidenceLink?: string
  }
  grants: readonly Grant[]
}

const columns = `id uuid, person_id uuid, verb text, origin text, happened_on date, score_percent numeric,
  duration_minutes int, assessor_id uuid, revokes_id uuid`

/** Stores the lines, what they show, and the words beside them; folds what follows. Answers their ids. */
export function storeLines(
  tx: Tx,
  by: { personId: string; now: string },
  lines: readonly NewLine[],
): string[] {
  const rows = lines.map((line) => ({ id: newId(), line }))
  lockReckoning(tx)
  tx.send(
    raw(
      `insert into training.learning_record (org_id, id, person_id, verb, origin, happened_on, score_percent, duration_minutes, assessor_id, revokes_id, recorded_by, recorded_at)
       select $1, id, person_id, verb, origin, happened_on, score_percent, duration_minutes, assessor_id, revokes_id, $2, $3
       from json_to_recordset($4::json) as each (${columns})`,
      [tx.orgId, by.personId, by.now, JSON.stringify(rows.map(rowOf))],
    ),
  )
  const grants = rows.flatMap(({ id, line }) =>
    line.grants.map(({ competencyId, level }) => ({
      line_id: id,
      competency_id: competencyId,
      person_id: line.personId,
      // What was not passed shows that it was begun, and no more.
      level: line.verb === 'completed' || line.verb === 'passed' ? level : 0,
      achieved_on: line.happenedOn,
    })),
  )
  tx.send(
    raw(
      `insert into training.learning_grant (org_id, line_id, competency_id, person_id, level, achieved_on)
       select $1, line_id, competency_id, person_id, level, achieved_on
       from json_to_recordset($2::json) as each (line_id uuid, competency_id uuid, person_id uuid, level smallint, achieved_on date)`,
      [tx.orgId, JSON.stringify(grants)],
    ),
  )
  storeWords(tx, rows)
  if (grants.length > 0)
    reckonAgain(tx, {
      personIds: [...new Set(grants.map((grant) => grant.person_id))],
      competencyIds: [...new Set(grants.map((grant) => grant.competency_id))],
    })
  settleLater(
    tx,
    lines.map(({ personId }) => personId),
  )
  return rows.map(({ id }) => id)
}

type Row = { id: string; line: NewLine }

function storeWords(tx: Tx, rows: readonly Row[]): void {
  const words = rows.filter(({ line }) => Object.values(line.words).some(Boolean))
  tx.send(
    raw(
      `insert into training.record_words (org_id, line_id, person_id, title, version, provider, assessor, evidence, evidence_link)
       select $1, line_id, person_id, coalesce(title, ''), coalesce(version, ''), coalesce(provider, ''), coalesce(assessor, ''), coalesce(evidence, ''), evidence_link
       from json_to_recordset($2::json) as each (line_id uuid, person_id uuid, title text, version text, provider text, assessor text, evidence text, evidence_link text)`,
      [
        tx.orgId,
        JSON.stringify(
          words.map(
            ({
              id,
              line: {
                personId,
                words: { evidenceLink, ...said },
              },
            }) => ({ line_id: id, person_id: personId, ...said, evidence_link: evidenceLink }),
          ),
        ),
      ],
    ),
  )
  const imported = rows.flatMap(({ id, line: { lineHash, personId } }) =>
    lineHash ? [{ line_id: id, person_id: personId, line_hash: lineHash.toString('hex') }] : [],
  )
  if (imported.length === 0) return
  tx.send(
    raw(
      `insert into training.imported_line (org_id, line_hash, line_id, person_id)
       select $1, decode(line_hash, 'hex'), line_id, person_id from json_to_recordset($2::json) as each (line_id uuid, person_id uuid, line_hash text)`,
      [tx.orgId, JSON.stringify(imported)],
    ),
  )
}

/** The same line of a file may come again: this one was taken back, or lost its words. */
export function forgetImport(tx: Tx, id: string): void {
  tx.send(raw('delete from training.imported_line where org_id = $1 and line_id = $2', [tx.orgId, id]))
}

function rowOf({ id, line }: Row): object {
  return {
    id,
    person_id: line.personId,
    verb: line.verb,
    origin: line.origin,
    happened_on: line.happenedOn,
    score_percent: line.scorePercent,
    duration_minutes: line.durationMinutes,
    assessor_id: line.assessorId,
    revokes_id: line.revokesId,
  }
}

/** Of two who take a line back at once the second finds what the first wrote; lines are not locked by who may only add. */
export function lockRevoking(tx: Tx, lineId: string): void {
  tx.send(
    raw("select pg_advisory_xact_lock(hashtextextended('training.revoke ' || lower($1::text), 0))", [lineId]),
  )
}
