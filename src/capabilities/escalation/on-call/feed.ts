/**
 * A person's shifts as an iCalendar file (RFC 5545), for a calendar program that knows nothing but a secret link.
 * It tells the team, the layer and the time; it never tells a word of a ticket or the name of anybody else.
 */
import { Type } from 'typebox'
import { plainAction } from '../../../core/action.ts'
import type { App } from '../../../core/app.ts'
import { describe, Problems } from '../../../core/mount.ts'
import { baseUrl } from '../../../core/people/mails.ts'
import { raw, read } from '../../../platform/db/transaction.ts'
import { notFound } from '../../../platform/http/problem.ts'
import { Body } from '../../../platform/http/schema.ts'
import type { Http } from '../../../platform/http/server.ts'
import { hashToken, randomToken } from '../../../platform/secrets/signing.ts'
import { layerName, type OwnShift, shiftsOfPerson } from './queries/mine.ts'

const past_ms = 14 * 86_400_000
const ahead_ms = 90 * 86_400_000
const events_max = 1_000

export const makeFeed = plainAction({
  name: 'on_call.make_feed',
  summary: 'Make the secret link to one’s own shifts. It is shown once; an earlier link ends.',
  path: '/api/on-call/feed',
  input: Body({}),
  output: Type.Object({ url: Type.String() }),
  answersSecret: true,
  permits: () => true,
  run: async ({ app, tx, actor, now }) => {
    const token = randomToken()
    tx.send(
      raw(
        `insert into escalation.calendar_feed (org_id, person_id, token_hash, created_at) values ($1,$2,$3,$4)
         on conflict (org_id, person_id) do update set token_hash = $3, created_at = $4`,
        [tx.orgId, actor.personId, hashOf(token), now],
      ),
    )
    const url = `${baseUrl(app)}/calendars/${tx.orgId}.${token}.ics`
    return { result: { url }, audit: {} }
  },
})

export const revokeFeed = plainAction({
  name: 'on_call.revoke_feed',
  summary: 'End the secret link to one’s own shifts.',
  path: '/api/on-call/feed',
  method: 'DELETE',
  input: Type.Union([Body({}), Type.Null()]),
  output: Type.Object({}),
  permits: () => true,
  run: async ({ tx, actor }) => {
    tx.send(
      raw('delete from escalation.calendar_feed where org_id = $1 and person_id = $2', [
        tx.orgId,
        actor.personId,
      ]),
    )
    return { result: {}, audit: {} }
  },
})

/** The link's own route: calendar programs do not sign in, so the secret in the link is all they show. */
export function mountFeed(http: Http, app: App): void {
  http.route({
    method: 'GET',
    url: '/calendars/:link',
    schema: {
      ...describe('on_call.feed', 'Somebody’s shifts as an iCalendar file, by secret link.', 'on_call'),
      security: [],
      params: Body({ link: Type.String({ maxLength: 200 }) }),
      response: { 200: Type.String({ description: 'text/calendar' }), ...Problems },
    },
    handler: async (request, reply) => {
      const link = readLink((request.params as { link: string }).link)
      const file = link && (await fileFor(app, link))
      // Wrong, revoked and never made look the same.
      if (file === undefined) throw notFound('This calendar')
      return reply
        .headers({
          'content-type': 'text/calendar; charset=utf-8',
          'cache-control': 'private, no-store',
          'content-disposition': 'inline; filename="on-call.ics"',
          'referrer-policy': 'no-referrer',
        })
        .send(file)
    },
  })
}

function readLink(text: string): { orgId: string; token: string } | undefined {
  const match = /^([0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12})\.([A-Za-z0-9_-]{43})\.ics$/.exec(text)
  return match ? { orgId: match[1] ?? '', token: match[2] ?? '' } : undefined
}

function fileFor(app: App, link: { orgId: string; token: string }): Promise<string | undefined> {
  const now_ms = app.clock.now().getTime()
  return read(app.pool, link.orgId, async (tx) => {
    const person = await tx.maybe(
      raw<{ id: string; language: 'en' | 'es' }>(
        `select p.id, coalesce(p.language, g.language) as language from escalation.calendar_feed f
           join core.person p on p.org_id = f.org_id and p.id = f.person_id join core.organization g on g.id = f.org_id
         where f.org_id = $1 and f.token_hash = $2 and p.is_active`,
        [link.orgId, hashOf(link.token)],
      ),
    )
    if (!person) return undefined
    const within = { from_ms: now_ms - past_ms, to_ms: now_ms + ahead_ms }
    const own = await shiftsOfPerson(tx, person.id, within)
    return calendarOf(own.slice(0, events_max), { now_ms, language: person.language, baseUrl: baseUrl(app) })
  })
}

const words = {
  en: (team: string, layer: string) => `On call: ${team} (${layer})`,
  es: (team: string, layer: string) => `De guardia: ${team} (${layer})`,
}

/** The file, with CRLF and lines of at most 75 bytes. Pure. */
export function calendarOf(
  own: readonly OwnShift[],
  options: { now_ms: number; language: 'en' | 'es'; baseUrl: string },
): string {
  const events = own.flatMap(({ rota, shift }) => [
    'BEGIN:VEVENT',
    // The same shift keeps its identity from one reading to the next, also when its end moves.
    `UID:${shift.layer_id}-${shift.from_ms}@wardline`,
    `DTSTAMP:${utc(options.now_ms)}`,
    `DTSTART:${utc(shift.from_ms)}`,
    `DTEND:${utc(shift.to_ms)}`,
    `SUMMARY:${escaped(words[options.language](rota.team.name, layerName(rota, shift)))}`,
    `URL:${options.baseUrl}/desk/on-call/${rota.team.id}`,
    'TRANSP:TRANSPARENT',
    'END:VEVENT',
  ])
  const lines = [
    'BEGIN:VCALENDAR',
    'VERSION:2.0',
    'PRODID:-//Wardline//On-call//EN',
    'CALSCALE:GREGORIAN',
    'METHOD:PUBLISH',
    'REFRESH-INTERVAL;VALUE=DURATION:PT1H',
    ...events,
    'END:VCALENDAR',
  ]
  return `${lines.map(folded).join('\r\n')}\r\n`
}

function utc(moment_ms: number): string {
  return new Date(moment_ms).toISOString().replace(/[-:]|\.\d{3}/g, '')
}

/** Text as the format wants it, so that a team's name can neither end a line nor begin a property. */
function escaped(text: string): string {
  return text
    .replaceAll('\\', '\\\\')
    .replaceAll(';', '\\;')
    .replaceAll(',', '\\,')
    .replace(/\r\n|[\r\n]/g, '\\n')
    .replace(/\p{Cc}/gu, '')
}

/** Long lines go on after a line break and a blank; no character is torn apart. */
function folded(line: string): string {
  const parts: string[] = []
  let part = ''
  for (const character of line) {
    if (Buffer.byteLength(part + character) > (parts.length === 0 ? 75 : 74)) {
      parts.push(part)
      part = ''
    }
    part += character
  }
  return [...parts, part].join('\r\n ')
}

function hashOf(token: string): Buffer {
  return Buffer.from(hashToken(token), 'hex')
}
