/** What a person chose, read for use. */
import type { Reason } from '../../core/notifications/notify.ts'
import { type Raw, raw, type Tx } from '../../platform/db/transaction.ts'
import { defaultsOf, eventsOf, type Kind, type MailWay, termsOf, type Wanted } from './kinds.ts'
import type { Rest } from './quiet.ts'

export type Choices = {
  /** What holds for the events of the kind that were not chosen by themselves. */
  ofKind(kind: Kind): Wanted
  of(kind: Kind, reason: Reason): Wanted
}
export type EventChoice = Wanted & { reason: Reason }

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

type ChoiceRow = Wanted & { kind: Kind; reason: Reason | null }

export async function choicesOf(tx: Tx, personId: string): Promise<Choices> {
  const rows = await tx.all(
    raw<ChoiceRow>(
      `select kind, null as reason, in_app, mail, push from notices.choice where org_id = $1 and person_id = $2
       union all select kind, reason, in_app, mail, push from notices.event_choice where org_id = $1 and person_id = $2`,
      [tx.orgId, personId],
    ),
  )
  const chosen = new Map(
    rows.map(({ kind, reason, ...wanted }) => [reason === null ? kind : eventKey(kind, reason), wanted]),
  )
  const ofKind = (kind: Kind) =>
    termsOf(kind).isFixed ? defaultsOf(kind) : (chosen.get(kind) ?? defaultsOf(kind))
  return {
    ofKind,
    of: (kind, reason) =>
      (termsOf(kind).isFixed ? undefined : chosen.get(eventKey(kind, reason))) ?? ofKind(kind),
  }
}

const eventKey = (kind: Kind, reason: Reason) => `${kind} ${reason}`

/**
 * Stores what holds for a kind, and the events in which it is another; one that is the default stays stored, so that
 * another default later does not change it.
 */
export function storeChoice(
  tx: Tx,
  personId: string,
  kind: Kind,
  wanted: Wanted,
  events: readonly EventChoice[] = [],
): void {
  const differ = events.filter((each) => !isSame(each, wanted))
  tx.send(
    raw(
      `insert into notices.choice (org_id, person_id, kind, in_app, mail, push) values ($1,$2,$3,$4,$5,$6)
       on conflict (org_id, person_id, kind) do update set in_app = $4, mail = $5, push = $6`,
      [tx.orgId, personId, kind, wanted.in_app, wanted.mail, wanted.push],
    ),
  )
  tx.send(
    raw('delete from notices.event_choice where org_id = $1 and person_id = $2 and kind = $3', [
      tx.orgId,
      personId,
      kind,
    ]),
  )
  if (differ.length === 0) return
  tx.send(
    raw(
      `insert into notices.event_choice (org_id, person_id, kind, reason, in_app, mail, push)
       select $1, $2, $3, * from unnest($4::text[], $5::boolean[], $6::text[], $7::boolean[]) on conflict do nothing`,
      [
        tx.orgId,
        personId,
        kind,
        differ.map(({ reason }) => reason),
        differ.map(({ in_app }) => in_app),
        differ.map(({ mail }) => mail),
        differ.map(({ push }) => push),
      ],
    ),
  )
}

/** Every event of the kind, as it is chosen. */
export function eventsChosen(choices: Choices, kind: Kind): EventChoice[] {
  return eventsOf(kind).map((reason) => {
    const { in_app, mail, push } = choices.of(kind, reason)
    return { reason, in_app, mail, push }
  })
}

/** By which way all events of the kind are mailed; undefined where they differ. */
export function mailOf(choices: Choices, kind: Kind): MailWay | undefined {
  const [first, ...more] = new Set(eventsOf(kind).map((reason) => choices.of(kind, reason).mail))
  return more.length === 0 ? first : undefined
}

/** Changes how events of the kind are mailed, and leaves their other ways as they are. */
export function storeMail(
  tx: Tx,
  personId: string,
  kind: Kind,
  choices: Choices,
  changed: (mail: MailWay) => MailWay,
): void {
  const change = <Each extends Wanted>(each: Each): Each => ({ ...each, mail: changed(each.mail) })
  storeChoice(tx, personId, kind, change(choices.ofKind(kind)), eventsChosen(choices, kind).map(change))
}

function isSame(one: Wanted, other: Wanted): boolean {
  return one.in_app === other.in_app && one.mail === other.mail && one.push === other.push
}
