import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import jsQR from 'jsqr'
import { extractText } from 'unpdf'
import { newId } from '../../../platform/id/id.ts'
import { isPrintable } from '../../../platform/pdf/letters.ts'
import { type Cast, must, startCast } from '../fixture.ts'
import { isOurs, newCode } from './code.ts'
import { drawSheet, modulesOf } from './draw.ts'
import { labelsOn, placeOn, stockNames, stocks } from './stock.ts'

let cast: Cast
const icu = newId()
const cart = newId()

before(async () => {
  cast = await startCast()
  const { orgId } = cast.wardline
  await cast.rows('insert into core.place (org_id, id, name) values ($1,$2,$3)', [orgId, icu, 'ICU 3'])
  await cast.rows('insert into core.workstation (org_id, id, name, place_id) values ($1,$2,$3,$4)', [
    orgId,
    cart,
    'WOW-ICU-07',
    icu,
  ])
})
after(() => cast?.wardline.close())

/** What a camera reads of the code that is printed for a link. */
function scanned(link: string): string | undefined {
  const { size, isBlack } = modulesOf(link)
  const scale = 4
  const side = (size + 8) * scale
  const image = new Uint8ClampedArray(side * side * 4).fill(255)
  for (let y = 0; y < side; y++)
    for (let x = 0; x < side; x++) {
      const [row, column] = [Math.floor(y / scale) - 4, Math.floor(x / scale) - 4]
      const isInside = row >= 0 && column >= 0 && row < size && column < size
      if (isInside && isBlack(row, column)) image.fill(0, (y * side + x) * 4, (y * side + x) * 4 + 3)
    }
  // Its types name the default twice.
  const read = jsQR as unknown as typeof jsQR.default
  return read(image, side, side)?.data
}

const sheet = (items: object[], more: object = {}) =>
  cast.agent.post('/api/labels/sheet', { items, stock: 'a4-21', ...more })
const codesOf = async () =>
  (await cast.rows('select code from tickets.label where revoked_at is null order by issued_at, id')).map(
    ({ code }) => String(code),
  )

test('A sheet gives each place and device one code, which a camera reads and which opens where it hangs.', async () => {
  const answer = must(await sheet([{ place_id: icu }, { workstation_id: cart }]))
  assert.equal(answer.headers['content-type'], 'application/pdf')
  assert.ok(String(answer.body).startsWith('%PDF-'))
  const codes = await codesOf()
  assert.equal(codes.length, 2)
  must(await sheet([{ workstation_id: cart }, { place_id: icu }]))
  await Promise.all([1, 2, 3].map(async () => must(await sheet([{ place_id: icu }]))))
  assert.deepEqual(await codesOf(), codes)

  const opened = []
  for (const code of codes) {
    const link = scanned(`https://help.hospital.example/l/${code}`)
    assert.equal(link, `https://help.hospital.example/l/${code}`)
    opened.push(must(await cast.nurse.get(`/api/labels/${code}`)).body)
  }
  assert.deepEqual(
    opened.toSorted((a, b) => Number(a.workstation !== null) - Number(b.workstation !== null)),
    [
      { place: { id: icu, name: 'ICU 3' }, workstation: null },
      { place: { id: icu, name: 'ICU 3' }, workstation: { id: cart, name: 'WOW-ICU-07' } },
    ],
  )
  assert.equal((await cast.wardline.anonymous.get(`/api/labels/${codes[0]}`)).status, 401)
  assert.equal((await cast.stranger.get(`/api/labels/${codes[0]}`)).status, 404)
})

test('A label that was taken back says so, and the next sheet has a new code.', async () => {
  must(await sheet([{ workstation_id: cart }]))
  const of = async () =>
    must(await cast.agent.get('/api/labels?of=workstation&q=wow')).body.rows as { label_id: string }[]
  const [former] = await of()
  const [old] = (await cast.rows('select code from tickets.label where id = $1', [former?.label_id])) as {
    code: string
  }[]
  assert.equal((await cast.nurse.post('/api/labels/revoke', { id: former?.label_id })).status, 403)
  must(await cast.agent.post('/api/labels/revoke', { id: former?.label_id }))
  const gone = await cast.nurse.get(`/api/labels/${old?.code}`)
  assert.equal(gone.status, 410)
  assert.match(gone.body.detail, /replaced/)
  assert.equal((await cast.agent.post('/api/labels/revoke', { id: former?.label_id })).status, 404)
  must(await sheet([{ workstation_id: cart }]))
  const [later] = await of()
  assert.ok(later?.label_id && later.label_id !== former?.label_id)
})

test('A code that was made up or belongs to another organization is not known here.', async () => {
  const { secret } = cast.wardline.composition.app.config
  const code = newCode(secret, cast.wardline.orgId)
  assert.ok(isOurs([secret], cast.wardline.orgId, code))
  assert.ok(!isOurs([secret], newId(), code))
  assert.ok(!isOurs(['x'.repeat(32)], cast.wardline.orgId, code))
  for (const wrong of [code, `${code.slice(0, -1)}${code.endsWith('A') ? 'B' : 'A'}`, 'short', 'ICU%203'])
    assert.equal((await cast.nurse.get(`/api/labels/${wrong}`)).status, 404, wrong)
})

