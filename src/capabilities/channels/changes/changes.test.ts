/** Changes since a cursor: nothing missed and nothing twice, nothing that the reader may not read. */
import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { type Client, password } from '../../../../test/helpers/server.ts'
import { type Cast, must, startCast } from '../../tickets/fixture.ts'
import { again } from '../../trail/fixture.ts'

let cast: Cast
let lead: Client
before(async () => {
  cast = await startCast()
  lead = await cast.wardline.person('Lena Lead', ['team-lead'], [cast.desk])
})
after(() => cast?.wardline.close())

type Row = {
  id: string
  change: string
  action: string | null
  record: { id: string; kind: string }
  now: Record<string, unknown> | null
  into: { id: string } | null
}
type Asking = { get(path: string): ReturnType<Client['get']> }

/** The cursor of the present, which lies before what was just written as long as older transactions go on. */
async function present(who: Asking): Promise<string> {
  await again(async () => {
    const [row] = await cast.rows(
      'select coalesce(max(tx), 0) < pg_snapshot_xmin(pg_current_snapshot())::text::bigint as have_ended from core.event',
    )
    return row?.have_ended === true
  })
  return must(await who.get('/api/changes')).body.next
}
const path = (after: string, more = '') => `/api/changes?after=${after}${more}`

/** Everything since the cursor, once the transactions that may come before it have ended. */
async function since(who: Asking, cursor: string, until: (rows: Row[]) => boolean, more = '') {
  const rows: Row[] = []
  let next = cursor
  await again(async () => {
    for (let hasMore = true; hasMore; ) {
      const { body } = must(await who.get(path(next, more)))
      rows.push(...body.rows)
      next = body.next
      hasMore = body.has_more
    }
    return until(rows)
  })
  return { rows, next }
}
const told = (action: string) => (rows: Row[]) => rows.some((row) => row.action === action)
const short = (rows: Row[]) => rows.map(({ change, action, record }) => [change, action, record.id])

test('A program hears in order what happened since it last asked, each thing once, with the record as it is now.', async () => {
  const begin = await present(cast.agent)
  const id = await cast.file(cast.nurse, { title: 'The monitor is dark' })
  must(await cast.agent.post(`/api/tickets/${id}/note`, { body: 'Room 4.' }))
  must(await cast.agent.post(`/api/tickets/${id}/take`))
  const { rows, next } = await since(cast.agent, begin, told('tickets.take'))
  assert.deepEqual(short(rows), [
    ['changed', 'tickets.create', id],
    ['changed', 'tickets.note', id],
    ['changed', 'tickets.take', id],
  ])
  assert.equal(rows[0]?.now?.title, 'The monitor is dark')
  const shown = must(await cast.agent.get(`/api/tickets/${id}`)).body
  assert.equal(rows[0]?.now?.version, shown.version)
  assert.deepEqual(must(await cast.agent.get(path(next))).body.rows, [], 'nothing is told twice')
  const one = must(await cast.agent.get(path(begin, '&limit=1'))).body
  assert.equal(one.rows.length, 1)
  assert.equal(one.has_more, true)
  const rest = await since(cast.agent, one.next, told('tickets.take'), '&limit=1')
  assert.deepEqual(short([...one.rows, ...rest.rows]), short(rows), 'pages of one are the same')
  assert.deepEqual(must(await cast.agent.get(path(begin, '&kinds=article'))).body.rows, [])
})

test('Who sees a ticket from outside hears of what those may know, and who does not see it hears nothing.', async () => {
  const cursors = await Promise.all([cast.nurse, cast.otherNurse, cast.stranger].map(present))
  const id = await cast.file(cast.nurse)
  must(await cast.agent.post(`/api/tickets/${id}/note`, { body: 'Inside alone.' }))
  must(await cast.agent.post(`/api/tickets/${id}/reply`, { body: 'We look into it.' }))
  const { rows } = await since(cast.nurse, cursors[0] ?? '', told('tickets.reply'))
  assert.deepEqual(
    rows.map(({ action }) => action),
    ['tickets.create', 'tickets.reply'],
  )
  const shown = must(await cast.nurse.get(`/api/tickets/${id}`)).body
  assert.equal(rows[0]?.now?.version, shown.version)
  for (const [who, cursor] of [
    [cast.otherNurse, cursors[1]],
    [cast.stranger, cursors[2]],
  ] as const)
    assert.deepEqual(must(await who.get(path(cursor ?? ''))).body.rows, [])
})

