import { raw, type Tx } from '../../platform/db/transaction.ts'
import { type FieldError, invalidFields } from '../../platform/http/problem.ts'

/**
 * Throws a 422 problem unless the team is in use and the person is there and may work on tickets. `pointer` is where
 * the input names the person.
 */
export async function requireAssignable(
  tx: Tx,
  to: { team_id?: string | null | undefined; owner_id?: string | null | undefined },
  now: string,
  pointer = '#/owner_id',
): Promise<void> {
  if (!to.team_id && !to.owner_id) return
  const found = await tx.one(
    raw<{ is_team: boolean; is_owner: boolean }>(
      `select exists (select from core.team where org_id = $1 and id = $2 and archived_at is null) as is_team,
         exists (select from core.person p join core.role_assignment a on a.org_id = p.org_id and a.person_id = p.id join core.role o on o.org_id = a.org_id and o.id = a.role_id
           where p.org_id = $1 and p.id = $3 and p.is_active and a.valid_from <= $4 and (a.valid_to is null or a.valid_to > $4) and 'tickets.work' = any(o.permissions)) as is_owner`,
      [tx.orgId, to.team_id ?? null, to.owner_id ?? null, now],
    ),
  )
  const errors: FieldError[] = []
  if (to.team_id && !found.is_team)
    errors.push({ pointer: '#/team_id', detail: 'This team does not exist, or is not used any more.' })
  if (to.owner_id && !found.is_owner)
    errors.push({
      pointer,
      detail: 'This person does not exist, or does not work on tickets.',
    })
  if (errors.length > 0) throw invalidFields(errors)
}

/** Throws a 422 problem unless the person is there and has not left. */
export async function requirePerson(tx: Tx, id: string, pointer: string): Promise<void> {
  const found = await tx.maybe(
    raw<{ id: string }>('select id from core.person where org_id = $1 and id = $2 and is_active', [
      tx.orgId,
      id,
    ]),
  )
  if (!found) throw invalidFields([{ pointer, detail: 'This person does not exist, or has left.' }])
}
