import assert from 'node:assert/strict'
import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { after, before, test } from 'node:test'
import { checkMapping } from '../channels/import/mapping/mapping.ts'
import type { ImportedArticle } from '../channels/import/markdown/import-articles.ts'
import { runTickets } from '../channels/runs/run-tickets.ts'
import { importArticles } from '../channels/store/import-articles.ts'
import { testLog, testMapping } from '../channels/test-log.ts'
import type { Cast } from '../tickets/fixture.ts'
import { startGuarded, wordsFor } from './fixture.ts'
import { masksIn } from './mask.ts'
import { placesInTables } from './verify.ts'

let cast: Cast
before(async () => {
  ;({ cast } = await startGuarded())
})
after(() => cast.wardline.close())

test('Imported tickets and articles are masked before they are stored, and the same file again changes nothing.', async () => {
  const { wardline, agent, rows } = cast
  const { app } = wardline.composition
  const { columns } = testMapping
  const mapping = checkMapping({
    ...testMapping,
    origin: 'planted',
    titleTemplate: '{field.symptom}',
    columns: [...columns, { column: 'said', field: 'field.said' }],
  })
  const planted = ['66127734', '66127735', '219-09-9999', 'Kupferberg', 'Silbersee']
  const [heading = '', ...lines] = testLog(3).trim().split('\n')
  const symptom = 'Band of pt Konrad Kupferberg MRN 66127734'
  const file = (count: number) =>
    [
      `${heading},said`,
      ...lines.slice(0, count).map((line) => {
        const cells = line.split(',')
        cells[heading.split(',').indexOf('symptom')] = symptom
        return [...cells, 'SSN 219-09-9999 of patient Silbersee'].join(',')
      }),
    ].join('\n')
  const path = join(wardline.dataDir, 'planted.csv')
  const run = async (count: number) => {
    writeFileSync(path, file(count))
    return runTickets(app, wardline.orgId, { path, mapping })
  }
  assert.equal((await run(lines.length - 1)).stored, 3)
  await importArticles(
    app,
    wardline.orgId,
    [articleOf('Chart of pt Konrad Kupferberg', 'It is MRN 66127735.')],
    {
      origin: 'planted',
      audience: 'staff',
      actorId: cast.admin.personId,
    },
  )
  const onlyCovered = async () => {
    for (const secret of planted) {
      const places = await placesInTables(wardline.ownerUrl, secret)
      assert.ok(
        places.length > 0 && places.every((place) => place.startsWith('privacy.covered')),
        `${secret}: ${places}`,
      )
    }
  }
  await onlyCovered()
  const titles = () => rows("select title from core.record where title like 'Band of pt%' order by id")
  const before = await titles()
  assert.equal(before.length, 3)
  for (const { title: masked } of before)
    assert.match(String(masked), /^Band of pt ⟦name \w{10}⟧ MRN ⟦mrn \w{10}⟧$/)
  assert.deepEqual(
    await wordsFor(agent, masksIn(String(before[0]?.title))).then((all) => all.map(({ words }) => words)),
    [null, null],
  )
  const count = async () => (await rows('select count(*)::int as count from privacy.finding'))[0]?.count
  const findings = await count()
  await run(lines.length - 1)
  assert.equal(await count(), findings)
  await run(lines.length)
  assert.deepEqual(await titles(), before, 'a later row keeps the mask')
  await onlyCovered()
})

const articleOf = (title: string, body: string): ImportedArticle => ({
  path: 'chart.md',
  title,
  body,
  tags: [],
  authors: [],
  updatedAt: null,
  images: [],
  links: [],
  problems: [],
})
