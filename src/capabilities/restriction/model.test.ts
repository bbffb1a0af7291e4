/** Random sequences of what can be done to who sees a record: the product and a simple model agree at every step. */
import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { type Client, password } from '../../../test/helpers/server.ts'
import { type Cast, must, startCast } from '../tickets/fixture.ts'

const sequences = 6
const steps = 14

let cast: Cast
let people: Record<string, { client: Client; teams: string[]; readsAll: boolean; isSecurity: boolean }>

before(async () => {
  cast = await startCast()
  const person = async (name: string, roles: string[], teams: string[] = []) => ({
    client: await cast.wardline.person(name, roles, teams),
    teams,
    readsAll: roles.some((role) => role !== 'network-administrator'),
    isSecurity: roles.includes('information-security-officer'),
  })
  must(
    await cast.admin.send('PUT', '/api/restriction/settings', {
      version: 0,
      glass_minutes: 5,
      review_hours: 72,
    }),
  )
  people = {
    setter: await person('Sina Setter', ['information-security-officer', 'team-lead'], [cast.desk]),
    agent: await person('Ann Agent', ['help-desk'], [cast.desk]),
    other: await person('Olaf Other', ['help-desk'], [cast.network]),
    breaker: await person('Bea Breaker', ['help-desk', 'team-lead']),
    officer: await person('Otto Officer', ['information-security-officer']),
    requester: { client: cast.nurse, teams: [], readsAll: false, isSecurity: false },
    stranger: { client: cast.otherNurse, teams: [], readsAll: false, isSecurity: false },
  }
})
after(() => cast?.wardline.close())

/** Small numbers that are the same in each run. */
function dice(seed: number): (sides: number) => number {
  let state = seed
  return (sides) => {
    state = (state * 1_103_515_245 + 12_345) % 2_147_483_648
    return Math.floor((state / 2_147_483_648) * sides)
  }
}

type Model = {
  level: 'team' | 'listed' | 'security' | null
  names: Set<string>
  /** Who, and until when. */
  open: { id?: string; who: string; until_ms: number }[]
}

/** The whole rule, in the plainest words. */
function shouldSee(model: Model, name: string, now_ms: number): boolean {
  const who = people[name] as (typeof people)[string]
  const isOnTeam = who.teams.includes(cast.desk)
  if (model.level === null) return who.readsAll || isOnTeam || name === 'requester'
  if (model.open.some((each) => each.who === name && each.until_ms > now_ms)) return true
  if (model.level === 'team') return isOnTeam || name === 'requester'
  if (model.level === 'security') return who.isSecurity
  return model.names.has(name) || who.teams.some((team) => model.names.has(team))
}

/** Glass opens the record's own page and no list. */
function withoutGlass(model: Model): Model {
  return { ...model, open: model.open.filter(({ id }) => id !== undefined) }
}

for (let seed = 1; seed <= sequences; seed++)
  test(`Restricting, granting, ending, breaking, waiting and lowering at random let in just whom the rule says (${seed}).`, async () => {
    const roll = dice(seed)
    const pick = <T>(list: readonly T[]): T => list[roll(list.length)] as T
    const id = await cast.file(cast.nurse, { title: `Sequence ${seed}` })
    const setter = people.setter?.client as Client
    must(await setter.post(`/api/tickets/${id}/assign`, { team_id: cast.desk }))
    const path = `/api/restricted-records/${id}`
    const now = () => cast.wardline.clock.now().getTime()
    let model: Model = { level: null, names: new Set(), open: [] }
    const told: string[] = []

    const restrict = async () => {
      const level = pick(['team', 'listed', 'security', null] as const)
      const names = level === 'listed' ? [pick(['agent', 'other', 'requester', 'stranger'])] : []
      const teams = level === 'listed' && roll(2) === 0 ? [cast.network] : []
      const idsOf = [setter.personId, ...names.map((name) => people[name]?.client.personId)]
      const answer = await setter.post(`${path}/restrict`, {
        level,
        reason: 'As the dice say',
        ...(level === 'listed' ? { people: idsOf, teams } : {}),
      })
      if (answer.status === 409) return
      must(answer)
      const kept = level === null ? [] : model.open
      model = { level, names: new Set(level === 'listed' ? ['setter', ...names, ...teams] : []), open: kept }
      told.push(`${level} ${names} ${teams}`)
    }
    const grant = async () => {
      const name = pick(['agent', 'other', 'stranger', 'breaker'])
      const until_ms = now() + (1 + roll(20)) * 60_000
      const answer = await setter.post(`${path}/grant`, {
        person_id: people[name]?.client.personId,
        until: new Date(until_ms).toISOString(),
        reason: 'As the dice say',
      })
      assert.equal(answer.status, model.level === null ? 409 : 200)
      if (answer.status === 200) model.open.push({ id: answer.body.id, who: name, until_ms })
      told.push(`grant ${name}`)
    }
    const end = async () => {
      const running = model.open.filter(({ id: known, until_ms }) => known && until_ms > now())
      const one = running[roll(Math.max(1, running.length))]
      if (!one) return
      must(await setter.post(`${path}/end-grant`, { admission_id: one.id }))
      one.until_ms = 0
      told.push(`end ${one.who}`)
    }
    const breakGlass = async () => {
      const client = people.breaker?.client as Client
      must(await client.post('/api/session/confirm', { password }))
      const answer = await client.post(`${path}/break-glass`, { reason: 'As the dice say' })
      const seesIt = shouldSee(model, 'breaker', now())
      assert.equal(answer.status, model.level === null ? 404 : seesIt ? 409 : 200)
      if (answer.status === 200) model.open.push({ who: 'breaker', until_ms: now() + 5 * 60_000 })
      told.push('break')
    }
    const wait = async () => {
      cast.wardline.clock.advance((1 + roll(9)) * 60_000)
      for (const { client } of Object.values(people)) await client.get('/api/notifications/count')
      told.push('wait')
    }

    for (let step = 0; step < steps; step++) {
      await pick([restrict, restrict, grant, grant, end, breakGlass, wait])()
      for (const [name, { client }] of Object.entries(people)) {
        const seen = (await client.get(`/api/tickets/${id}`)).status === 200
        const { rows } = must(await client.get(`/api/tickets?limit=100`)).body
        const expected = shouldSee(model, name, now())
        assert.equal(seen, expected, `${name} after ${told.join(', ')}`)
        assert.equal(
          rows.some((row: { id: string }) => row.id === id),
          shouldSee(withoutGlass(model), name, now()),
          `${name} in the list after ${told.join(', ')}`,
        )
      }
    }
  })