test('A ticket that is restricted is gone for who saw it, without a word, and was never there for who did not.', async () => {
  const id = await cast.file(cast.nurse, { title: 'About a colleague' })
  must(await cast.agent.post(`/api/tickets/${id}/assign`, { team_id: cast.desk }))
  must(await cast.agent.post(`/api/tickets/${id}/add-participant`, { person_id: cast.otherNurse.personId }))
  const readers = [cast.admin, cast.otherNurse, cast.agent, cast.nurse, cast.specialist, cast.stranger]
  const cursors = await Promise.all(readers.map(present))
  const level = { level: 'team', reason: 'Quietly' }
  must(await lead.post(`/api/restricted-records/${id}/restrict`, level))
  must(await cast.agent.post(`/api/tickets/${id}/reply`, { body: 'We look into it.' }))
  const heard = async (place: number, until: (rows: Row[]) => boolean) =>
    (await since(readers[place] as Client, cursors[place] ?? '', until)).rows
  const isOver = (rows: Row[]) => rows.length > 0
  for (const place of [0, 1]) {
    const rows = await heard(place, isOver)
    assert.deepEqual(short(rows), [['gone', null, id]], `reader ${place}`)
    assert.equal(rows[0]?.now, null)
    assert.ok(!JSON.stringify(rows).includes('colleague'))
  }
  const inside = await heard(2, told('tickets.reply'))
  assert.deepEqual(
    inside.map(({ action }) => action),
    ['restriction.restrict', 'tickets.reply'],
  )
  assert.deepEqual(
    (await heard(3, told('tickets.reply'))).map(({ action }) => action),
    ['tickets.reply'],
  )
  for (const place of [4, 5]) assert.deepEqual(await heard(place, () => true), [], `reader ${place}`)
})

test('A participant who is taken off hears that the ticket is gone; one who never was hears nothing.', async () => {
  const id = await cast.file(cast.nurse)
  must(await cast.nurse.post(`/api/tickets/${id}/add-participant`, { person_id: cast.otherNurse.personId }))
  const [begin, other] = await Promise.all([present(cast.otherNurse), present(cast.specialist)])
  must(
    await cast.nurse.post(`/api/tickets/${id}/remove-participant`, { person_id: cast.otherNurse.personId }),
  )
  const { rows } = await since(cast.otherNurse, begin, ({ length }) => length > 0)
  assert.deepEqual(short(rows), [['gone', null, id]])
  assert.deepEqual((await since(cast.specialist, other, () => true)).rows, [])
})

test('Who takes part in a ticket by a merge hears of it, and that it is gone when the merge is taken back.', async () => {
  const from = await cast.file(cast.otherNurse, { title: 'The other one' })
  const into = await cast.file(cast.nurse, { title: 'The one that goes on' })
  const [begin, uninvolved] = await Promise.all([present(cast.otherNurse), present(cast.specialist)])
  must(await cast.agent.post(`/api/tickets/${from}/merge`, { into_id: into, adds_requester: true }))
  const of = (rows: Row[]) => rows.filter(({ record }) => record.id === into)
  const came = await since(cast.otherNurse, begin, (rows) => of(rows).length > 0)
  assert.deepEqual(short(of(came.rows)), [['changed', 'tickets.merged_in', into]])
  must(await cast.agent.post(`/api/tickets/${from}/unmerge`))
  assert.equal((await cast.otherNurse.get(`/api/tickets/${into}`)).status, 404)
  const went = await since(cast.otherNurse, came.next, (rows) => of(rows).length > 0)
  assert.deepEqual(short(of(went.rows)), [['gone', null, into]])
  // Who takes part by themself stays, and is told no such thing.
  must(await cast.nurse.post(`/api/tickets/${into}/add-participant`, { person_id: cast.otherNurse.personId }))
  const again = await present(cast.otherNurse)
  must(await cast.agent.post(`/api/tickets/${from}/merge`, { into_id: into, adds_requester: true }))
  must(await cast.agent.post(`/api/tickets/${from}/unmerge`))
  must(await cast.agent.post(`/api/tickets/${into}/reply`, { body: 'It goes on.' }))
  const stays = await since(cast.otherNurse, again, told('tickets.reply'))
  assert.deepEqual(short(of(stays.rows)), [['changed', 'tickets.reply', into]])
  assert.deepEqual(of((await since(cast.specialist, uninvolved, () => true)).rows), [])
})

test('A ticket that goes to another team is gone for the team that it leaves, and there for the one that gets it.', async () => {
  const lab = await cast.wardline.team('Laboratory', 2)
  const chemist = await cast.wardline.person('Cleo Chemist', ['network-administrator'], [lab])
  const id = await cast.file(cast.nurse)
  must(await cast.agent.post(`/api/tickets/${id}/assign`, { team_id: cast.network }))
  const [leaving, getting] = await Promise.all([present(cast.specialist), present(chemist)])
  must(await cast.agent.post(`/api/tickets/${id}/assign`, { team_id: lab }))
  const left = await since(cast.specialist, leaving, ({ length }) => length > 0)
  const got = await since(chemist, getting, ({ length }) => length > 0)
  assert.deepEqual(short(left.rows), [['gone', null, id]])
  assert.deepEqual(short(got.rows), [['changed', 'tickets.assign', id]])
})

