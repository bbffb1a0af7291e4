/** Who uses an application, as far as training has to know. */
import { Type } from 'typebox'
import { plainAction } from '../../../core/action.ts'
import { raw } from '../../../platform/db/transaction.ts'
import { invalid } from '../../../platform/http/problem.ts'
import { Body, Id, Line } from '../../../platform/http/schema.ts'
import { manages } from '../policy.ts'
import { requireNoPatient } from '../words.ts'
import { lockReckoning, reckonMembers } from './reckon.ts'

const users_at_once_max = 500
const People = Type.Array(Id, { maxItems: users_at_once_max })

export const setUsers = plainAction({
  name: 'training.set_users',
  summary: 'Say who uses an application, and who does not any more.',
  path: '/api/training/applications/users',
  method: 'PUT',
  input: Body({ application: Line(200), add: People, remove: People }),
  output: Type.Object({ users: Type.Integer() }),
  permits: manages,
  run: async ({ app, tx, input, now }) => {
    const application = input.application.trim().toLowerCase()
    lockReckoning(tx)
    await requireNoPatient({ app, tx, now }, { '#/application': application })
    const known = await tx.all(
      raw<{ id: string }>(
        "select id from core.person where org_id = $1 and id = any($2::uuid[]) and is_active and kind = 'staff'",
        [tx.orgId, input.add],
      ),
    )
    const strange = input.add.findIndex((id) => !known.some((person) => person.id === id.toLowerCase()))
    if (strange >= 0)
      throw invalid(`#/add/${strange}`, 'This person does not exist, or has left. Choose somebody else.')
    tx.send(
      raw(
        'delete from training.application_user where org_id = $1 and application = $2 and person_id = any($3::uuid[])',
        [tx.orgId, application, input.remove],
      ),
    )
    tx.send(
      raw(
        'insert into training.application_user (org_id, application, person_id) select $1, $2, id from unnest($3::uuid[]) as id on conflict do nothing',
        [tx.orgId, application, input.add],
      ),
    )
    const asking = await tx.all(
      raw<{ id: string }>(
        "select id from training.requirement where org_id = $1 and subject = 'application' and named = $2 and archived_at is null",
        [tx.orgId, application],
      ),
    )
    await reckonMembers(
      tx,
      now,
      asking.map(({ id }) => id),
    )
    const { count } = await tx.one(
      raw<{ count: number }>(
        'select count(*)::int as count from training.application_user where org_id = $1 and application = $2',
        [tx.orgId, application],
      ),
    )
    return { result: { users: count }, audit: { application, added: input.add, removed: input.remove } }
  },
})
