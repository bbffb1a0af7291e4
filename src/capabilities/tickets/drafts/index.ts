/** A reply that several agents write together: one a ticket, each save names the version that it changes. */
import { Type } from 'typebox'
import { plainAction } from '../../../core/action.ts'
import { type Actor, may } from '../../../core/actor.ts'
import type { App } from '../../../core/app.ts'
import { execute } from '../../../core/execute.ts'
import { lock } from '../../../core/lock.ts'
import { type Authenticate, describe, HeadProperties, Problems } from '../../../core/mount.ts'
import type { RecordRow } from '../../../core/records/record.ts'
import { type Capability, reader } from '../../../core/registry.ts'
import { type Raw, raw, read, type Tx } from '../../../platform/db/transaction.ts'
import { conflict, forbidden } from '../../../platform/http/problem.ts'
import { Body, Id, NullableText, NullableTime, Text } from '../../../platform/http/schema.ts'
import type { Http } from '../../../platform/http/server.ts'
import { Warnings } from '../actions/create.ts'
import { reply } from '../actions/reply.ts'
import { insideTicket } from '../inside-ticket.ts'
import { worksOnTickets } from '../policy.ts'

const Params = Body({ id: Id })
const Version = Type.Integer({
  minimum: 0,
  description: 'The version that was seen; 0 when nobody had written one yet.',
})
const Shown = Type.Object({
  body: Type.String(),
  version: Type.Integer({ description: 'Counts on when one was sent or thrown away; 0 before the first.' }),
  updated_by: NullableText,
  updated_at: NullableTime,
  ready_by: NullableText,
  ready_by_id: Type.Union([Id, Type.Null()]),
})
type Draft = {
  body: string
  version: number
  updated_by: string | null
  updated_at: string | null
  ready_by: string | null
  ready_by_id: string | null
}
const none: Draft = {
  body: '',
  version: 0,
  updated_by: null,
  updated_at: null,
  ready_by: null,
  ready_by_id: null,
}

function draftOf(orgId: string, ticketId: string): Raw<Draft> {
  return raw(
    `select d.body, d.version, u.name as updated_by, d.updated_at, y.name as ready_by, d.ready_by as ready_by_id
     from tickets.shared_draft d join core.person u on u.org_id = d.org_id and u.id = d.updated_by
       left join core.person y on y.org_id = d.org_id and y.id = d.ready_by
     where d.org_id = $1 and d.ticket_id = $2`,
    [orgId, ticketId],
  )
}

const show = reader({
  name: 'shared_drafts.show',
  summary: 'The reply that is written together on a ticket; empty when there is none.',
  path: '/api/tickets/:id/shared-draft',
  params: Params,
  output: Shown,
  permits: worksOnTickets,
  run: async ({ tx, actor, params }) => {
    const { id } = await insideTicket(tx, actor, params.id as string)
    return (await tx.maybe(draftOf(tx.orgId, id))) ?? none
  },
})

const save = plainAction({
  name: 'shared_drafts.save',
  summary: 'Write on the reply that is written together. What somebody else saved meanwhile is a conflict.',
  path: '/api/tickets/:id/shared-draft',
  method: 'PUT',
  params: Params,
  input: Body({ body: Text(100_000), version: Version, is_ready: Type.Optional(Type.Boolean()) }),
  output: Shown,
  permits: mayWrite,
  run: async ({ app, tx, actor, input, params, now }) => {
    const record = await insideTicket(tx, actor, params.id as string)
    const isReady = input.is_ready === true && input.body.trim() !== ''
    const saved = await tx.maybe(
      raw(
        input.version === 0
          ? `insert into tickets.shared_draft (org_id, ticket_id, body, version, updated_by, updated_at, ready_by)
             values ($1,$2,$3,1,$5,$6,$7) on conflict do nothing returning version, $4::int`
          : `update tickets.shared_draft set body = $3, version = version + 1, updated_by = $5, updated_at = $6, ready_by = $7
             where org_id = $1 and ticket_id = $2 and version = $4 returning version`,
        [
          tx.orgId,
          record.id,
          input.body,
          input.version,
          actor.personId,
          now,
          isReady ? actor.personId : null,
        ],
      ),
    )
    if (!saved) throw changed((await tx.maybe(draftOf(tx.orgId, record.id))) ?? none)
    tx.afterCommit(() => tellDraft(app, actor, record))
    return {
      result: await tx.one(draftOf(tx.orgId, record.id)),
      about: { id: record.id, isInternal: true },
    }
  },
})

