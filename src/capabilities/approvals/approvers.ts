/** Who is asked in a step, at the moment at which it begins. Nobody is asked about what they requested themselves. */
import { raw, type Tx } from '../../platform/db/transaction.ts'
import { conflict } from '../../platform/http/problem.ts'
import type { ApprovalStep } from './plan.ts'

export type Approver = {
  personId: string
  because: 'manager' | 'head' | 'owner' | 'named' | 'team'
  instead_of: 'manager' | 'requester' | null
}
export type About = { requesterId: string | null; ownerId: string | null }

const levels_up_max = 6
const approvers_max = 100

/** The people of the step; a 409 problem when there is nobody who could approve. */
export async function approversOf(tx: Tx, step: ApprovalStep, about: About): Promise<Approver[]> {
  const found = await wanted(tx, step, about)
  // Where everybody who was named has left, whoever answers for the item says who comes next.
  const isGone = found.length === 0 && (step.who === 'people' || step.who === 'team')
  const asked = isGone ? await wanted(tx, { ...step, who: 'owner' }, about) : found
  const others = asked.filter(({ personId }) => personId !== about.requesterId)
  // Of several who may approve one is enough without the requester; where all must, or nobody is left, somebody else does.
  const isLeft = others.length < asked.length && (step.needs === 'all' || others.length === 0)
  const instead = isLeft || asked.length === 0 ? await standIn(tx, about) : undefined
  const isNew = instead !== undefined && !others.some(({ personId }) => personId === instead.personId)
  const all = isNew ? [...others, instead] : others
  if (all.length === 0)
    throw conflict(
      'There is nobody who could approve this: the requester has no manager, and whoever else is named is the requester or has left. Give the requester a manager first.',
    )
  return all
}

async function wanted(tx: Tx, step: ApprovalStep, about: About): Promise<Approver[]> {
  switch (step.who) {
    case 'manager': {
      const manager = await managerOf(tx, about.requesterId)
      return manager === undefined ? [] : [{ personId: manager, because: 'manager', instead_of: null }]
    }
    case 'owner':
      return as('owner', await present(tx, about.ownerId === null ? [] : [about.ownerId]))
    case 'people':
      return as('named', await present(tx, step.person_ids ?? []))
    case 'team':
      return as('team', await membersOf(tx, step.team_id ?? ''))
  }
}

function as(because: Approver['because'], ids: readonly string[]): Approver[] {
  return ids.map((personId) => ({ personId, because, instead_of: null }))
}

/** The requester’s manager, else who leads the department, else the owner of the item. */
async function standIn(tx: Tx, { requesterId, ownerId }: About): Promise<Approver | undefined> {
  const manager = await managerOf(tx, requesterId)
  if (manager !== undefined) return { personId: manager, because: 'manager', instead_of: 'requester' }
  const head = await headOf(tx, requesterId)
  if (head !== undefined) return { personId: head, because: 'head', instead_of: 'manager' }
  const [owner] = await present(tx, ownerId === null ? [] : [ownerId])
  return owner === undefined || owner === requesterId
    ? undefined
    : { personId: owner, because: 'owner', instead_of: 'manager' }
}

/** The nearest manager above who is still there; of a manager who left it is the next one up. */
export async function managerOf(tx: Tx, personId: string | null): Promise<string | undefined> {
  if (personId === null) return undefined
  const found = await tx.maybe(
    raw<{ id: string }>(
      `with recursive above (id, level) as (
         select manager_id, 1 from core.person where org_id = $1 and id = $2
         union all
         select coalesce(p.merged_into_id, p.manager_id), a.level + 1 from above a
           join core.person p on p.org_id = $1 and p.id = a.id where a.level < $3 and not p.is_active)
       select p.id from above a join core.person p on p.org_id = $1 and p.id = a.id
       where p.is_active and p.kind <> 'service' and p.id <> $2 order by a.level limit 1`,
      [tx.orgId, personId, levels_up_max],
    ),
  )
  return found?.id
}

/** Who manages most of the people of the department, or of the nearest one above it that somebody leads. */
async function headOf(tx: Tx, personId: string | null): Promise<string | undefined> {
  const found = await tx.maybe(
    raw<{ id: string }>(
      `with recursive up (id, parent_id, level) as (
         select d.id, d.parent_id, 1 from core.person p join core.department d on d.org_id = p.org_id and d.id = p.department_id
           where p.org_id = $1 and p.id = $2
         union all
         select d.id, d.parent_id, u.level + 1 from up u join core.department d on d.org_id = $1 and d.id = u.parent_id where u.level < $3)
       select h.id from up u
         join core.person h on h.org_id = $1 and h.department_id = u.id and h.is_active and h.kind <> 'service' and h.id <> $2
         join core.person m on m.org_id = $1 and m.manager_id = h.id and m.is_active
       group by h.id, u.level order by u.level, count(*) desc, h.id limit 1`,
      [tx.orgId, personId, levels_up_max],
    ),
  )
  return found?.id
}

async function present(tx: Tx, ids: readonly string[]): Promise<string[]> {
  if (ids.length === 0) return []
  const rows = await tx.all(
    raw<{ id: string }>(
      `select distinct q.id from core.person p join core.person q on q.org_id = p.org_id and q.id = coalesce(p.merged_into_id, p.id)
       where p.org_id = $1 and p.id = any($2::uuid[]) and q.is_active and q.kind <> 'service' order by q.id limit ${approvers_max}`,
      [tx.orgId, ids],
    ),
  )
  return rows.map(({ id }) => id)
}

async function membersOf(tx: Tx, teamId: string): Promise<string[]> {
  const rows = await tx.all(
    raw<{ id: string }>(
      `select p.id from core.team_member m join core.person p on p.org_id = m.org_id and p.id = m.person_id
         join core.team t on t.org_id = m.org_id and t.id = m.team_id and t.archived_at is null
       where m.org_id = $1 and m.team_id = $2 and p.is_active and p.kind <> 'service' order by p.id limit ${approvers_max}`,
      [tx.orgId, teamId],
    ),
  )
  return rows.map(({ id }) => id)
}
