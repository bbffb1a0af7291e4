/** Walks every operation of the API with hostile requests, as everybody, and watches what comes of it. */
import { type ChildProcess, fork } from 'node:child_process'
import { once } from 'node:events'
import { Agent } from 'node:http'
import { resolve } from 'node:path'
import { createInterface } from 'node:readline'
import pg from 'pg'
import { type Document, type Operation, operationsOf } from '../helpers/openapi.ts'
import { changedWrongly } from './allowed.ts'
import { grownBy, type Reply, wrongWith } from './checks.ts'
import { type Chance, chanceOf } from './hostile.ts'
import { words } from './planted.ts'
import { takePrint } from './prints.ts'
import { drawShot, type Ids, type Shot } from './request.ts'
import { send } from './send.ts'
import {
  type Attacker,
  attackers,
  type Begun,
  type Measured,
  type Organization,
  type Question,
  type Session,
  type Sown,
} from './target.ts'

export type Report = {
  requests: number
  /** How many were answered with each status. */
  statuses: Record<string, number>
  /** Operations that were asked, and those that did what they are for. */
  operations: { asked: number; done: number; all: number }
  findings: string[]
  /** In how many columns each planted word stands, how many keys were watched for, and how many tables. */
  planted: { places: Record<string, number>; keys: number; tables: number }
  memory: { second: number; heap_bytes: number; rss_bytes: number; loop_ms_max: number }[]
  slowest: { operation: string; ms: number }[]
}

type State = {
  port: number
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
  /** What may be told to nobody at all. */
  keys: string[]
  /** Whether a lead broke the glass of the restricted record, which they may. */
  isBroken: boolean
  ask: <T>(question: Question) => Promise<T>
}

const shots_at_once = 4
const shots_a_batch = 48
const findings_max = 20
const ids_max = 100
/** Shorter attacks end before everything that is kept on purpose is there. */
const memory_seconds_min = 240
/** What would end the planting itself, or is not made of JSON. */
const notPlanted =
  /^(session|setup|factor|passkeys|providers|sessions|people\.(deactivate|merge|import|reset)|roles\.|organization\.)/

