/** Job `surveys.ask`: asks about one solution when its time has come, once however often it runs, or gives it up. */

import type { App } from '../../core/app.ts'
import { calledOutside, type Outside } from '../../core/notifications/called-outside.ts'
import type { Finish } from '../../core/notifications/notices.ts'
import { notify } from '../../core/notifications/notify.ts'
import { queueMail } from '../../core/people/outbox.ts'
import type { JobHandler } from '../../core/registry.ts'
import { raw, type Tx, write } from '../../platform/db/transaction.ts'
import { type Language, renderMail } from '../../platform/mail/render-mail.ts'
import { verdictOf } from '../tickets/index.ts'
import { answerLink, ratings } from './link.ts'
import { answers, nobody, question } from './mail.ts'
import { type Setting, settingOf } from './setting.ts'

type Asked = {
  id: string
  ticket_id: string
  reopened_count: number
  person_id: string
  requester_id: string | null
  number: number
  restriction: Outside['restriction']
  state: string
  team: string | null
  name: string
  email: string | null
  is_active: boolean
  language: Language
  time_zone: string
}

export const askOne: JobHandler = async (app, payload) => {
  await write(app.pool, String(payload.org), async (tx) => {
    const asked = await tx.maybe(waiting(tx.orgId, String(payload.invitation)))
    if (!asked) return
    const setting = await settingOf(tx)
    const reason = await reasonAgainst(app, tx, asked, setting)
    if (reason === undefined) await send(app, tx, asked, setting)
    else
      tx.send(
        raw('update surveys.invitation set dropped = $3 where org_id = $1 and id = $2', [
          tx.orgId,
          asked.id,
          reason,
        ]),
      )
  })
}

function waiting(orgId: string, id: string) {
  return raw<Asked>(
    `select i.id, i.ticket_id, i.reopened_count, i.person_id, r.requester_id, r.number, r.restriction, r.state, m.name as team, p.name, p.email, p.is_active,
       coalesce(p.language, g.language) as language, g.time_zone
     from surveys.invitation i join core.record r on r.org_id = i.org_id and r.id = i.ticket_id
       join core.person p on p.org_id = i.org_id and p.id = i.person_id join core.organization g on g.id = i.org_id
       left join core.team m on m.org_id = r.org_id and m.id = r.team_id
     where i.org_id = $1 and i.id = $2 and i.sent_at is null and i.dropped is null and (r.restriction is null or r.restriction = 'team')
     for update of i`,
    [orgId, id],
  )
}

async function reasonAgainst(app: App, tx: Tx, asked: Asked, setting: Setting): Promise<string | undefined> {
  if (!setting.is_on) return 'off'
  const verdict = await tx.maybe(verdictOf(tx.orgId, asked.ticket_id))
  const isOver = asked.state === 'resolved' || asked.state === 'closed'
  // What was reopened and solved again has a question of its own.
  if (!isOver || verdict?.reopened_count !== asked.reopened_count) return 'reopened'
  if (asked.requester_id !== asked.person_id) return 'another_person'
  if (asked.email === null || !asked.is_active) return 'no_address'
  if (verdict.rating !== null) return 'rated'
  // Of two questions to one person whose time comes at once, the second waits and sees the first.
  tx.send(
    raw('select pg_advisory_xact_lock(hashtextextended($1, 0))', [`survey ${tx.orgId} ${asked.person_id}`]),
  )
  const since = new Date(app.clock.now().getTime() - setting.person_days * 86_400_000).toISOString()
  const lately = await tx.maybe(
    raw(
      // Of what was reopened and solved again the question is another one.
      'select 1 as lately from surveys.invitation where org_id = $1 and person_id = $2 and sent_at > $3 and ticket_id <> $4 limit 1',
      [tx.orgId, asked.person_id, since, asked.ticket_id],
    ),
  )
  return lately ? 'asked_lately' : undefined
}

async function send(app: App, tx: Tx, asked: Asked, setting: Setting): Promise<void> {
  const now = app.clock.now()
  const expiresAt = new Date(now.getTime() + setting.link_days * 86_400_000)
  const { id, person_id, name, email, language } = asked
  const choices = ratings.map((rating) => ({
    label: answers[language][rating - 1] ?? '',
    link: answerLink(app, { orgId: tx.orgId, invitationId: id, rating }, expiresAt),
  }))
  const values = {
    person: name,
    number: calledOutside(asked, language),
    team: (asked.restriction === null ? asked.team : null) ?? nobody[language],
    link: choices[0]?.link ?? '',
  }
  // The best answer stands first, as it does on the page.
  const mail = renderMail(question, values, language, asked.time_zone, choices.toReversed())
  const finish = await tellOf(app, tx, asked, now.toISOString())
  if (finish)
    queueMail(tx, app, {
      id,
      to: { personId: person_id, name, email: email ?? '' },
      ...finish(mail),
      isSecret: true,
      expiresAt: expiresAt.toISOString(),
      now: now.toISOString(),
    })
  tx.send(
    raw('update surveys.invitation set sent_at = $3, expires_at = $4 where org_id = $1 and id = $2', [
      tx.orgId,
      id,
      now.toISOString(),
      expiresAt.toISOString(),
    ]),
  )
}

/** Asks in the product too; answers what finishes the mail, or nothing when its reader wants none, or waits for others. */
async function tellOf(app: App, tx: Tx, asked: Asked, now: string): Promise<Finish | undefined> {
  const { person_id, ticket_id, number } = asked
  const reason = 'rating_asked'
  notify(
    app,
    tx,
    { record: { id: ticket_id, kind: 'ticket', number }, byId: null, now },
    new Map([[person_id, reason]]),
  )
  const { notices } = app.registry
  if (!notices) return (mail) => mail
  return (await notices.finishFor(app, tx, { reason, personIds: [person_id], at: now })).get(person_id)
}