test('Redactions and merges are told as such, a merge with the ticket that goes on for who may read it.', async () => {
  const id = await cast.file(cast.nurse, { body: 'My password is hunter2.' })
  const into = await cast.file(cast.otherNurse)
  const messages = must(await cast.agent.get(`/api/tickets/${id}`)).body.messages
  const [begin, outside] = await Promise.all([present(cast.agent), present(cast.nurse)])
  must(
    await cast.admin.post(`/api/tickets/${id}/redact`, {
      message_id: messages[0].id,
      text: 'hunter2',
    }),
  )
  must(await cast.agent.post(`/api/tickets/${id}/merge`, { into_id: into }))
  const { rows } = await since(cast.agent, begin, told('tickets.merge'))
  const own = rows.filter(({ record }) => record.id === id)
  assert.deepEqual(
    own.map(({ change }) => change),
    ['redacted', 'merged'],
  )
  assert.equal(own[1]?.into?.id, into)
  assert.ok(!JSON.stringify(rows).includes('hunter2'))
  const nurses = (await since(cast.nurse, outside, told('tickets.merge'))).rows
  assert.equal(nurses.find(({ change }) => change === 'merged')?.into, null)
})

test('A cursor is refused that was forged, is another’s, is too old, or was given for another sight.', async () => {
  const lena = await cast.wardline.person('Lara Lead', ['team-lead'], [cast.desk])
  const cursor = await present(lena)
  for (const wrong of ['x', `${cursor}x`, cursor.replace(/^./, (first) => (first === 'A' ? 'B' : 'A'))])
    assert.equal((await lena.get(path(wrong))).status, 422, wrong)
  assert.equal((await cast.stranger.get(path(cursor))).status, 422)
  assert.equal((await cast.nurse.get(path(cursor))).status, 410)
  assert.equal((await lena.get(path(cursor, '&kinds=nonsense'))).status, 422)
  assert.equal((await lena.get(path(cursor, '&limit=501'))).status, 422)
  assert.equal((await lena.get(path(cursor))).status, 200)
  await cast.wardline.owner.query(
    'insert into core.team_member (org_id, person_id, team_id) values ($1,$2,$3)',
    [cast.wardline.orgId, lena.personId, cast.network],
  )
  const again = await cast.wardline.signIn('lara.lead@main.example', 'main')
  const changed = await again.get(path(cursor))
  assert.deepEqual([changed.status, changed.body.type], [410, 'start-again'])
  assert.match(changed.body.detail, /has changed/)
  const fresh = await present(again)
  await cast.wardline.owner.query('update platform.epoch set epoch = epoch + 1')
  const moved = await again.get(path(fresh))
  await cast.wardline.owner.query('update platform.epoch set epoch = epoch - 1')
  assert.match(moved.body.detail, /backup/)
  cast.wardline.clock.advance(31 * 86_400_000)
  const later = await cast.wardline.signIn('lara.lead@main.example', 'main')
  const old = await later.get(path(fresh))
  assert.deepEqual([old.status, old.body.type], [410, 'start-again'])
  assert.match(old.body.detail, /30 days/)
})

test('A key hears of no more than it opens, and what was opened for a person by name is not in it.', async () => {
  const owner = await cast.wardline.signIn('lena.lead@main.example', 'main')
  must(await owner.post('/api/session/confirm', { password }))
  const keyWith = async (scopes: string[]) => {
    const { secret } = must(await owner.post('/api/keys', { name: 'Sync', scopes, days: 30 })).body
    const authorization = `Bearer ${secret}`
    return { get: (to: string) => cast.wardline.anonymous.send('GET', to, undefined, { authorization }) }
  }
  const all = await keyWith(['everyday.read', 'tickets.read_all'])
  const little = await keyWith(['everyday.read'])
  assert.equal((await (await keyWith(['tickets.read_all'])).get('/api/changes')).status, 403)
  const [begin, nothing] = await Promise.all([present(all), present(little)])
  const agent = await cast.wardline.signIn('sam.agent@main.example', 'main')
  const id = await cast.file(agent)
  const { rows } = await since(all, begin, told('tickets.create'))
  assert.deepEqual(short(rows), [['changed', 'tickets.create', id]])
  assert.deepEqual((await since(little, nothing, () => true)).rows, [])
  assert.equal((await little.get(path(begin))).status, 410, 'a cursor of a key that opens more')
})

test('A cursor tells nobody how far the numbers of transactions have come: asked twice, it is another one, and holds none.', async () => {
  // The others' sessions ended with the cursors that grew too old above.
  const reader = await cast.wardline.person('Petra Program', ['requester'])
  const ask = async () => must(await reader.get('/api/changes')).body.next as string
  const [one, two] = [await ask(), await ask()]
  assert.notEqual(one, two)
  const [row] = await cast.rows('select pg_current_xact_id()::text as tx')
  const said = Buffer.from(one.split('.')[0] as string, 'base64url').toString()
  assert.match(said, /^\[\d+,/, 'this reads what is not sealed of it')
  for (let back = 0; back < 50; back++)
    assert.ok(!said.includes(`"${BigInt(row?.tx as string) - BigInt(back)}"`), said)
})