/** Attacks for so long; the same seed draws the same requests. */
export async function attack(options: {
  seed: number
  seconds: number
  say?: (line: string) => void
  /** Has the server do on purpose what must be found. */
  isMisbehaving?: boolean
}): Promise<Report> {
  const child = fork(resolve(import.meta.dirname, 'target.ts'), [], {
    execArgv: ['--expose-gc'],
    stdio: ['ignore', 'pipe', 'pipe', 'ipc'],
  })
  const ask = asking(child)
  const begun = await ask<Begun>({ ask: 'begin' })
  const owner = new pg.Pool({ connectionString: begun.ownerUrl, max: 2 })
  owner.on('error', () => {})
  const state = makeState(begun, owner, ask)
  watchLog(state, child)
  try {
    const { text } = await send(
      state,
      { operation: '', method: 'GET', path: '/api/openapi.json', headers: {}, body: undefined },
      '',
    )
    state.operations = operationsOf(JSON.parse(text) as Document)
    state.report.operations.all = state.operations.length
    for (const where of ['victim', 'main', 'own'] as const) await plant(state, where, chanceOf(options.seed))
    await requireSown(state)
    if (options.isMisbehaving) await ask({ ask: 'misbehave' })
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
    port: begun.port,
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
      planted: { places: {}, keys: 0, tables: 0 },
      memory: [],
      slowest: [],
    },
    done: new Set(),
    asked: new Set(),
    slow: new Map(),
    keys: [],
    isBroken: false,
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

const places_min: Record<keyof typeof words, number> = {
  inner: 4,
  victim: 20,
  restricted: 3,
  safety: 1,
  masked: 1,
}
const keys_min = 10

/** An attack that planted nothing finds nothing: throws unless every word stands where it was meant to. */
async function requireSown(state: State): Promise<void> {
  const { keys, places } = await state.ask<Sown>({ ask: 'sown' })
  state.keys = keys
  const tables = (await takePrint(state.owner, state.begun.orgIds.victim, undefined)).size
  state.report.planted = { places, keys: keys.length, tables }
  for (const [name, word] of Object.entries(words)) {
    const least = places_min[name as keyof typeof words]
    if ((places[word] ?? 0) < least)
      throw new Error(`The word ${word} was planted in ${places[word]} columns, not ${least}.`)
  }
  if (keys.length < keys_min) throw new Error(`Only ${keys.length} keys are watched for.`)
}

/** Everything that the server logs is looked through, to the byte. */
function watchLog(state: State, child: ChildProcess): void {
  const look = (line: string) => {
    const told = [...Object.values(words), ...state.keys].find((word) => line.includes(word))
    if (told !== undefined && state.report.findings.length < findings_max)
      state.report.findings.push(`The log tells ${told}: ${line.slice(0, 500)}`)
  }
  for (const stream of [child.stdout, child.stderr]) if (stream) createInterface(stream).on('line', look)
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
  const word = where === 'victim' ? words.victim : where
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
  const grown = seconds < memory_seconds_min ? undefined : grownBy(state.report.memory)
  if (grown !== undefined) state.report.findings.push(grown)
}

function tell({ requests, findings }: Report, heap_bytes: number, rss_bytes: number): string {
  const mb = (bytes: number) => `${Math.round(bytes / 1e6)} MB`
  return `${requests} requests, ${findings.length} findings, heap ${mb(heap_bytes)}, resident ${mb(rss_bytes)}`
}

/** Some dozens of requests of one attacker, and a look at every table before and after. */
async function oneBatch(state: State, of: Attacker, seed: number, batch: number): Promise<void> {
  const { cookie, personId } = await sessionOf(state, of)
  const home: Organization = of === 'administrator' ? 'own' : 'main'
  const closed = of === 'requester' || of === 'nobody' ? await ticketsOfOthers(state, personId) : []
  const looks = async () => [
    await takePrint(state.owner, state.begun.orgIds.victim, personId),
    await takePrint(state.owner, state.begun.orgIds.main, personId, [...state.begun.closed, ...closed]),
  ]
  const [victimBefore, mainBefore] = await looks()
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
      if (of === 'lead' && reply.status < 400 && shot.operation === 'restriction.break_glass')
        state.isBroken = true
      const wrong = wrongWith(reply, forbiddenTo(of, shot.operation, state))
      if (wrong !== undefined) note(state, of, shot, `${wrong}: ${reply.text.slice(0, 300)}`)
    }
  }
  await Promise.all(Array.from({ length: shots_at_once }, shoot))
  const [victimAfter, mainAfter] = await looks()
  if (!victimBefore || !victimAfter || !mainBefore || !mainAfter) return
  const wrong = [
    ...changedWrongly(victimBefore, victimAfter, of, { isVictim: true }),
    ...changedWrongly(mainBefore, mainAfter, of, {
      isVictim: of === 'administrator',
      isBroken: of === 'lead' && state.isBroken,
      deeds: taken.map(({ operation }) => operation),
    }),
  ]
  if (wrong.length > 0) note(state, of, taken, `changed ${wrong.join(', ')}`)
}

/** The tickets of the organization that somebody without a part in them may not change. */
async function ticketsOfOthers({ owner, begun }: State, personId: string): Promise<string[]> {
  const { rows } = await owner.query<{ id: string }>(
    `select id from core.record r where org_id = $1 and kind = 'ticket' and requester_id is distinct from $2
       and not exists (select from core.watcher w where w.org_id = r.org_id and w.record_id = r.id and w.person_id = $2)`,
    [begun.orgIds.main, personId],
  )
  return rows.map(({ id }) => id)
}

/** The words that an answer to the attacker may not hold. */
function forbiddenTo(of: Attacker, operation: string, { keys, isBroken }: State): string[] {
  const isInside = of === 'agent' || of === 'lead'
  // Those who work on a record may say why they need what is masked.
  const mayReveal = isInside && /^privacy\./.test(operation)
  return [
    ...keys,
    words.victim,
    words.safety,
    ...(of === 'lead' && isBroken ? [] : [words.restricted]),
    ...(mayReveal ? [] : [words.masked]),
    ...(isInside ? [] : [words.inner]),
  ]
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
