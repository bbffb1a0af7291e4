/** Asking for a new password, and choosing one by a link. */
import { Type } from 'typebox'
import { raw, read, type Tx, write } from '../../../platform/db/transaction.ts'
import { placeOf } from '../../../platform/http/place-of.ts'
import { Body, Line, OneOf, Time } from '../../../platform/http/schema.ts'
import type { Http } from '../../../platform/http/server.ts'
import { newId } from '../../../platform/id/id.ts'
import type { App } from '../../app.ts'
import { audit } from '../../audit.ts'
import { normalizeEmail } from '../email.ts'
import { mailLink, mailNotice } from '../mails.ts'
import { hashPassword } from '../password.ts'
import { endSessions, voidLinks } from '../store.ts'
import { takeTry } from '../throttle.ts'
import { findOrganization } from './find-organization.ts'
import { limitsFrom } from './known.ts'
import { deadLink, issueLink, linkPurposes, peekLink, readLink, spendLink } from './link.ts'
import { length_max, length_min, requireGoodPassword } from './password-rules.ts'
import { isEmergency, isOpenHere } from './terms.ts'

const LinkField = Type.String({
  minLength: 1,
  maxLength: 200,
  description: 'What stands after the # of the link.',
})
const Purpose = OneOf(linkPurposes)

/** Mounts the routes of people who cannot sign in yet or any more. */
export function mountLinks(http: Http, app: App): void {
  mountAsk(http, app)
  mountPeek(http, app)
  mountChoose(http, app)
}

function mountAsk(http: Http, app: App): void {
  http.post(
    '/api/session/reset',
    {
      schema: {
        operationId: 'session.reset',
        summary: 'Ask for a link to choose a new password; answers the same whether the address is known.',
        tags: ['session'],
        body: Body({ email: Line(320), organization: Type.Optional(Type.String({ maxLength: 63 })) }),
        response: { 200: Type.Object({ is_sent: Type.Boolean() }), default: Type.Ref('Problem') },
      },
    },
    async (request) => {
      const orgId = await findOrganization(app, request.body.organization)
      if (orgId === undefined) return { is_sent: true }
      const email = normalizeEmail(request.body.email) ?? request.body.email.trim().toLowerCase()
      const limits = await limitsFrom(app, orgId, request, 'reset', email)
      await takeTry(app, orgId, limits, { address: request.ip, personId: null })
      // Whether there is such a person is looked up later, by a job: the answer cannot tell, nor can its time.
      const now = app.clock.now().toISOString()
      await write(app.pool, orgId, async (tx) => {
        tx.send(audit({ orgId, address: request.ip, personId: null }, now, 'reset_asked'))
        app.jobs.add(tx, 'people.send_reset', { email, mail: newId() })
      })
      return { is_sent: true }
    },
  )
}

function mountPeek(http: Http, app: App): void {
  http.post(
    '/api/session/link',
    {
      schema: {
        operationId: 'session.link',
        summary: 'Whose link this is; it stays unused.',
        tags: ['session'],
        body: Body({ link: LinkField, purpose: Purpose }),
        response: {
          200: Type.Object({
            name: Type.String(),
            email: Type.String(),
            organization: Type.String(),
            expires_at: Time,
            length_min: Type.Integer(),
          }),
          default: Type.Ref('Problem'),
        },
      },
    },
    async (request) => {
      const { owner } = await ownerOf(app, request.body, request.ip)
      const { person_id: _person, ...shown } = owner
      return { ...shown, length_min }
    },
  )
}

function mountChoose(http: Http, app: App): void {
  http.post(
    '/api/session/choose-password',
    {
      schema: {
        operationId: 'session.choose_password',
        summary: 'Choose a password by the link of an invitation or reset. The link works once.',
        tags: ['session'],
        body: Body({
          link: LinkField,
          purpose: Purpose,
          password: Type.String({ minLength: 1, maxLength: length_max }),
        }),
        response: { 200: Type.Object({ email: Type.String() }), default: Type.Ref('Problem') },
      },
    },
    async (request) => {
      const { password, purpose } = request.body
      const { orgId, token, owner } = await ownerOf(app, request.body, request.ip)
      requireGoodPassword(password, owner)
      const hash = await hashPassword(password)
      const now = app.clock.now()
      await write(app.pool, orgId, async (tx) => {
        if (!(await spendLink(tx, token, purpose, now))) throw deadLink()
        await replacePassword(app, tx, owner.person_id, hash, now.toISOString())
        tx.send(
          audit(
            { orgId, address: request.ip, personId: owner.person_id },
            now.toISOString(),
            'password_chosen',
            { purpose },
          ),
        )
      })
      return { email: owner.email }
    },
  )
}

async function ownerOf(
  app: App,
  body: { link: string; purpose: (typeof linkPurposes)[number] },
  address: string,
) {
  const link = readLink(body.link)
  // An unknown organization has no row to count tries in, and no link either.
  if (!link || !(await isOrganization(app, link.orgId))) throw deadLink()
  await takeTry(app, link.orgId, [{ key: `link:${placeOf(address)}`, tries_max: 60, window_minutes: 15 }], {
    address,
    personId: null,
  })
  const owner = await read(app.pool, link.orgId, (tx) =>
    peekLink(tx, link.token, body.purpose, app.clock.now()),
  )
  if (!owner) throw deadLink()
  return { ...link, owner }
}

async function isOrganization(app: App, orgId: string): Promise<boolean> {
  const found = await read(app.pool, orgId, (tx) =>
    tx.maybe(raw('select 1 as found from core.organization where id = $1', [orgId])),
  )
  return found !== undefined
}

/** Stores a new password: all sessions and open links of the person end, and a notice goes out. */
export async function replacePassword(
  app: App,
  tx: Tx,
  personId: string,
  hash: string,
  now: string,
): Promise<void> {
  tx.send(
    raw(
      `insert into core.password (org_id, person_id, hash, changed_at) values ($1,$2,$3,$4)
       on conflict (org_id, person_id) do update set hash = excluded.hash, changed_at = excluded.changed_at`,
      [tx.orgId, personId, hash, now],
    ),
  )
  voidLinks(tx, personId, now)
  await endSessions(app, tx, personId, now)
  await mailNotice(app, tx, 'passwordChanged', personId, now)
}

/** Job `people.send_reset`: sends the link when there is somebody with that address, once. */
export async function sendReset(app: App, payload: Record<string, unknown>): Promise<void> {
  const orgId = String(payload.org)
  const mailId = String(payload.mail)
  const now = app.clock.now()
  await write(app.pool, orgId, async (tx) => {
    const person = await tx.maybe(
      raw<{ id: string }>(
        `select p.id from core.person p where p.org_id = $1 and p.email = $2 and p.is_active and p.kind <> 'service' and p.merged_into_id is null and ${isOpenHere('p.org_id', 'p.id')} and not ${isEmergency('p.org_id', 'p.id')}
           and not exists (select from core.outbox o where o.org_id = p.org_id and o.id = $3)`,
        [orgId, String(payload.email), mailId],
      ),
    )
    if (!person) return
    const { link, expiresAt } = issueLink(app, tx, person.id, 'reset', now)
    const at = now.toISOString()
    await mailLink(app, tx, { purpose: 'reset', personId: person.id, link, expiresAt, now: at, id: mailId })
    tx.send(audit({ orgId, address: null, personId: person.id }, at, 'reset_sent', { mail: mailId }))
  })
}
