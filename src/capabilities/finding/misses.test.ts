import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { parseSearch } from '../../core/search/parse.ts'
import { file, type Searchers, startSearchers } from './fixture.ts'
import { plainWords, tidyMisses } from './misses.ts'

let searchers: Searchers
before(async () => {
  searchers = await startSearchers()
})
after(() => searchers?.wardline.close())

const kept = async () =>
  (await searchers.wardline.owner.query('select words, times from core.search_miss order by words')).rows
/** Four people look for the words, so that they are words and nobody's name. */
const known = async (q: string) => {
  const { nurse, otherNurse, agent, specialist, wardline } = searchers
  for (const who of [nurse, otherNurse, agent, specialist])
    await who.get(`/api/search?stage=done&q=${encodeURIComponent(q)}`)
  await wardline.owner.query('delete from core.search_miss')
}
const search = (q: string, stage = 'done') =>
  searchers.nurse.get(`/api/search?stage=${stage}&q=${encodeURIComponent(q)}`)

test('A search that finds nothing is counted once it is done, and one that finds something is not.', async () => {
  const { nurse } = searchers
  await known('teleporter calibration')
  await search('teleporter calibration')
  await search('teleporter   calibration ')
  await search('teleport', 'typing')
  await nurse.get('/api/search?q=teleporter')
  assert.deepEqual(await kept(), [{ words: 'teleporter calibration', times: 2 }])
  await file(nurse, 'Moonstone', 'A moonstone.')
  await search('moonstone')
  await search('moonstone state:banana')
  assert.equal((await kept()).length, 1)
})

test('No name, number, mail address or medical record number is kept.', async () => {
  await known('flux')
  for (const q of [
    'Nora flux',
    'flux álvarez',
    'flux 0012345678',
    'flux 12-34-56',
    'flux 555 123 45',
    'flux A1234567',
    'flux jane.doe@clinic.example',
    'Wanda Wilson flux',
    'flux by:me',
    '-smith flux',
  ])
    await search(q)
  assert.deepEqual(await kept(), [{ words: 'flux', times: 10 }])
  await search('12345678')
  await search('Nora')
  assert.deepEqual(await kept(), [{ words: 'flux', times: 10 }])
})

test('A name in capitals or in small letters is not kept while one person looks for it, and a redaction clears what holds it.', async () => {
  const { nurse, agent, wardline } = searchers
  await known('discharge chart')
  for (let i = 0; i < 3; i++) {
    await search('ZEBROWSKI JOHN chart')
    await search('zebrowska maria discharge')
  }
  assert.deepEqual(await kept(), [
    { words: 'chart', times: 3 },
    { words: 'discharge', times: 3 },
  ])
  const hashes = await wardline.owner.query('select * from core.search_miss_word')
  assert.doesNotMatch(JSON.stringify(hashes.rows), /zebrowska/)
  await known('quillon')
  await search('quillon')
  assert.ok((await kept()).some(({ words }) => words === 'quillon'))
  const id = await file(nurse, 'A chart', 'About Quillon.')
  const [message] = (await agent.get(`/api/tickets/${id}`)).body.messages
  const redactor = await wardline.person('Rita Redactor', ['administrator'])
  const redacted = await redactor.post(`/api/tickets/${id}/redact`, {
    message_id: message?.id,
    text: 'Quillon',
  })
  assert.equal(redacted.status, 200, JSON.stringify(redacted.body))
  assert.ok(!(await kept()).some(({ words }) => words === 'quillon'))
})

test('The words of a search are folded one by one.', () => {
  const words = (q: string) => plainWords(parseSearch(q, []).terms).map(({ word }) => word)
  assert.deepEqual(words('Printer 3rd floor'), ['printer', '3rd', 'floor'])
  assert.deepEqual(words('room 1204'), ['room', '1204'])
  assert.deepEqual(words('MRN 1 2 3 4 5'), ['mrn'])
  assert.deepEqual(words('born 12/03/1975'), ['born'])
  assert.deepEqual(words(`${'x'.repeat(31)} ok`), ['ok'])
})

test('Coaches see what was missed twice, the most wanted first; nobody else does, and nobody learns who searched.', async () => {
  const { wardline, agent } = searchers
  await known('once only wanted hovercraft jetpack')
  await search('once only wanted')
  for (let i = 0; i < 3; i++) await search('hovercraft')
  for (let i = 0; i < 2; i++) await search('jetpack')
  await wardline.owner.query(
    "insert into core.role (org_id, id, key, title, permissions) values ($1, gen_random_uuid(), 'coach', 'Coach', '{knowledge.coach}')",
    [wardline.orgId],
  )
  const coach = await wardline.person('Cora Coach', ['coach'])
  const { body } = await coach.get('/api/search/misses')
  assert.deepEqual(
    body.rows.map((row: { words: string; times: number }) => [row.words, row.times]),
    [
      ['hovercraft', 3],
      ['jetpack', 2],
    ],
  )
  assert.deepEqual(Object.keys(body.rows[0]).sort(), ['first_at', 'last_at', 'times', 'words'])
  assert.equal((await agent.get('/api/search/misses')).status, 403)
  const audited = await wardline.owner.query(
    "select count(*)::int as count from core.audit where data::text like '%hovercraft%'",
  )
  assert.equal(audited.rows[0].count, 0)
})

test('What nobody has looked for in half a year is forgotten.', async () => {
  const { wardline } = searchers
  await wardline.owner.query(
    "update core.search_miss set last_at = $1::timestamptz - interval '181 days' where words = 'jetpack'",
    [wardline.clock.now().toISOString()],
  )
  await tidyMisses(wardline.composition.app)
  assert.deepEqual(
    (await kept()).map(({ words }) => words).filter((words) => words !== 'once only wanted'),
    ['hovercraft'],
  )
})
