/**
 * Every route of the interface that names a record, on a restricted one of each level, by those from whom it is kept
 * and by those who were let in. To whom it is kept, the answer is the one of a record that is not there, byte for byte.
 */
import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { type Cast, must, startCast } from '../src/capabilities/tickets/fixture.ts'
import { type Document, type Operation, operationsOf, sampleOf } from './helpers/openapi.ts'
import { type Client, password } from './helpers/server.ts'

type Level = 'team' | 'listed' | 'security'
const levels: readonly Level[] = ['team', 'listed', 'security']

let cast: Cast
let operations: Operation[]
let setter: Client
let outsiders: Record<string, Client>
let insiders: Record<string, Client>
const tickets = new Map<Level | 'normal', string>()

before(async () => {
  cast = await startCast()
  const document = (await cast.wardline.anonymous.get('/api/openapi.json')).body as Document
  operations = operationsOf(document).filter(({ path }) => path.startsWith('/api/') && path.includes('{id}'))
  const { person } = cast.wardline
  setter = await person(
    'Sina Setter',
    ['information-security-officer', 'team-lead', 'help-desk'],
    [cast.desk],
  )
  // They read all tickets and may do what agents and leads may.
  const reader = (name: string) => person(name, ['help-desk', 'team-lead', 'knowledge-coach'], [cast.network])
  outsiders = {
    never: await reader('Nia Never'),
    expired: await reader('Ed Expired'),
    ended: await reader('Enya Ended'),
  }
  insiders = { granted: await reader('Greta Granted'), breaker: await reader('Bea Breaker') }
  must(
    await cast.admin.send('PUT', '/api/restriction/settings', {
      version: 0,
      glass_minutes: 60,
      review_hours: 72,
    }),
  )
  for (const level of ['normal', ...levels] as const) {
    const id = await cast.file(cast.otherNurse, { title: `Of the level ${level}` })
    must(await setter.post(`/api/tickets/${id}/assign`, { team_id: cast.desk, owner_id: setter.personId }))
    if (level !== 'normal') await restrict(id, level)
    tickets.set(level, id)
  }
  cast.wardline.clock.advance(3_000)
})
after(() => cast?.wardline.close())

async function restrict(id: string, level: Level): Promise<void> {
  const path = `/api/restricted-records/${id}`
  must(
    await setter.post(`${path}/restrict`, {
      level,
      ...(level === 'listed' ? { people: [setter.personId] } : {}),
    }),
  )
  const grant = async (client: Client | undefined, ms: number) =>
    must(
      await setter.post(`${path}/grant`, {
        person_id: client?.personId,
        until: new Date(cast.wardline.clock.now().getTime() + ms).toISOString(),
        reason: 'To try',
      }),
    ).body.id
  await grant(insiders.granted, 3_600_000)
  await grant(outsiders.expired, 2_000)
  must(await setter.post(`${path}/end-grant`, { admission_id: await grant(outsiders.ended, 3_600_000) }))
  const breaker = insiders.breaker as Client
  must(await breaker.post('/api/session/confirm', { password }))
  must(await breaker.post(`${path}/break-glass`, { reason: 'To try' }))
}

/** Where a restricted record answers otherwise on purpose: whoever may break its glass learns that it is there. */
const behindGlass = new Set(['restriction.break_glass', 'restriction.door'])
/** They are about the one who asks and hold no record's id, or take one that is none of a record. */
const isAsked = ({ id }: Operation) =>
  !behindGlass.has(id) && !/^(imports|session|sessions|people|roles)\./.test(id)

async function ask(
  client: Client,
  operation: Operation,
  id: string,
): Promise<{ status: number; text: string }> {
  const path = operation.path.replaceAll(/\{(\w+)\}/g, (_, name) =>
    name === 'id' ? id : name === 'version' ? '1' : '00000000-0000-4000-8000-000000000001',
  )
  const body = operation.body === undefined ? undefined : sampleOf(operation.body)
  const { status, body: answer } = await client.send(operation.method, path, body)
  const text = typeof answer === 'string' ? answer : JSON.stringify(answer)
  return { status, text: text.replace(/"instance":"[^"]*"/, '').replaceAll(id, 'ID') }
}

const nowhere = '01900000-0000-7000-8000-00000000abcd'

for (const level of levels)
  test(`On a record of the level “${level}” every route answers those from whom it is kept as if it were not there.`, async () => {
    const id = tickets.get(level) as string
    let asked = 0
    for (const operation of operations.filter(isAsked))
      for (const [name, client] of Object.entries(outsiders)) {
        const kept = await ask(client, operation, id)
        const none = await ask(client, operation, nowhere)
        assert.deepEqual(kept, none, `${operation.id} by ${name}`)
        assert.ok(!kept.text.includes('Of the level'), operation.id)
        asked++
      }
    assert.ok(asked > 300, `${asked} were asked`)
  })

for (const level of levels)
  test(`On a record of the level “${level}” every reading route answers those who were let in as it does on others.`, async () => {
    const id = tickets.get(level) as string
    const normal = tickets.get('normal') as string
    let answered = 0
    for (const operation of operations.filter(isAsked).filter(({ method }) => method === 'GET'))
      for (const [name, client] of Object.entries({ ...insiders, setter })) {
        const here = await ask(client, operation, id)
        const there = await ask(client, operation, normal)
        assert.equal(here.status, there.status, `${operation.id} by ${name}`)
        if (here.status === 200) answered++
      }
    assert.ok(answered > 30, `${answered} answered`)
  })
