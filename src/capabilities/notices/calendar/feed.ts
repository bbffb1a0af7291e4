/** The secret link by which a calendar program, which cannot sign in, reads what its owner chose. */
import { createHash } from 'node:crypto'
import type { FastifyReply, FastifyRequest } from 'fastify'
import { type Static, Type } from 'typebox'
import { plainAction } from '../../../core/action.ts'
import type { App } from '../../../core/app.ts'
import { describe, Problems } from '../../../core/mount.ts'
import { personActor } from '../../../core/people/automation.ts'
import { baseUrl } from '../../../core/people/mails.ts'
import { reader } from '../../../core/registry.ts'
import { raw, write } from '../../../platform/db/transaction.ts'
import { placeOf } from '../../../platform/http/place-of.ts'
import { notFound, tooMany } from '../../../platform/http/problem.ts'
import { Body, NullableTime, OneOf } from '../../../platform/http/schema.ts'
import type { Http } from '../../../platform/http/server.ts'
import { createVisits, type Visits } from '../../../platform/http/visits.ts'
import { hashToken, randomToken } from '../../../platform/secrets/signing.ts'
import { calendarName, entriesOf, type Part, parts } from './entries.ts'
import { calendarFile } from './file.ts'

const day_ms = 86_400_000
const past_ms = 14 * day_ms
const ahead_ms = 90 * day_ms
const path = '/api/notices/calendar'
/** A minute: a program reads some times an hour, and a whole hospital may stand behind one address. */
const reads_max = 30
const place_reads_max = 600

const Parts = Type.Array(OneOf(parts), { minItems: 1, maxItems: parts.length, uniqueItems: true })
const Feed = Type.Object({
  has_link: Type.Boolean(),
  parts: Type.Array(OneOf(parts)),
  created_at: NullableTime,
  used_at: NullableTime,
})
type FeedRow = { parts: Part[]; created_at: string; used_at: string | null }

export const showFeed = reader({
  name: 'notices.calendar',
  summary: 'Whether there is a secret link to one’s own calendar, what it shows, and when it was used last.',
  path,
  output: Feed,
  permits: () => true,
  run: async ({ tx, actor }): Promise<Static<typeof Feed>> => {
    const found = await tx.maybe(
      raw<FeedRow>(
        'select parts, created_at, used_at from notices.calendar_feed where org_id = $1 and person_id = $2',
        [tx.orgId, actor.personId],
      ),
    )
    return {
      has_link: found !== undefined,
      ...(found ?? { parts: [...parts], created_at: null, used_at: null }),
    }
  },
})

export const makeFeed = plainAction({
  name: 'notices.make_calendar',
  summary: 'Make the secret link to one’s own calendar. It is shown once; an earlier link ends.',
  path,
  input: Body({ parts: Parts }),
  output: Type.Object({ url: Type.String() }),
  answersSecret: true,
  permits: () => true,
  run: async ({ app, tx, actor, input, now }) => {
    const token = randomToken()
    tx.send(
      raw(
        `insert into notices.calendar_feed (org_id, person_id, token_hash, parts, created_at) values ($1,$2,$3,$4,$5)
         on conflict (org_id, person_id) do update set token_hash = $3, parts = $4, created_at = $5, used_at = null`,
        [tx.orgId, actor.personId, hashOf(token), input.parts, now],
      ),
    )
    const url = `${baseUrl(app)}/calendars/${tx.orgId}.${token}.ics`
    return { result: { url }, audit: { parts: input.parts } }
  },
})

export const changeFeed = plainAction({
  name: 'notices.change_calendar',
  summary: 'Choose what the secret link to one’s own calendar shows; the link stays.',
  path,
  method: 'PUT',
  input: Body({ parts: Parts }),
  output: Type.Object({}),
  permits: () => true,
  run: async ({ tx, actor, input }) => {
    const found = await tx.maybe(
      raw(
        'update notices.calendar_feed set parts = $3 where org_id = $1 and person_id = $2 returning person_id',
        [tx.orgId, actor.personId, input.parts],
      ),
    )
    if (!found) throw notFound('This calendar')
    return { result: {}, audit: { parts: input.parts } }
  },
})

