/** News to the browser as server-sent events, each listener hearing only of records it may see. */
import type { OutgoingHttpHeaders, ServerResponse } from 'node:http'
import { Type } from 'typebox'
import type { Http } from '../platform/http/server.ts'
import type { News } from '../platform/live/live.ts'
import type { Actor } from './actor.ts'
import type { App } from './app.ts'
import type { Authenticate } from './mount.ts'
import { gone } from './records/restriction.ts'
import { mayHear, type NewsOfRecord, seesInside } from './records/visible.ts'

const beat_ms = 25_000
const remembered_max = 2_000
const waiting_bytes_max = 1_000_000

const streamHeaders = {
  'content-type': 'text/event-stream',
  'cache-control': 'no-store',
  'x-accel-buffering': 'no',
}

type Listener = { actor: Actor; response: ServerResponse; authenticate: () => Promise<Actor> }

/**
 * Mounts /api/live. After a gap that the memory of recent news does not cover, the browser hears `reset` and
 * asks again for everything that it shows; so nothing is lost for good.
 */
export function mountLive(http: Http, app: App, authenticate: Authenticate): { close(): void } {
  const listeners = new Set<Listener>()
  const recent: { id: number; news: News }[] = []
  let last = Math.floor(app.clock.now().getTime())

  const unsubscribe = app.live.subscribe((news) => {
    if (news.topic === 'session') return askAgain(listeners, (actor) => actor.sessionId === news.id)
    if (news.topic === 'permissions') return askAgain(listeners, () => true)
    // Who is where now is of no use later, and must not push news out of the memory.
    if (news.topic === 'presence' || news.topic === 'shared_draft') return tellPresence(listeners, news)
    last += 1
    recent.push({ id: last, news })
    if (recent.length > remembered_max) recent.shift()
    for (const listener of listeners) tell(listener, last, news)
  })

  // The beat keeps proxies from closing the stream, and ends those whose session has ended.
  const beat = setInterval(() => {
    for (const listener of listeners) {
      listener.response.write(':\n\n')
      listener.authenticate().then(
        (actor) => {
          listener.actor = actor
        },
        () => listener.response.end('event: signed-out\ndata: {}\n\n'),
      )
    }
  }, beat_ms)
  beat.unref()

  http.get(
    '/api/live',
    {
      schema: {
        operationId: 'live.listen',
        summary: 'News of the records that one may see, as server-sent events.',
        tags: ['live'],
        security: [{ session: [] }],
        headers: Type.Object({ 'last-event-id': Type.Optional(Type.String()) }),
        response: { 200: Type.String({ description: 'text/event-stream' }), default: Type.Ref('Problem') },
      },
    },
    async (request, reply) => {
      // A stream that stays open is nobody being there.
      request.headers['x-wardline-background'] = '1'
      const actor = await authenticate(request)
      reply.hijack()
      const response = reply.raw
      // What the hooks have set already, such as safe headers, is not sent by itself any more.
      response.writeHead(200, {
        ...(reply.getHeaders() as OutgoingHttpHeaders),
        ...streamHeaders,
      })
      const listener: Listener = { actor, response, authenticate: () => authenticate(request) }
      listeners.add(listener)
      response.on('close', () => listeners.delete(listener))
      response.write('retry: 2000\n\n')
      catchUp(listener, Number(request.headers['last-event-id']), recent, last)
    },
  )

  return {
    close() {
      unsubscribe()
      clearInterval(beat)
      for (const listener of listeners) listener.response.end()
    },
  }
}

function catchUp(listener: Listener, seen: number, recent: { id: number; news: News }[], last: number): void {
  if (!Number.isFinite(seen) || seen === last)
    return void listener.response.write(`id: ${last}\nevent: hello\ndata: {}\n\n`)
  const first = recent[0]
  if (first === undefined || seen < first.id - 1 || seen > last)
    return void listener.response.write(`id: ${last}\nevent: reset\ndata: {}\n\n`)
  for (const { id, news } of recent) if (id > seen) tell(listener, id, news)
}

function tell(listener: Listener, id: number, news: News): void {
  if (news.topic === 'reset') return void listener.response.write(`id: ${id}\nevent: reset\ndata: {}\n\n`)
  if (!concerns(listener.actor, news)) return
  // Who cannot keep up is cut off and catches up on reconnecting, instead of filling the server's memory.
  if (listener.response.writableLength > waiting_bytes_max) return void listener.response.destroy()
  listener.response.write(
    `id: ${id}\nevent: ${news.topic}\ndata: ${JSON.stringify(shown(listener.actor, news))}\n\n`,
  )
}

/** Told to others who see the record from the inside, without a number, so that nobody catches up on it. */
function tellPresence(listeners: Set<Listener>, news: News): void {
  const { topic, org, person_id, team_id: _team, owner_id: _owner, restriction: _kept, ...data } = news
  for (const { actor, response } of listeners) {
    if (actor.orgId !== org || actor.personId === person_id) continue
    if (!seesInside(actor, news as unknown as NewsOfRecord)) continue
    if (response.writableLength > waiting_bytes_max) continue
    response.write(`event: ${topic}\ndata: ${JSON.stringify({ ...data, person_id })}\n\n`)
  }
}

// Who sees a record from outside hears that it changed, and not in whose hands it is.
function shown(actor: Actor, news: News): Record<string, unknown> {
  const { topic, org: _org, people: _people, participants: _participants, restriction: _kept, ...data } = news
  if (news.action === gone) return { id: news.id, kind: news.kind, action: gone, by: null }
  if (topic !== 'record' || seesInside(actor, news as unknown as NewsOfRecord)) return data
  const { team_id: _team, owner_id: _owner, by: _by, ...rest } = data
  return rest
}

function concerns(actor: Actor, news: News): boolean {
  if (news.org !== actor.orgId) return false
  if (Array.isArray(news.people)) return news.people.includes(actor.personId)
  return news.topic === 'record' ? mayHear(actor, news as unknown as NewsOfRecord) : false
}

// What a listener may hear is asked again; one whose session has ended is told so and cut off.
function askAgain(listeners: Set<Listener>, concerned: (actor: Actor) => boolean): void {
  for (const listener of listeners) {
    if (!concerned(listener.actor)) continue
    listener.authenticate().then(
      (actor) => {
        listener.actor = actor
      },
      () => listener.response.end('event: signed-out\ndata: {}\n\n'),
    )
  }
}
