/** Mailboxes that are read: who may set them up, what is told of them, and never their secret. */
import { type Static, Type } from 'typebox'
import { plainAction } from '../../../core/action.ts'
import { type Actor, may } from '../../../core/actor.ts'
import type { App } from '../../../core/app.ts'
import { normalizeEmail } from '../../../core/people/email.ts'
import { type SealedPlace, seal, unseal } from '../../../core/people/login/seal.ts'
import { reader } from '../../../core/registry.ts'
import { type Raw, raw, type Tx } from '../../../platform/db/transaction.ts'
import { conflict, invalid, notFound } from '../../../platform/http/problem.ts'
import { Body, Id, Line, Nullable, NullableTime, OneOf, Text } from '../../../platform/http/schema.ts'
import { newId } from '../../../platform/id/id.ts'
import { secretsOf } from '../../../platform/secrets/secrets.ts'
import { requireAssignable, requireCategory } from '../../tickets/index.ts'

const mailboxes_max = 20
const secretPurpose = 'mailbox secret'
const ownerOf = (orgId: string, id: string) => `${orgId}.${id}`
export const sealedMailboxes: SealedPlace = {
  table: 'channels.mailbox',
  column: 'secret_sealed',
  id: 'id',
  purpose: secretPurpose,
  ownerOf,
}
const securities = ['tls', 'starttls', 'none'] as const
const signIns = ['password', 'token'] as const
export const fetchFailures = {
  unreachable: 'The mail server could not be reached.',
  refused: 'The mail server did not accept the user or the password.',
  address: 'The address of the mail server leads into a network that Wardline may not reach.',
  open: 'Without encryption a mail server is read in the own network alone.',
  broken: 'The mail server gave an answer that could not be used.',
} as const

const fields = {
  name: Line(100),
  address: Line(320),
  host: Type.String({ pattern: '^[A-Za-z0-9.:-]{1,253}$' }),
  port: Type.Integer({ minimum: 1, maximum: 65_535 }),
  security: OneOf(securities),
  username: Line(320),
  sign_in: OneOf(signIns),
  team_id: Type.Optional(Nullable(Id)),
  category_id: Type.Optional(Nullable(Id)),
  kept_days: Type.Integer({ minimum: 1, maximum: 365 }),
  is_on: Type.Boolean(),
}
const Secret = Text(8_000, { minLength: 1 })
const columns = [
  'name',
  'address',
  'host',
  'port',
  'security',
  'username',
  'sign_in',
  'team_id',
  'category_id',
  'kept_days',
  'is_on',
] as const
type Fields = Static<ReturnType<typeof Body<typeof fields>>>

const MailboxRow = Type.Object({
  ...fields,
  team_id: Nullable(Id),
  category_id: Nullable(Id),
  id: Id,
  version: Type.Integer(),
  looked_at: NullableTime,
  last_mail_at: NullableTime,
  failing_since: NullableTime,
  failure: Nullable(Type.String()),
  is_watched: Type.Boolean({ description: 'Its server tells of new mail at once.' }),
  waiting: Type.Integer({ description: 'How many of its mails wait for somebody to decide.' }),
})

export type Mailbox = Static<typeof MailboxRow> & {
  secret_sealed: Buffer
  uid_validity: number | null
  uid_done: number
}

export function mayManageMail(actor: Actor): boolean {
  return may(actor, 'organization.manage')
}

/** The mailboxes of the organization with what fetching needs. */
export function mailboxesOf(orgId: string): Raw<Mailbox> {
  return raw<Mailbox>(
    `select ${columns.join(', ')}, id, version, looked_at, last_mail_at, failing_since, failure, secret_sealed, uid_validity, uid_done, false as is_watched, 0 as waiting
     from channels.mailbox where org_id = $1 order by name, id limit ${mailboxes_max}`,
    [orgId],
  )
}

export function secretOf(app: App, orgId: string, box: Pick<Mailbox, 'id' | 'secret_sealed'>): string {
  return unseal(secretsOf(app.config), secretPurpose, ownerOf(orgId, box.id), box.secret_sealed)
}

export const listMailboxes = reader({
  name: 'mail.mailboxes',
  summary: 'The mailboxes that are read, and how they are.',
  path: '/api/mail/mailboxes',
  output: Type.Object({ rows: Type.Array(MailboxRow) }),
  permits: mayManageMail,
  run: async ({ tx, actor }) => ({
    rows: await tx.all(
      raw<Static<typeof MailboxRow>>(
        `select ${columns.map((column) => `b.${column}`).join(', ')}, b.id, b.version, b.looked_at, b.last_mail_at, b.failing_since, b.failure, b.is_on and coalesce(b.watched_until > now(), false) as is_watched,
           (select count(*) from channels.mail_in m where m.org_id = b.org_id and m.mailbox_id = b.id and m.state in ('quarantined', 'parked')) as waiting
         from channels.mailbox b where b.org_id = $1 order by b.name, b.id limit ${mailboxes_max}`,
        [actor.orgId],
      ),
    ),
  }),
})