test('A sheet that cannot be printed is refused with what to change.', async () => {
  assert.equal((await sheet([{ place_id: icu }], { start: 22 })).body.errors[0].pointer, '#/start')
  assert.equal((await sheet([{}])).body.errors[0].pointer, '#/items/0')
  assert.equal((await sheet([{ place_id: icu, workstation_id: cart }])).status, 422)
  assert.equal((await sheet([{ place_id: newId() }])).body.errors[0].pointer, '#/items')
  assert.equal((await sheet([{ place_id: icu }], { stock: 'letter-7' })).status, 422)
  assert.equal((await sheet([])).status, 422)
  assert.equal(
    (await cast.nurse.post('/api/labels/sheet', { items: [{ place_id: icu }], stock: 'a4-21' })).status,
    403,
  )
  must(await sheet([{ place_id: icu }], { start: 21, stock: 'a4-21' }))
})

test('A name in other letters is printed, and one with signs that the sheet does not have is named.', async () => {
  const rename = (name: string) => cast.rows('update core.place set name = $2 where id = $1', [icu, name])
  const printed = ['Łódź Œuvre Šárka', 'Iğdır – “ICU”', 'Αθήνα', 'Отделение 3', 'आपातकालीन']
  assert.deepEqual([...printed, 'ICU 手', 'ICU 😀'].map(isPrintable), [
    ...printed.map(() => true),
    false,
    false,
  ])
  const labels = printed.map((name) => ({
    link: 'https://help.hospital.example/l/1',
    name,
    place: null,
    hint: '',
  }))
  const pdf = await drawSheet(labels, stocks['a4-21'], 1)
  const { text } = await extractText(new Uint8Array(pdf), { mergePages: true })
  for (const name of printed.slice(0, 4))
    assert.ok(text.normalize('NFC').replaceAll(/\s+/g, ' ').includes(name), `${name} in ${text}`)
  assert.ok(pdf.length < 200_000, 'A sheet takes along the letters that it uses, and not the fonts.')

  await rename('ICU 手')
  for (const item of [{ place_id: icu }, { workstation_id: cart }]) {
    const refused = await sheet([item])
    assert.equal(refused.status, 422)
    assert.match(refused.body.errors[0].detail, /“ICU 手” has signs that cannot be printed/)
  }
  await rename('Отделение 3')
  must(await sheet([{ place_id: icu }]))
  await rename('ICU 3')
})

test('The places and devices of a department, and of those below it, are found at once.', async () => {
  const department = async (name: string, parent: string | null) =>
    String(
      (
        await cast.rows(
          'insert into core.department (org_id, id, name, parent_id) values ($1, gen_random_uuid(), $2, $3) returning id',
          [cast.wardline.orgId, name, parent],
        )
      )[0]?.id,
    )
  const medicine = await department('Medicine', null)
  const care = await department('Intensive care', medicine)
  const other = await department('Kitchen', null)
  await cast.rows('update core.place set department_id = $2 where id = $1', [icu, care])
  const names = async (of: string, id: string) =>
    must(await cast.agent.get(`/api/labels?of=${of}&department_id=${id}`)).body.rows.map(
      ({ name }: { name: string }) => name,
    )
  assert.deepEqual(await names('place', medicine), ['ICU 3'])
  assert.deepEqual(await names('workstation', medicine), ['WOW-ICU-07'])
  assert.deepEqual([...(await names('place', other)), ...(await names('workstation', other))], [])
  assert.equal((await cast.nurse.get(`/api/labels?of=place&department_id=${care}`)).status, 403)
})

test('Every label lies on its sheet, and those after the last begin a new page.', async () => {
  const pages = { A4: [595.28, 841.89], LETTER: [612, 792] } as const
  for (const name of stockNames) {
    const stock = stocks[name]
    const count = labelsOn(stock)
    const [width, height] = pages[stock.page]
    for (let index = 0; index < count; index++) {
      const { page, x, y } = placeOn(stock, 1, index)
      assert.equal(page, 0)
      assert.ok(x >= 0 && x + stock.width <= width + 0.5 && y >= 0 && y + stock.height <= height + 0.5, name)
    }
    assert.equal(placeOn(stock, count, 0).page, 0)
    assert.equal(placeOn(stock, count, 1).page, 1)
    const label = {
      link: 'https://help.hospital.example/l/abcdefghij0123456789',
      name: 'Ñandú Łódź',
      place: null,
      hint: 'Scan me.',
    }
    const pdf = (await drawSheet([label, label], stock, count)).toString('latin1')
    assert.equal(pdf.match(/\/Type \/Page\b/g)?.length, 2, name)
  }
})

test('While hundreds of labels are drawn others get their turn.', async () => {
  const label = {
    link: 'https://desk.example.org/l/abcdefghijklmnop',
    name: 'WOW-1',
    place: null,
    hint: 'Scan me.',
  }
  let turns = 0
  const count = setInterval(() => turns++, 0)
  await drawSheet(
    Array.from({ length: 200 }, () => label),
    stocks['a4-21'],
    1,
  )
  clearInterval(count)
  assert.ok(turns >= 10, `${turns}`)
})
