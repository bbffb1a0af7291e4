/** The organization's own wording of the mails to requesters, by team and language. */
import { type Static, Type } from 'typebox'
import { plainAction } from '../../../core/action.ts'
import type { MailOut } from '../../../core/mail-out.ts'
import { type RequesterMail, requesterMails } from '../../../core/notifications/mail-requester.ts'
import { baseUrl } from '../../../core/people/mails.ts'
import { queueMail } from '../../../core/people/outbox.ts'
import { reader } from '../../../core/registry.ts'
import { raw, type Tx } from '../../../platform/db/transaction.ts'
import { conflict, invalid, notFound } from '../../../platform/http/problem.ts'
import { Body, Id, Line, Nullable, OneOf, Text, Time } from '../../../platform/http/schema.ts'
import { newId } from '../../../platform/id/id.ts'
import { LANGUAGES } from '../../../platform/mail/render-mail.ts'
import { renderWording, unknownPlaces } from '../../../platform/mail/wording.ts'
import { requireAssignable } from '../../tickets/index.ts'
import { mayManageMail } from '../mail/mailbox.ts'

const templates_max = 500
const keys = Object.keys(requesterMails) as [RequesterMail, ...RequesterMail[]]
const places = ['person', 'number'] as const
const Key = OneOf(keys)
const Language = OneOf(LANGUAGES)

const words = {
  subject: Line(200),
  body: Text(5000, { minLength: 1 }),
  link_label: Line(100),
}
const which = { key: Key, team_id: Nullable(Id), language: Language }
const TemplateRow = Type.Object({
  ...which,
  ...words,
  id: Id,
  version: Type.Integer(),
  updated_at: Time,
})
type Words = Static<ReturnType<typeof Body<typeof words>>>

const wordingFrom = ({ subject, body, link_label }: Words) => ({ subject, body, linkLabel: link_label })

/** That of the team, and where it has none that of the organization. */
export const wordingOf: MailOut['wordingOf'] = async (tx, key, teamId, language) => {
  const found = await tx.maybe(
    raw<Words>(
      `select subject, body, link_label from channels.mail_template
       where org_id = $1 and key = $2 and language = $3 and (team_id is null or team_id = $4) order by team_id nulls last limit 1`,
      [tx.orgId, key, language, teamId],
    ),
  )
  return found && wordingFrom(found)
}

export const listTemplates = reader({
  name: 'mail.templates',
  summary: 'The organization’s own wordings of the mails to requesters, and those of the product.',
  path: '/api/mail/templates',
  output: Type.Object({
    rows: Type.Array(TemplateRow),
    built_in: Type.Array(Type.Object({ key: Key, language: Language, ...words })),
    places: Type.Array(Type.String()),
  }),
  permits: mayManageMail,
  run: async ({ tx }) => ({
    rows: await tx.all(
      raw<Static<typeof TemplateRow>>(
        `select id, key, team_id, language, subject, body, link_label, version, updated_at from channels.mail_template
         where org_id = $1 order by key, language, team_id nulls first limit ${templates_max}`,
        [tx.orgId],
      ),
    ),
    built_in: keys.flatMap((key) =>
      LANGUAGES.map((language) => {
        const { subject, paragraphs, closing, linkLabel } = requesterMails[key].texts[language]
        return { key, language, subject, body: [...paragraphs, closing].join('\n\n'), link_label: linkLabel }
      }),
    ),
    places: [...places],
  }),
})

