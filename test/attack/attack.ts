/** Walks every operation of the API with hostile requests, as everybody, and watches what comes of it. */
import { type ChildProcess, fork } from 'node:child_process'
import { once } from 'node:events'
import { Agent, request } from 'node:http'
import { resolve } from 'node:path'
import pg from 'pg'
import { type Document, type Operation, operationsOf } from '../helpers/openapi.ts'
import { changedWrongly, type Reply, takePrint, wrongWith } from './checks.ts'
import { type Chance, chanceOf } from './hostile.ts'
import { drawShot, type Ids, type Shot } from './request.ts'
import {
  type Attacker,
  attackers,
  type Begun,
  innerWord,
  type Measured,
  type Organization,
  type Question,
  type Session,
  victimWord,
} from './target.ts'

export type Report = {
  requests: number
  /** How many were answered with each status. */
  statuses: Record<string, number>
  /** Operations that were asked, and those that did what they are for. */
  operations: { asked: number; done: number; all: number }
  findings: string[]
  memory: { second: number; heap_bytes: number; rss_bytes: number; loop_ms_max: number }[]
  slowest: { operation: string; ms: number }[]
}

type State = {
  begun: Begun
  operations: Operation[]
  ids: Record<Organization, Ids>
  sessions: Map<Attacker, Session>
  owner: pg.Pool
  agent: Agent
  report: Report
  done: Set<string>
  asked: Set<string>
  slow: Map<string, number>
  ask: <T>(question: Question) => Promise<T>
}

const shots_at_once = 4
const shots_a_batch = 48
const answer_ms_max = 30_000
const answer_bytes_max = 20_000_000
const findings_max = 20
const ids_max = 100
/** What would end the planting itself, or is not made of JSON. */
const notPlanted =
  /^(session|setup|factor|passkeys|providers|sessions|people\.(deactivate|merge|import|reset)|roles\.|organization\.)/

/** Attacks for so long; the same seed draws the same requests. */
export async function attack(options: {
  seed: number
  seconds: number
  say?: (line: string) => void
}): Promise<Report> {
  const child = fork(resolve(import.meta.dirname, 'target.ts'), [], { execArgv: ['--expose-gc'] })
  const ask = asking(child)
  const begun = await ask<Begun>({ ask: 'begin' })
  const owner = new pg.Pool({ connectionString: begun.ownerUrl, max: 2 })
  owner.on('error', () => {})
  const state = makeState(begun, owner, ask)
  try {
    const { text } = await send(
      state,
      { operation: '', method: 'GET', path: '/api/openapi.json', headers: {}, body: undefined },
      '',
    )
    state.operations = operationsOf(JSON.parse(text) as Document)
    state.report.operations.all = state.operations.length
    for (const where of ['victim', 'main', 'own'] as const) await plant(state, where, chanceOf(options.seed))
    await rounds(state, options)
  } finally {
    await owner.end()
    state.agent.destroy()
    child.send({ ask: 'stop' })
    await once(child, 'exit')
  }
  return finish(state)
}

function makeState(begun: Begun, owner: pg.Pool, ask: State['ask']): State {
  return {
    begun,
    owner,
    ask,
    operations: [],
    ids: { main: new Map([['tickets', begun.ids]]), victim: new Map(), own: new Map() },
    sessions: new Map(),
    agent: new Agent({ keepAlive: true, maxSockets: shots_at_once }),
    report: {
      requests: 0,
      statuses: {},
      operations: { asked: 0, done: 0, all: 0 },
      findings: [],
      memory: [],
      slowest: [],
    },
    done: new Set(),
    asked: new Set(),
    slow: new Map(),
  }
}

function finish({ report, done, asked, slow }: State): Report {
  report.operations.asked = asked.size
  report.operations.done = done.size
  report.slowest = [...slow]
    .map(([operation, ms]) => ({ operation, ms: Math.round(ms) }))
    .sort((left, right) => right.ms - left.ms)
    .slice(0, 5)
  return report
}

/** Questions to the process that is attacked, one answer each. */
function asking(child: ChildProcess): State['ask'] {
  const waiting = new Map<number, { done(value: unknown): void; fail(error: Error): void }>()
  let last = 0
  child.on('message', ({ id, answered, failed }: { id: number; answered?: unknown; failed?: string }) => {
    const each = waiting.get(id)
    waiting.delete(id)
    if (failed === undefined) each?.done(answered)
    else each?.fail(new Error(failed))
  })
  child.on('exit', (code) => {
    for (const { fail } of waiting.values())
      fail(new Error(`The server that was attacked ended with ${code}.`))
  })
  return (question) =>
    new Promise((done, fail) => {
      last += 1
      waiting.set(last, { done: done as (value: unknown) => void, fail })
      child.send({ ...question, id: last })
    })
}

