/** What is attacked: a whole Wardline in a process of its own, which says on request how it is. */
import type { AddressInfo } from 'node:net'
import { monitorEventLoopDelay } from 'node:perf_hooks'
import { missingId } from '../helpers/openapi.ts'
import { type Client, startWardline, type Wardline } from '../helpers/server.ts'
import { misbehave } from './defects.ts'
import { countPlaces, keysOf, plantInside, words } from './planted.ts'

/** Who attacks. The administrator rules an organization of their own, so that what they may do there disturbs nobody. */
export const attackers = ['stranger', 'nobody', 'requester', 'agent', 'lead', 'administrator'] as const
export type Attacker = (typeof attackers)[number]

/** Which organization somebody belongs to: the victim's is attacked by everybody. */
export const organizations = ['main', 'victim', 'own'] as const
export type Organization = (typeof organizations)[number]

export type Begun = {
  port: number
  ownerUrl: string
  orgIds: Record<Organization, string>
  insider: string
  planters: Record<Organization, string>
  ids: string[]
  /** Records that no attacker may change. */
  closed: string[]
}
/** What may be told to nobody, and in how many places each planted word stands. */
export type Sown = { keys: string[]; places: Record<string, number> }
/** `ownOrgId` is the organization of the attacking administrator. */
export type Session = { cookie: string; personId: string; ownOrgId: string }
export type Measured = { heap_bytes: number; rss_bytes: number; loop_ms_max: number; cpu_ms: number }
export type Question =
  | { ask: 'begin' }
  | { ask: 'session'; of: Attacker }
  | { ask: 'measure' }
  | { ask: 'sown' }
  | { ask: 'misbehave' }
  | { ask: 'stop' }

const clock_ms_per_second = 20_000

let wardline: Wardline
let team = ''
let made = 0
let own: { orgId: string } | undefined
let requester: Client | undefined
let begun: Begun | undefined
const delay = monitorEventLoopDelay({ resolution: 20 })

process.on('message', (question: Question & { id: number }) => {
  answer(question).then(
    (answered) => process.send?.({ id: question.id, answered }),
    (error: Error) => process.send?.({ id: question.id, failed: error.stack }),
  )
})

async function answer(question: Question): Promise<unknown> {
  if (question.ask === 'begin') {
    begun = await begin()
    return begun
  }
  if (question.ask === 'session')
    return { ...(await session(question.of)), ownOrgId: own?.orgId ?? '' } satisfies Session
  if (question.ask === 'measure') return measure()
  if (question.ask === 'sown') return sown()
  if (question.ask === 'misbehave') {
    if (begun?.closed[0]) misbehave(wardline, begun.orgIds.victim, begun.closed[0])
    return
  }
  delay.disable()
  await wardline.close()
  process.exit(0)
}

async function begin(): Promise<Begun> {
  wardline = await startWardline({ env: { WARDLINE_DATABASE_CONNECTIONS: '10', LOG_LEVEL: 'info' } })
  const { http } = wardline.composition
  await http.listen({ port: 0, host: '127.0.0.1' })
  // Limits against guessing forget what lies back, sessions end and links expire, as in some hours.
  setInterval(() => wardline.clock.advance(clock_ms_per_second), 1_000).unref()
  team = await wardline.team('Desk')
  const agent = await wardline.person('Inside Agent', ['help-desk', 'knowledge-author'], [team])
  const victim = (await wardline.organization('victim')).orgId
  own = await wardline.organization('own')
  const planter = async (orgId: string, slug: string) => {
    const desk = await wardline.team(`${slug === 'victim' ? words.victim : slug} planters`, 1, orgId)
    const { rows } = await wardline.owner.query('select key from core.role where org_id = $1', [orgId])
    const roles = rows.map(({ key }) => key as string).filter((key) => key !== 'requester')
    const { cookie } = await wardline.person(
      `${slug === 'victim' ? words.victim : slug} planter`,
      roles,
      [desk],
      orgId,
    )
    return cookie
  }
  delay.enable()
  requester = await wardline.person('Planted Requester', [])
  return {
    port: (http.server.address() as AddressInfo).port,
    ownerUrl: wardline.ownerUrl,
    orgIds: { main: wardline.orgId, victim, own: own.orgId },
    insider: agent.cookie,
    planters: {
      main: await planter(wardline.orgId, 'main'),
      victim: await planter(victim, 'victim'),
      own: await planter(own.orgId, 'own'),
    },
    ...(await plantInside(wardline, team, agent, requester)),
  }
}

async function sown(): Promise<Sown> {
  if (!begun) throw new Error('Nothing was planted.')
  const cookies = [begun.insider, ...Object.values(begun.planters)]
  return { keys: await keysOf(wardline, cookies), places: await countPlaces(wardline.ownerUrl) }
}

type Who = Pick<Client, 'cookie' | 'personId'>
const only = ({ cookie, personId }: Client): Who => ({ cookie, personId })

/** A session of the attacker: of a new person when the one before was ended, locked or took their own rights away. */
async function session(of: Attacker): Promise<Who> {
  made += 1
  if (of === 'stranger') return { cookie: '', personId: missingId }
  if (of === 'requester') return plantedRequester()
  if (of === 'nobody') {
    const nobody = await wardline.person(`Nobody ${made}`, [])
    await wardline.owner.query('delete from core.role_assignment where person_id = $1', [nobody.personId])
    wardline.clock.advance(6_000)
    return only(nobody)
  }
  if (of === 'administrator') return administrator()
  return only(await wardline.person(`${of} ${made}`, [of === 'agent' ? 'help-desk' : 'team-lead'], [team]))
}

// One who changed the roles or the terms of signing in of their organization so that nobody gets in has ended it.
async function administrator(): Promise<Who> {
  const ruler = await wardline.person(`Administrator ${made}`, ['administrator'], [], own?.orgId)
  const isRuling =
    (await ruler.get('/api/roles')).status === 200 && (await ruler.get('/api/system')).status === 200
  if (isRuling) return only(ruler)
  own = await wardline.organization(`own-${made}`)
  return only(await wardline.person(`Administrator ${made}`, ['administrator'], [], own.orgId))
}

// The one whose tickets were planted, who signs in again when the session is over or the password was changed.
async function plantedRequester(): Promise<Who> {
  if (!requester) throw new Error('Nothing was planted.')
  if ((await requester.get('/api/session')).status === 200) return only(requester)
  const { personId } = requester
  await wardline.owner.query(
    `update core.password set hash = (select hash from core.password p join core.person on id = person_id where name = 'Inside Agent') where person_id = $1`,
    [personId],
  )
  await wardline.owner.query('delete from core.second_factor where person_id = $1', [personId])
  requester = await wardline.signIn('planted.requester@main.example', 'main')
  return only(requester)
}

function measure(): Measured {
  globalThis.gc?.()
  const { heapUsed, rss } = process.memoryUsage()
  const { user, system } = process.cpuUsage()
  const loop_ms_max = delay.max / 1e6
  delay.reset()
  return { heap_bytes: heapUsed, rss_bytes: rss, loop_ms_max, cpu_ms: (user + system) / 1000 }
}