export const saveTemplate = plainAction({
  name: 'mail.save_template',
  summary: 'Word a mail to requesters anew, for all teams or for one.',
  path: '/api/mail/templates',
  method: 'PUT',
  input: Body({
    ...which,
    ...words,
    version: Nullable(Type.Integer({ description: 'That was seen; null for a new one.' })),
  }),
  output: Type.Object({ id: Id, version: Type.Integer() }),
  permits: mayManageMail,
  run: async ({ tx, actor, input, now }) => {
    const { key, team_id, language, version, ...given } = input
    requireKnownPlaces(given)
    if (team_id !== null) await requireAssignable(tx, { team_id }, now)
    if (version === null) await requireRoom(tx)
    // Of two who word it at once, the second finds the row of the first, which it has not seen.
    const result = await tx.maybe(
      raw<{ id: string; version: number }>(
        `insert into channels.mail_template as t (org_id, id, key, team_id, language, subject, body, link_label, updated_by, updated_at) values ($1,$2,$3,$4,$5,$6,$7,$8,$9,$10)
         on conflict (org_id, key, team_id, language) do update set subject = $6, body = $7, link_label = $8, updated_by = $9, updated_at = $10, version = t.version + 1
           where t.version = $11 returning id, version`,
        [
          tx.orgId,
          newId(),
          key,
          team_id,
          language,
          given.subject,
          given.body,
          given.link_label,
          actor.personId,
          now,
          version,
        ],
      ),
    )
    // One that was removed meanwhile is not made anew under the reader's hands.
    if (!result || (version !== null && result.version === 1))
      throw conflict(
        'Somebody else changed this in the meantime. Look at the present state and decide again.',
      )
    return { result, audit: { template: result.id, key, team: team_id, language } }
  },
})

export const removeTemplate = plainAction({
  name: 'mail.remove_template',
  summary: 'Go back to the wording that holds without this one.',
  path: '/api/mail/templates/:id',
  method: 'DELETE',
  params: Body({ id: Id }),
  input: Type.Union([Body({}), Type.Null()]),
  output: Type.Object({}),
  permits: mayManageMail,
  run: async ({ tx, params }) => {
    const id = params.id ?? ''
    const gone = await tx.maybe(
      raw('delete from channels.mail_template where org_id = $1 and id = $2 returning id', [tx.orgId, id]),
    )
    if (!gone) throw notFound('This wording')
    return { result: {}, audit: { template: id } }
  },
})

export const previewTemplate = reader({
  name: 'mail.preview_template',
  summary: 'A mail as it would be sent, for an invented request.',
  path: '/api/mail/templates/preview',
  isPosted: true,
  query: Body({ key: Key, language: Language, ...words }),
  output: Type.Object({ subject: Type.String(), text: Type.String(), html: Type.String() }),
  permits: mayManageMail,
  run: async ({ tx, query }) => {
    const { key: _key, language, ...given } = query
    return example(tx, given, language, 'https://wardline.example')
  },
})

export const testTemplate = plainAction({
  name: 'mail.test_template',
  summary: 'Send a mail with this wording to oneself, for an invented request.',
  path: '/api/mail/templates/test',
  input: Body({ key: Key, language: Language, ...words }),
  output: Type.Object({ state: OneOf(['queued', 'held']) }),
  permits: mayManageMail,
  run: async ({ app, tx, actor, input, now }) => {
    const { key, language, ...given } = input
    const mail = await example(tx, given, language, baseUrl(app))
    const { name, email } = await tx.one(
      raw<{ name: string; email: string | null }>(
        'select name, email from core.person where org_id = $1 and id = $2',
        [tx.orgId, actor.personId],
      ),
    )
    if (email === null) throw conflict('You have no mail address to which this could be sent.')
    const state = queueMail(tx, app, { to: { personId: actor.personId, name, email }, ...mail, now })
    return { result: { state }, audit: { key, language } }
  },
})

function requireKnownPlaces(given: Words): void {
  const [unknown] = unknownPlaces(wordingFrom(given), places)
  if (unknown === undefined) return
  const field = (['subject', 'body', 'link_label'] as const).find((name) =>
    given[name].includes(`{${unknown}}`),
  )
  throw invalid(
    `#/${field ?? 'body'}`,
    'A place in braces is not known. Those that are known stand beside the text.',
  )
}

async function example(tx: Tx, given: Words, language: Static<typeof Language>, base: string) {
  requireKnownPlaces(given)
  const { time_zone } = await tx.one(
    raw<{ time_zone: string }>('select time_zone from core.organization where id = $1', [tx.orgId]),
  )
  const person = language === 'es' ? 'Ana Ejemplo' : 'Ann Example'
  return renderWording(
    wordingFrom(given),
    { person, number: '#1234', link: `${base}/requests` },
    language,
    time_zone,
  )
}

async function requireRoom(tx: Tx): Promise<void> {
  const { rows } = await tx.one(
    raw<{ rows: number }>('select count(*) as rows from channels.mail_template where org_id = $1', [
      tx.orgId,
    ]),
  )
  if (rows >= templates_max) throw conflict('There are as many wordings as there can be.')
}