/** Makes one of everything in an organization, as somebody who holds every role there. */
async function plant(state: State, where: Organization, chance: Chance): Promise<void> {
  const word = where === 'victim' ? victimWord : where
  const cookie = state.begun.planters[where]
  const of = (isCollection: boolean) =>
    state.operations.filter(
      ({ id, method, path }) =>
        method === 'POST' && !notPlanted.test(id) && path.includes('{') !== isCollection,
    )
  const rest = where === 'victim' ? of(false) : []
  for (const operation of [...of(true), ...of(true), ...rest]) {
    const shot = drawShot(operation, {
      chance,
      own: state.ids[where],
      foreign: new Map(),
      word,
      isHostile: false,
    })
    const reply = await send(state, shot, cookie)
    if (reply.status === 200) keepIds(state.ids[where], operation, reply.text)
    if (reply.status >= 500) note(state, 'planter', shot, `answers ${reply.status}`)
  }
}

async function rounds(
  state: State,
  { seed, seconds, say }: { seed: number; seconds: number; say?: (line: string) => void },
) {
  const began_ms = performance.now()
  const elapsed = () => (performance.now() - began_ms) / 1000
  const every_s = Math.max(3, Math.min(60, seconds / 4))
  let next_s = 0
  for (let batch = 0; elapsed() < seconds && state.report.findings.length < findings_max; batch++) {
    if (elapsed() >= next_s) {
      next_s += every_s
      const { heap_bytes, rss_bytes, loop_ms_max } = await state.ask<Measured>({ ask: 'measure' })
      state.report.memory.push({ second: Math.round(elapsed()), heap_bytes, rss_bytes, loop_ms_max })
      say?.(tell(state.report, heap_bytes, rss_bytes))
    }
    await oneBatch(state, attackers[batch % attackers.length] as Attacker, seed, batch)
  }
  const { heap_bytes, rss_bytes, loop_ms_max } = await state.ask<Measured>({ ask: 'measure' })
  state.report.memory.push({ second: Math.round(elapsed()), heap_bytes, rss_bytes, loop_ms_max })
}

function tell({ requests, findings }: Report, heap_bytes: number, rss_bytes: number): string {
  const mb = (bytes: number) => `${Math.round(bytes / 1e6)} MB`
  return `${requests} requests, ${findings.length} findings, heap ${mb(heap_bytes)}, resident ${mb(rss_bytes)}`
}

/** Some dozens of requests of one attacker, and a look at every table before and after. */
async function oneBatch(state: State, of: Attacker, seed: number, batch: number): Promise<void> {
  const { cookie, personId } = await sessionOf(state, of)
  const home: Organization = of === 'administrator' ? 'own' : 'main'
  const looks = async () => [
    await takePrint(state.owner, state.begun.orgIds.victim, personId),
    await takePrint(state.owner, state.begun.orgIds.main, personId),
  ]
  const [victimBefore, mainBefore] = await looks()
  const forbidden = of === 'agent' || of === 'lead' ? [victimWord] : [victimWord, innerWord]
  const taken: Shot[] = []
  let next = 0
  const shoot = async () => {
    while (next < shots_a_batch) {
      const chance = chanceOf(seed * 1_000_003 + batch * 1_009 + next)
      const operation = state.operations[
        (batch * shots_a_batch + next * 7 + chance.below(7)) % state.operations.length
      ] as Operation
      next += 1
      const foreign = state.ids[of === 'administrator' && chance.is(0.5) ? 'main' : 'victim']
      const shot = drawShot(operation, {
        chance,
        own: state.ids[home],
        foreign,
        word: 'attack',
        isHostile: chance.is(0.7),
      })
      const reply = await send(state, shot, cookie)
      count(state, operation, reply)
      if (reply.status === 401 && cookie !== '') state.sessions.delete(of)
      const isWriter = operation.method !== 'GET' && reply.status < 400
      if (isWriter) taken.push(shot)
      if (isWriter && of !== 'stranger') keepIds(state.ids[home], operation, reply.text)
      const wrong = wrongWith(reply, forbidden)
      if (wrong !== undefined) note(state, of, shot, `${wrong}: ${reply.text.slice(0, 300)}`)
    }
  }
  await Promise.all(Array.from({ length: shots_at_once }, shoot))
  const [victimAfter, mainAfter] = await looks()
  if (!victimBefore || !victimAfter || !mainBefore || !mainAfter) return
  const wrong = [
    ...changedWrongly(victimBefore, victimAfter, of, true),
    ...changedWrongly(mainBefore, mainAfter, of, of === 'administrator'),
  ]
  if (wrong.length > 0) note(state, of, taken, `changed ${wrong.join(', ')}`)
}