const discard = plainAction({
  name: 'shared_drafts.discard',
  summary: 'Throw the reply that is written together away, as it was seen.',
  path: '/api/tickets/:id/shared-draft',
  method: 'DELETE',
  params: Params,
  input: Body({ version: Version }),
  output: Type.Object({}),
  permits: mayWrite,
  run: async ({ app, tx, actor, input, params }) => {
    const record = await insideTicket(tx, actor, params.id as string)
    await takeAway(tx, record.id, input.version)
    tx.afterCommit(() => tellDraft(app, actor, record))
    return { result: {} }
  },
})

function mayWrite(actor: Actor): boolean {
  return worksOnTickets(actor) && may(actor, 'tickets.reply')
}

function changed(current: Draft) {
  return conflict('Somebody else has written on this in the meantime. Look at both, and save again.', current)
}

/** The row stays, empty: the next draft counts on from it, so that no version ever means two of them. */
async function takeAway(tx: Tx, ticketId: string, version: number): Promise<void> {
  const gone = await tx.maybe(
    raw(
      `update tickets.shared_draft set body = '', version = version + 1, ready_by = null
       where org_id = $1 and ticket_id = $2 and version = $3 returning version`,
      [tx.orgId, ticketId, version],
    ),
  )
  if (!gone) throw changed((await tx.maybe(draftOf(tx.orgId, ticketId))) ?? none)
}

/** Told to those who see the ticket from the inside, as presence is. */
function tellDraft(app: App, actor: Actor, { id, kind, team_id, owner_id, restriction }: RecordRow): void {
  app.live.publish({
    topic: 'shared_draft',
    org: actor.orgId,
    id,
    kind,
    team_id,
    owner_id,
    restriction,
    person_id: actor.personId,
  })
}

const bylines = {
  en: (writer: string, sender: string) => `Written by ${writer}, sent by ${sender}.`,
  es: (writer: string, sender: string) => `Escrito por ${writer}, enviado por ${sender}.`,
}

/** Sends the draft as it was seen; of two who send at once one does. Who prepared it is named in the message. */
async function send(app: App, actor: Actor, id: string, version: number) {
  const { draft, record, language } = await read(app.pool, actor.orgId, async (tx) => {
    const found = await insideTicket(tx, actor, id)
    const person = await tx.one(
      raw<{ language: 'en' | 'es' }>(
        `select coalesce(p.language, g.language) as language from core.organization g
         left join core.person p on p.org_id = g.id and p.id = $2 where g.id = $1`,
        [tx.orgId, found.requester_id],
      ),
    )
    return {
      record: found,
      draft: (await tx.maybe(draftOf(tx.orgId, id))) ?? none,
      language: person.language,
    }
  })
  if (draft.version !== version || draft.body.trim() === '') throw changed(draft)
  const isTogether = draft.ready_by !== null && draft.ready_by_id !== actor.personId
  const byline = isTogether ? `\n\n*${bylines[language](draft.ready_by ?? '', actor.name)}*` : ''
  const body = `${draft.body.trimEnd()}${byline}`.slice(0, 100_000)
  const sent = await execute(app, actor, reply, { body }, id, {
    first: async (tx) => {
      // The ticket first, as a redaction does: the other way round each would wait for the other.
      await lock(tx, actor, 'ticket', record.id, [])
      await takeAway(tx, record.id, version)
    },
  })
  tellDraft(app, actor, record)
  return sent
}

function mountSend(http: Http, app: App, authenticate: Authenticate): void {
  http.route({
    method: 'POST',
    url: '/api/tickets/:id/shared-draft/send',
    schema: {
      ...describe(
        'shared_drafts.send',
        'Send the reply that was written together, as it was seen.',
        'drafts',
      ),
      params: Params,
      body: Body({ version: Version }),
      response: { 200: Type.Object({ ...HeadProperties, message_id: Id, warnings: Warnings }), ...Problems },
    },
    handler: async (request) => {
      const actor = await authenticate(request)
      if (!mayWrite(actor)) throw forbidden()
      const sent = await send(
        app,
        actor,
        (request.params as { id: string }).id,
        (request.body as { version: number }).version,
      )
      const { id, kind, number, state, category, version, updated_at, message_id, warnings } = sent
      return { id, kind, number, state, category, version, updated_at, message_id, warnings } as never
    },
  })
}

export const sharedDrafts: Capability = {
  name: 'shared_drafts',
  plainActions: [save, discard],
  readers: [show],
  routes: mountSend,
}
