import { recordAction } from '../../../core/action.ts'
import { raw } from '../../../platform/db/transaction.ts'
import { conflict } from '../../../platform/http/problem.ts'
import { Body } from '../../../platform/http/schema.ts'
import { incidentLife } from '../lifecycle.ts'

/** Everybody who sees it may follow it instead of filing the same again. Nobody else learns of it. */
export const follow = recordAction({
  name: 'incidents.follow',
  summary: 'Hear of each update of a major incident.',
  life: incidentLife,
  input: Body({}),
  permits: () => true,
  run: async ({ tx, actor, record, now }) => {
    if (record.category === 'done') throw conflict('This is over. There is nothing more to hear of it.')
    tx.send(
      raw(
        'insert into core.watcher (org_id, record_id, person_id, is_participant, created_at) values ($1,$2,$3,false,$4) on conflict do nothing',
        [tx.orgId, record.id, actor.personId, now],
      ),
    )
    return { result: {}, isSilent: true, audit: {} }
  },
})

export const unfollow = recordAction({
  name: 'incidents.unfollow',
  summary: 'Hear no more of a major incident.',
  life: incidentLife,
  input: Body({}),
  permits: () => true,
  run: async ({ tx, actor, record }) => {
    tx.send(
      raw('delete from core.watcher where org_id = $1 and record_id = $2 and person_id = $3', [
        tx.orgId,
        record.id,
        actor.personId,
      ]),
    )
    return { result: {}, isSilent: true, audit: {} }
  },
})