async function sessionOf(state: State, of: Attacker): Promise<Session> {
  const known = state.sessions.get(of)
  if (known) return known
  const session = await state.ask<Session>({ ask: 'session', of })
  state.sessions.set(of, session)
  if (state.begun.orgIds.own !== session.ownOrgId) {
    state.begun.orgIds.own = session.ownOrgId
    state.ids.own.clear()
  }
  return session
}

function count(state: State, operation: Operation, { status }: Reply): void {
  const { report } = state
  report.requests += 1
  report.statuses[status] = (report.statuses[status] ?? 0) + 1
  state.asked.add(operation.id)
  if (status < 400) state.done.add(operation.id)
}

function note({ report }: State, of: string, shots: Shot | Shot[], what: string): void {
  const tellShot = ({ operation, method, path, headers, body }: Shot) =>
    `${operation}: ${method} ${path.slice(0, 500)} ${JSON.stringify(headers)} ${String(body ?? '').slice(0, 500)}`
  const told = Array.isArray(shots) ? shots.map(tellShot).join('\n    ') : tellShot(shots)
  if (report.findings.length < findings_max) report.findings.push(`${of} ${what}\n    ${told}`)
}

function keepIds(ids: Ids, operation: Operation, text: string): void {
  const kind = operation.path.split('/')[2] ?? ''
  for (const [, id = ''] of text.slice(0, 20_000).matchAll(/"id":"([0-9a-f-]{36})"/g)) {
    const list = ids.get(kind) ?? []
    if (!list.includes(id)) list.push(id)
    if (list.length > ids_max) list.shift()
    ids.set(kind, list)
  }
}

/** Sends as it is; a connection that is cut answers with status 0, which is a finding unless too much was sent. */
function send(state: State, shot: Shot, cookie: string): Promise<Reply> {
  const began_ms = performance.now()
  return new Promise((done) => {
    const finished = (reply: Reply) => {
      const ms = performance.now() - began_ms
      if (ms > (state.slow.get(shot.operation) ?? 0)) state.slow.set(shot.operation, ms)
      done(reply)
    }
    const sent = request(
      {
        port: state.begun.port,
        host: '127.0.0.1',
        method: shot.method,
        path: shot.path,
        agent: state.agent,
        timeout: answer_ms_max,
        headers: {
          ...(cookie ? { cookie } : {}),
          ...(shot.body === undefined ? {} : { 'content-length': String(Buffer.byteLength(shot.body)) }),
          ...shot.headers,
        },
      },
      (response) => {
        const { statusCode: status = 0, headers } = response
        const type = String(headers['content-type'] ?? '')
        const chunks: Buffer[] = []
        let size_bytes = 0
        const whole = () =>
          finished({
            status,
            type,
            text: `${JSON.stringify(headers)}${Buffer.concat(chunks)}`.slice(JSON.stringify(headers).length),
          })
        response.on('data', (chunk: Buffer) => {
          size_bytes += chunk.length
          if (size_bytes <= answer_bytes_max) chunks.push(chunk)
          if (type.startsWith('text/event-stream')) sent.destroy()
        })
        response.on('close', whole)
      },
    )
    sent.on('timeout', () => sent.destroy(new Error('timeout')))
    sent.on('error', (error: NodeJS.ErrnoException) => {
      const isTooMuch =
        Buffer.byteLength(shot.body ?? '') > 1_000_000 && /ECONNRESET|EPIPE/.test(error.code ?? '')
      finished({
        status: isTooMuch ? 413 : 599,
        type: isTooMuch ? 'application/problem+json' : '',
        text: isTooMuch ? '{"type":"too-large","title":"Too large","status":413}' : String(error),
      })
    })
    sent.end(shot.body)
  })
}
