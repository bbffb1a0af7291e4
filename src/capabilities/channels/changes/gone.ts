/**
 * Which lines took a record out of the reader's sight. Nothing is remembered of what a program was told: the record is
 * put back, line by line, to how it was before, and the gate is asked whether the reader saw it then.
 */
import { sql } from 'kysely'
import { type Actor, may } from '../../../core/actor.ts'
import type { RecordRow } from '../../../core/records/record.ts'
import { isNamed } from '../../../core/records/restriction.ts'
import { isRequesterOfTeam, seesInside } from '../../../core/records/visible.ts'
import type { Line } from './lines.ts'

const columns = ['restriction', 'team_id', 'owner_id', 'requester_id', 'audience'] as const
type Sight = Pick<RecordRow, 'id' | 'kind' | (typeof columns)[number]> & { is_participant: boolean }
type Earlier = { record_id: string; id: string; changes: Partial<Record<string, [unknown, unknown]>> }

/** The records as they are, for the decision alone: nothing of them is answered. */
export function sightOfRecords(actor: Actor, ids: readonly string[]) {
  return sql<Sight>`select r.id, r.kind, r.restriction, r.team_id, r.owner_id, r.requester_id, r.audience,
      exists (select from core.watcher w where w.org_id = r.org_id and w.record_id = r.id and w.person_id = ${actor.personId} and w.is_participant) as is_participant
    from core.record r where r.org_id = ${actor.orgId} and r.id = any(${ids}::uuid[])`
}

/** What changed their sight since the first of these lines, the last change first. */
export function sightChangesSince(orgId: string, lines: readonly Line[]) {
  const since = lines.map(({ record_id, at }) => ({ record_id, at }))
  return sql<Earlier>`select e.record_id, e.id, e.data -> 'changes' as changes
    from (select record_id, min(at) as at from json_to_recordset(${JSON.stringify(since)}::json) as s (record_id uuid, at timestamptz) group by record_id) s
      cross join lateral (select e.record_id, e.at, e.id, e.data from core.event e
        where e.org_id = ${orgId} and e.record_id = s.record_id and e.at >= s.at
          and (e.data -> 'changes' ?| ${columns as unknown as string[]}::text[] or e.id = any(${lines.map(({ id }) => id)}::uuid[]))) e
    order by e.record_id, e.at desc, e.id desc`
}

/** The ids of those lines before which the actor saw the record. */
export function tookSight(
  actor: Actor,
  lines: readonly Line[],
  records: readonly Sight[],
  changes: readonly Earlier[],
): Set<string> {
  const asked = new Map(lines.map((line) => [line.id, line]))
  const taken = new Set<string>()
  for (const record of records) {
    let before = record
    for (const { id, changes: told } of changes.filter(({ record_id }) => record_id === record.id)) {
      before = undone(before, told)
      const line = asked.get(id)
      // Who was taken off was a participant until then.
      if (line?.is_mine) before = { ...before, is_participant: line.action !== 'tickets.merged_in' }
      if (line && sawIt(actor, before)) taken.add(id)
    }
  }
  return taken
}

function undone(record: Sight, changes: Earlier['changes'] | null): Sight {
  const former = columns.flatMap((column) => {
    const change = changes?.[column]
    return change ? [[column, change[0]] as const] : []
  })
  return { ...record, ...Object.fromEntries(former) }
}

function sawIt(actor: Actor, record: Sight): boolean {
  if (seesInside(actor, record)) return true
  if (record.restriction !== null) return isNamed(actor, record) || isRequesterOfTeam(actor.personId, record)
  if (record.audience === 'staff' || record.audience === 'public') return true
  if (record.audience === 'internal' && record.kind === 'article' && may(actor, 'knowledge.read_internal'))
    return true
  return record.requester_id === actor.personId || record.is_participant
}