export const endFeed = plainAction({
  name: 'notices.end_calendar',
  summary: 'End the secret link to one’s own calendar.',
  path,
  method: 'DELETE',
  input: Type.Union([Body({}), Type.Null()]),
  output: Type.Object({}),
  permits: () => true,
  run: async ({ tx, actor }) => {
    tx.send(
      raw('delete from notices.calendar_feed where org_id = $1 and person_id = $2', [
        tx.orgId,
        actor.personId,
      ]),
    )
    return { result: {}, audit: {} }
  },
})

/** The link's own route: the secret in it is all that a calendar program shows. */
export function mountFeed(http: Http, app: App): void {
  const [places, links] = [createVisits(place_reads_max), createVisits(reads_max)]
  const admit = (visits: Visits, who: string) => {
    const wait_seconds = visits.count(who, app.clock.now().getTime())
    if (wait_seconds > 0) throw tooMany(wait_seconds)
  }
  http.route({
    method: 'GET',
    url: '/calendars/:link',
    schema: {
      ...describe(
        'notices.calendar_file',
        'Somebody’s calendar as an iCalendar file, by secret link.',
        'notices',
      ),
      security: [],
      params: Body({ link: Type.String({ maxLength: 200 }) }),
      response: { 200: Type.String({ description: 'text/calendar' }), 304: Type.Null(), ...Problems },
    },
    handler: async (request, reply) => {
      admit(places, placeOf(request.ip))
      const link = readLink((request.params as { link: string }).link)
      // Only links that lead to somebody are counted each by itself: of wrong ones there are as many as one likes.
      const file = link && (await fileFor(app, link, (personId) => admit(links, personId)))
      // Wrong, revoked and never made look the same.
      if (file === undefined) throw notFound('This calendar')
      return answer(request, reply, file)
    },
  })
}

/** A program that has the same file already is told so. */
function answer(request: FastifyRequest, reply: FastifyReply, file: string): FastifyReply {
  const etag = `"${createHash('sha256').update(file).digest('base64url')}"`
  reply.headers({ etag, 'cache-control': 'private, no-cache', 'referrer-policy': 'no-referrer' })
  const known = (request.headers['if-none-match'] ?? '')
    .split(',')
    .map((each) => each.trim().replace(/^W\//, ''))
  if (known.includes(etag) || known.includes('*')) return reply.code(304).send()
  return reply
    .headers({
      'content-type': 'text/calendar; charset=utf-8',
      'content-disposition': 'inline; filename="wardline.ics"',
    })
    .send(file)
}

type Link = { orgId: string; token: string }

function readLink(text: string): Link | undefined {
  const match = /^([0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12})\.([A-Za-z0-9_-]{43})\.ics$/.exec(text)
  return match ? { orgId: match[1] ?? '', token: match[2] ?? '' } : undefined
}

function fileFor(app: App, link: Link, onFound: (personId: string) => void): Promise<string | undefined> {
  const now = app.clock.now()
  const at = now.toISOString()
  return write(app.pool, link.orgId, async (tx) => {
    const found = await tx.maybe(
      raw<FeedRow & { id: string; language: 'en' | 'es' }>(
        `select p.id, coalesce(p.language, g.language) as language, f.parts, f.created_at, f.used_at from notices.calendar_feed f
           join core.person p on p.org_id = f.org_id and p.id = f.person_id join core.organization g on g.id = f.org_id
         where f.org_id = $1 and f.token_hash = $2 and p.is_active`,
        [link.orgId, hashOf(link.token)],
      ),
    )
    if (found) onFound(found.id)
    const actor = found && (await personActor(tx, found.id, at))
    if (!found || !actor) return undefined
    tx.send(
      raw(
        `update notices.calendar_feed set used_at = $3 where org_id = $1 and person_id = $2 and (used_at is null or used_at < $3::timestamptz - interval '1 minute')`,
        [link.orgId, found.id, at],
      ),
    )
    const base = baseUrl(app)
    const asked = {
      actor,
      language: found.language,
      base,
      host: new URL(base).hostname,
      // By the day, so that the same file stays the same for longer.
      from: new Date(Math.floor((now.getTime() - past_ms) / day_ms) * day_ms).toISOString(),
      to: new Date(Math.floor((now.getTime() + ahead_ms) / day_ms) * day_ms).toISOString(),
      stamp: found.created_at,
    }
    return calendarFile(await entriesOf(tx, asked, found.parts), calendarName(found.language))
  })
}

function hashOf(token: string): Buffer {
  return Buffer.from(hashToken(token), 'hex')
}
