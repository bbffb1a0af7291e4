/** Mailboxes that are read: who may set them up, what is told of them, never their secret. */
import { type Static, Type } from 'typebox'
import { plainAction } from '../../../core/action.ts'
import { type Actor, may } from '../../../core/actor.ts'
import type { App } from '../../../core/app.ts'
import { normalizeEmail } from '../../../core/people/email.ts'
import { type SealedPlace, seal, unseal } from '../../../core/people/login/seal.ts'
import { reader } from '../../../core/registry.ts'
import { type Raw, raw, type Tx } from '../../../platform/db/transaction.ts'
import { conflict, invalid, notFound } from '../../../platform/http/problem.ts'
import {
  Body,
  Id,
  Line,
  Nullable,
  NullableText,
  NullableTime,
  OneOf,
  Text,
} from '../../../platform/http/schema.ts'
import { newId } from '../../../platform/id/id.ts'
import { secretsOf } from '../../../platform/secrets/secrets.ts'
import { requireAssignable, requireCategory } from '../../tickets/index.ts'
import { isTokenAddress } from './token-address.ts'

const mailboxes_max = 20
export const mailboxPurposes = {
  secret_sealed: 'mailbox secret',
  client_secret_sealed: 'mailbox client secret',
  access_sealed: 'mailbox access token',
} as const
type SealedColumn = keyof typeof mailboxPurposes
export const mailboxOwner = (orgId: string, id: string) => `${orgId}.${id}`
export const sealedMailboxes: readonly SealedPlace[] = (Object.keys(mailboxPurposes) as SealedColumn[]).map(
  (column) => ({
    table: 'channels.mailbox',
    column,
    id: 'id',
    purpose: mailboxPurposes[column],
    ownerOf: mailboxOwner,
  }),
)
const securities = ['tls', 'starttls', 'none'] as const
/** With a password, an access token, or one that is fetched: by a refresh token, or by a program's own secret. */
const signIns = ['password', 'token', 'refresh', 'client'] as const
export const fetchFailures = {
  unreachable: 'The mail server could not be reached.',
  refused: 'The mail server did not accept the user or the password.',
  refusedToken: 'The mail server did not accept the user or the token.',
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
  token_url: Type.Optional(Nullable(Line(2_000))),
  client_id: Type.Optional(Nullable(Line(320))),
  scope: Type.Optional(Nullable(Line(1_000))),
  team_id: Type.Optional(Nullable(Id)),
  category_id: Type.Optional(Nullable(Id)),
  kept_days: Type.Integer({ minimum: 1, maximum: 365 }),
  is_on: Type.Boolean(),
}
const Secret = Text(8_000, { minLength: 1 })
const ClientSecret = Type.Optional({
  ...Secret,
  description: 'Beside a refresh token, where the service asks for one.',
})
const columns = [
  'name',
  'address',
  'host',
  'port',
  'security',
  'username',
  'sign_in',
  'token_url',
  'client_id',
  'scope',
  'team_id',
  'category_id',
  'kept_days',
  'is_on',
] as const
type Fields = Static<ReturnType<typeof Body<typeof fields>>>
const MailboxRow = Type.Object({
  ...fields,
  token_url: NullableText,
  client_id: NullableText,
  scope: NullableText,
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
  const owner = mailboxOwner(orgId, box.id)
  return unseal(secretsOf(app.config), mailboxPurposes.secret_sealed, owner, box.secret_sealed)
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
  input: Body({ ...fields, secret: Secret, client_secret: ClientSecret }),
  output: Type.Object({ id: Id }),
  permits: mayManageMail,
  needsStepUp: true,
  run: async ({ app, tx, actor, input, now }) => {
    const { secret, client_secret, ...given } = input
    const values = await checked(app, tx, given, now)
    const { boxes } = await tx.one(
      raw<{ boxes: number }>('select count(*) as boxes from channels.mailbox where org_id = $1', [
        actor.orgId,
      ]),
    )
    if (boxes >= mailboxes_max) throw conflict('There are as many mailboxes as can be read.')
    const id = newId()
    tx.send(
      raw(
        `insert into channels.mailbox (org_id, id, secret_sealed, client_secret_sealed, created_at, ${columns.join(', ')}) values ($1,$2,$3,$4,$5,${places(5)})`,
        [
          actor.orgId,
          id,
          sealed(app, actor.orgId, id, 'secret_sealed', secret),
          given.sign_in === 'refresh'
            ? sealed(app, actor.orgId, id, 'client_secret_sealed', client_secret)
            : null,
          now,
          ...values,
        ],
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
  input: Body({
    ...fields,
    secret: Type.Optional(Secret),
    client_secret: ClientSecret,
    version: Type.Integer(),
  }),
  output: Type.Object({ id: Id, version: Type.Integer() }),
  permits: mayManageMail,
  needsStepUp: true,
  run: async ({ app, tx, actor, input, params, now }) => {
    const { secret, client_secret, version, ...given } = input
    const id = params.id ?? ''
    await tx.all(
      raw('select 1 from channels.mailbox where org_id = $1 and id = $2 for update', [actor.orgId, id]),
    )
    const before = (await tx.all(mailboxesOf(actor.orgId))).find((box) => box.id === id)
    if (!before) throw notFound('This mailbox')
    const values = await checked(app, tx, given, now)
    const { isOtherServer, isOtherService } = moved(before, given)
    // A secret never goes to another server than the one that it was given for.
    if ((isOtherServer || isOtherService) && secret === undefined)
      throw invalid('#/secret', 'Give the password or token again, since the server is another one.')
    const changed = await tx.maybe(
      raw<{ id: string; version: number }>(
        `update channels.mailbox set version = version + 1, secret_sealed = coalesce($4, secret_sealed), failing_since = null, failure = null,
           secret_number = secret_number + case when $4::bytea is null then 0 else 1 end, access_sealed = null, access_until = null,
           client_secret_sealed = case when $6 then $7 else coalesce($7, client_secret_sealed) end,
           uid_validity = case when $5 then null else uid_validity end, (${columns.join(', ')}) = row(${places(7)})
         where org_id = $1 and id = $2 and version = $3 returning id, version`,
        [
          actor.orgId,
          id,
          version,
          sealed(app, actor.orgId, id, 'secret_sealed', secret),
          isOtherServer || before.username !== given.username,
          isOtherService,
          given.sign_in === 'refresh'
            ? sealed(app, actor.orgId, id, 'client_secret_sealed', client_secret)
            : null,
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

/** Whether what is secret would go to somebody else than it was given for: the mail server, or who gives tokens. */
function moved(before: Mailbox, given: Fields) {
  const isOtherService =
    before.sign_in !== given.sign_in || (before.token_url !== null && before.token_url !== given.token_url)
  const isOtherServer =
    before.host !== given.host || before.port !== given.port || before.security !== given.security
  return { isOtherServer, isOtherService }
}

async function checked(app: App, tx: Tx, input: Fields, now: string): Promise<unknown[]> {
  const address = normalizeEmail(input.address)
  if (address === undefined)
    throw invalid('#/address', 'This is not a mail address to which mail can be sent.')
  await requireAssignable(tx, input, now)
  if (input.category_id) await requireCategory(tx, input.category_id)
  const values = {
    ...{ team_id: null, category_id: null, ...input, address, host: input.host.toLowerCase() },
    ...checkedService(app, input),
  }
  return columns.map((column) => values[column])
}

/** Who gives the tokens; nothing where none are fetched. */
function checkedService(app: App, { sign_in, token_url, client_id, scope }: Fields) {
  if (sign_in !== 'refresh' && sign_in !== 'client') return { token_url: null, client_id: null, scope: null }
  if (!token_url || !isTokenAddress(token_url, app.config.outgoingAllow))
    throw invalid(
      '#/token_url',
      'The address that gives tokens must begin with https:// and be written in full.',
    )
  if (!client_id) throw invalid('#/client_id', 'Give the client ID under which Wardline is known there.')
  return { token_url, client_id, scope: scope || null }
}

function sealed(app: App, orgId: string, id: string, place: SealedColumn, text?: string): Buffer | null {
  if (text === undefined) return null
  return seal(app.config.secret, mailboxPurposes[place], mailboxOwner(orgId, id), text)
}

// What an investigation needs: where mail comes from and whether it does.
function told({ host, port, security, sign_in, token_url, is_on }: Fields): Record<string, unknown> {
  return { host, port, security, sign_in, is_on, ...(token_url ? { token_url } : {}) }
}