export const addMailbox = plainAction({
  name: 'mail.add_mailbox',
  summary: 'Have a mailbox read.',
  path: '/api/mail/mailboxes',
  input: Body({ ...fields, secret: Secret }),
  output: Type.Object({ id: Id }),
  permits: mayManageMail,
  needsStepUp: true,
  run: async ({ app, tx, actor, input, now }) => {
    const { secret, ...given } = input
    const values = await checked(tx, given, now)
    const { boxes } = await tx.one(
      raw<{ boxes: number }>('select count(*) as boxes from channels.mailbox where org_id = $1', [
        actor.orgId,
      ]),
    )
    if (boxes >= mailboxes_max) throw conflict('There are as many mailboxes as can be read.')
    const id = newId()
    tx.send(
      raw(
        `insert into channels.mailbox (org_id, id, secret_sealed, created_at, ${columns.join(', ')}) values ($1,$2,$3,$4,${places(4)})`,
        [actor.orgId, id, sealed(app, actor.orgId, id, secret), now, ...values],
      ),
    )
    return { result: { id }, audit: { mailbox: id, ...told(input) } }
  },
})

export const changeMailbox = plainAction({
  name: 'mail.change_mailbox',
  summary: 'Change how a mailbox is read; without a secret the one that it has stays.',
  path: '/api/mail/mailboxes/:id',
  method: 'PUT',
  params: Type.Object({ id: Id }, { additionalProperties: false }),
  input: Body({ ...fields, secret: Type.Optional(Secret), version: Type.Integer() }),
  output: Type.Object({ id: Id, version: Type.Integer() }),
  permits: mayManageMail,
  needsStepUp: true,
  run: async ({ app, tx, actor, input, params, now }) => {
    const { secret, version, ...given } = input
    const id = params.id ?? ''
    await tx.all(
      raw('select 1 from channels.mailbox where org_id = $1 and id = $2 for update', [actor.orgId, id]),
    )
    const before = (await tx.all(mailboxesOf(actor.orgId))).find((box) => box.id === id)
    if (!before) throw notFound('This mailbox')
    const isElsewhere =
      before.host !== given.host || before.port !== given.port || before.security !== given.security
    const isOther = isElsewhere || before.username !== given.username
    // A secret never goes to another server than the one that it was given for.
    if (isElsewhere && secret === undefined)
      throw invalid('#/secret', 'Give the password or token again, since the server is another one.')
    const values = await checked(tx, given, now)
    const changed = await tx.maybe(
      raw<{ id: string; version: number }>(
        `update channels.mailbox set version = version + 1, secret_sealed = coalesce($4, secret_sealed), failing_since = null, failure = null,
           uid_validity = case when $5 then null else uid_validity end, (${columns.join(', ')}) = row(${places(5)})
         where org_id = $1 and id = $2 and version = $3 returning id, version`,
        [
          actor.orgId,
          id,
          version,
          secret === undefined ? null : sealed(app, actor.orgId, id, secret),
          isOther,
          ...values,
        ],
      ),
    )
    if (!changed)
      throw conflict(
        'Somebody else changed this in the meantime. Look at the present state and decide again.',
      )
    return { result: changed, audit: { mailbox: id, ...told(input), has_new_secret: secret !== undefined } }
  },
})

const casts: Partial<Record<(typeof columns)[number], string>> = {
  team_id: '::uuid',
  category_id: '::uuid',
  port: '::int',
  kept_days: '::int',
  is_on: '::boolean',
}

function places(after: number): string {
  return columns.map((column, at) => `$${after + at + 1}${casts[column] ?? ''}`).join(', ')
}

async function checked(tx: Tx, input: Fields, now: string): Promise<unknown[]> {
  const address = normalizeEmail(input.address)
  if (address === undefined)
    throw invalid('#/address', 'This is not a mail address to which mail can be sent.')
  await requireAssignable(tx, input, now)
  if (input.category_id) await requireCategory(tx, input.category_id)
  const values = { team_id: null, category_id: null, ...input, address, host: input.host.toLowerCase() }
  return columns.map((column) => values[column])
}

function sealed(app: App, orgId: string, id: string, secret: string): Buffer {
  return seal(app.config.secret, secretPurpose, ownerOf(orgId, id), secret)
}

// What an investigation needs: where mail comes from and whether it does.
function told({ host, port, security, is_on }: Fields): Record<string, unknown> {
  return { host, port, security, is_on }
}
