/** What the people of the demo hospital made of their desk: saved and shared views, and whom they follow. */
import { insertView, type SavedView } from '../../../core/views/saved-view.ts'
import { raw, type Tx } from '../../../platform/db/transaction.ts'
import { newId } from '../../../platform/id/id.ts'

type Ids = Readonly<Record<'person' | 'team' | 'category' | 'place', ReadonlyMap<string, string>>>
type DemoView = Pick<SavedView, 'name' | 'filter' | 'is_shared'> &
  Partial<Pick<SavedView, 'sort' | 'columns'>>

function viewsOf(ids: Ids): Record<string, DemoView[]> {
  const team = (key: string) => [ids.team.get(key)].filter((id) => id !== undefined)
  return {
    'denise-kowalczyk': [
      {
        name: 'Desk: late or critical',
        filter: { view: 'overdue', team: team('service-desk') },
        is_shared: true,
        sort: 'due',
        columns: ['number', 'title:340', 'due_at', 'owner', 'priority', 'requester', 'place'],
      },
      { name: 'Nobody has it', filter: { view: 'unassigned', priority: [1, 2] }, is_shared: true },
      { name: 'Resolved, not yet closed', filter: { view: 'all', state: ['resolved'] }, is_shared: false },
    ],
    'sam-okafor': [
      {
        name: 'Waiting for the requester',
        filter: { view: 'mine', state: ['waiting_on_requester'] },
        is_shared: false,
        columns: ['number', 'title', 'requester', 'last_word_at', 'created_at'],
      },
      { name: 'Labels and wristbands', filter: { view: 'open', q: 'label' }, is_shared: false },
    ],
    'marcus-delacroix': [
      {
        name: 'Clinical Applications, oldest first',
        filter: { view: 'open', team: team('clinical-apps') },
        is_shared: false,
        sort: 'created',
      },
    ],
  }
}

/** Sends the statements that write views, watchers and participants; the tickets stand already. */
export function seedFollowing(tx: Tx, ids: Ids, at: Date): void {
  const now = at.toISOString()
  for (const [key, views] of Object.entries(viewsOf(ids))) {
    const ownerId = ids.person.get(key)
    if (ownerId === undefined) continue
    views.forEach((view, position) => {
      const id = newId()
      const whole = { sort: null, columns: [], is_reversed: false, ...view }
      tx.send(insertView(tx.orgId, { id, kind: 'ticket', ...whole, position, ownerId, now }))
      if (view.is_shared)
        tx.send(
          raw('update core.saved_view set is_shared = true where org_id = $1 and id = $2', [tx.orgId, id]),
        )
    })
  }
  follow(tx, ids.person.get('denise-kowalczyk'), now, 'priority <= 2 and owner_id <> $2', 8, false)
  follow(tx, ids.person.get('sam-okafor'), now, 'owner_id <> $2 and requester_id <> $2', 5, false)
  // A ticket of a colleague that concerns her as well.
  follow(tx, ids.person.get('maria-delgado'), now, 'requester_id <> $2 and priority <= 3', 2, true)
}

function follow(
  tx: Tx,
  personId: string | undefined,
  now: string,
  condition: string,
  count: number,
  isParticipant: boolean,
): void {
  if (personId === undefined) return
  tx.send(
    raw(
      `insert into core.watcher (org_id, record_id, person_id, is_participant, created_at)
       select org_id, id, $2, $3, $4 from core.record
       where org_id = $1 and kind = 'ticket' and category <> 'done' and ${condition} order by created_at desc, id limit ${count}
       on conflict do nothing`,
      [tx.orgId, personId, isParticipant, now],
    ),
  )
}
