/** Admissions and reasons in the database, and the news of them. */
import { sql } from 'kysely'
import type { Changes } from '../../core/action.ts'
import type { Actor } from '../../core/actor.ts'
import type { App } from '../../core/app.ts'
import { complete } from '../../core/execute.ts'
import { candidates, sideSeenBy } from '../../core/notifications/recipients.ts'
import { tellPermissions } from '../../core/people/store.ts'
import type { RecordRow } from '../../core/records/record.ts'
import { type Raw, raw, type Tx } from '../../platform/db/transaction.ts'
import { conflict, invalid } from '../../platform/http/problem.ts'
import { newId } from '../../platform/id/id.ts'

export type Writing = { app: App; tx: Tx; actor: Actor; now: string }
export type Whom = { person_id: string | null; team_id: string | null }

// Each session carries the records to which its person is let in.
const held_max = 1_000

/** Lets somebody in; answers the id of the admission. */
export async function admit(
  { tx, actor, now }: Pick<Writing, 'tx' | 'actor' | 'now'>,
  recordId: string,
  whom: Whom,
  way: 'named' | 'granted' | 'glass',
  until: string | null,
): Promise<string> {
  const { held } = await tx.one(
    sql<{
      held: number
    }>`select count(*)::int as held from core.admission d where d.org_id = ${tx.orgId} and d.ended_at is null and (d.until is null or d.until > ${now})
      and (d.person_id = ${whom.person_id} or d.team_id = ${whom.team_id})`,
  )
  if (held >= held_max)
    throw conflict(
      `This person or team is let in to ${held_max} restricted records already. Take some of them back first.`,
    )
  const id = newId()
  tx.send(
    raw(
      'insert into core.admission (org_id, id, record_id, person_id, team_id, way, given_by_id, given_at, until) values ($1,$2,$3,$4,$5,$6,$7,$8,$9)',
      [tx.orgId, id, recordId, whom.person_id, whom.team_id, way, actor.personId, now, until],
    ),
  )
  return id
}

/** The statement that keeps why. */
export function keepReason(
  { tx, actor, now }: Pick<Writing, 'tx' | 'actor' | 'now'>,
  of: { recordId: string; admissionId?: string; level?: string | null; body: string },
): Raw<unknown> {
  return raw(
    'insert into restriction.reason (org_id, id, record_id, admission_id, level, by_id, at, body) values ($1,$2,$3,$4,$5,$6,$7,$8)',
    [
      tx.orgId,
      newId(),
      of.recordId,
      of.admissionId ?? null,
      of.level ?? null,
      actor.personId,
      now,
      of.body.trim(),
    ],
  )
}

/** Refuses people and teams that are not there any more; `pointer` names the field. */
export async function requireThere(
  tx: Tx,
  people: readonly string[],
  teams: readonly string[],
  pointers: readonly [people: string, teams: string],
): Promise<void> {
  const [knownPeople, knownTeams] = await tx.many(
    sql<{
      id: string
    }>`select id from core.person where org_id = ${tx.orgId} and id = any(${people}::uuid[]) and is_active and kind <> 'service'`,
    sql<{
      id: string
    }>`select id from core.team where org_id = ${tx.orgId} and id = any(${teams}::uuid[]) and archived_at is null`,
  )
  if (knownPeople.length < new Set(people).size)
    throw invalid(pointers[0], 'Somebody of these is not here any more. Choose people who are.')
  if (knownTeams.length < new Set(teams).size)
    throw invalid(pointers[1], 'A team of these is not there any more. Choose teams that are.')
}

/** Those of the named people and of the teams' members who see nothing of the record until now. */
export async function newcomers(
  { tx, now }: Writing,
  record: RecordRow,
  people: readonly string[],
  teams: readonly string[],
): Promise<string[]> {
  if (people.length + teams.length === 0) return []
  const members = await tx.all(
    raw<{ person_id: string }>(
      'select distinct person_id from core.team_member where org_id = $1 and team_id = any($2::uuid[])',
      [tx.orgId, teams],
    ),
  )
  const named = new Set([...people, ...members.map(({ person_id }) => person_id)])
  const found = await tx.all(candidates(tx.orgId, record.id, [...named], now))
  return found
    .filter((person) => named.has(person.id) && sideSeenBy(person, record) === undefined)
    .map(({ id }) => id)
}

/** Stores the change on the record and tells it inside; sessions read at once what is open to them now. */
export async function change(
  writing: Writing,
  name: string,
  record: RecordRow,
  changes: Changes,
  facts: Record<string, unknown>,
): Promise<RecordRow> {
  const life = writing.app.registry.lifecycles.get(record.kind)
  if (!life) throw new Error(`There is no lifecycle of ${record.kind}.`)
  tellPermissions(writing.app, writing.tx)
  return complete(writing, { name, life }, record, { changes, facts, isInternal: true })
}
