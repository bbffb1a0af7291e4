/** What a person chose, read for use. */
import { type Raw, raw, type Tx } from '../../platform/db/transaction.ts'
import { defaultsOf, type Kind, kinds, termsOf, type Wanted } from './kinds.ts'
import type { Rest } from './quiet.ts'

export type Choices = Record<Kind, Wanted>

export type Person = Rest & {
  id: string
  name: string
  email: string | null
  language: 'en' | 'es'
  is_active: boolean
  works: boolean
}

/** The person and when to leave her in peace; what she did not choose is the organization's or the product's. */
export function personWith(orgId: string, personId: string): Raw<Person> {
  return raw<Person>(
    `select p.id, p.name, p.email, coalesce(p.language, g.language) as language, p.is_active,
       coalesce(s.time_zone, g.time_zone) as time_zone, s.quiet_from, s.quiet_to,
       coalesce(s.quiet_days, '{1,2,3,4,5,6,7}') as quiet_days, coalesce(s.digest, 'daily') as digest, coalesce(s.digest_at, 420) as digest_at,
       exists (select from core.role_assignment a join core.role o on o.org_id = a.org_id and o.id = a.role_id
         where a.org_id = p.org_id and a.person_id = p.id and 'people.read' = any(o.permissions)) as works
     from core.person p join core.organization g on g.id = p.org_id
       left join notices.setting s on s.org_id = p.org_id and s.person_id = p.id
     where p.org_id = $1 and p.id = $2`,
    [orgId, personId],
  )
}

type ChoiceRow = Wanted & { kind: Kind }

export async function choicesOf(tx: Tx, personId: string): Promise<Choices> {
  const rows = await tx.all(
    raw<ChoiceRow>(
      'select kind, in_app, mail, push from notices.choice where org_id = $1 and person_id = $2',
      [tx.orgId, personId],
    ),
  )
  const chosen = new Map(rows.map(({ kind, ...wanted }) => [kind, wanted]))
  return Object.fromEntries(
    kinds.map((kind) => [
      kind,
      termsOf(kind).isFixed ? defaultsOf(kind) : (chosen.get(kind) ?? defaultsOf(kind)),
    ]),
  ) as Choices
}

/** Stores a choice; one that is the default stays stored, so that another default later does not change it. */
export function storeChoice(tx: Tx, personId: string, kind: Kind, wanted: Wanted): void {
  tx.send(
    raw(
      `insert into notices.choice (org_id, person_id, kind, in_app, mail, push) values ($1,$2,$3,$4,$5,$6)
       on conflict (org_id, person_id, kind) do update set in_app = $4, mail = $5, push = $6`,
      [tx.orgId, personId, kind, wanted.in_app, wanted.mail, wanted.push],
    ),
  )
}
