import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { after, before, test } from 'node:test'
import { strFromU8, strToU8, unzipSync, zipSync } from 'fflate'
import type { Client } from '../../../test/helpers/server.ts'
import { uploadWith } from '../../core/attachments/upload.fixture.ts'
import { type Cast, must } from '../tickets/fixture.ts'
import { examineFile } from './files.ts'
import { startGuarded } from './fixture.ts'

let cast: Cast
let officer: Client
before(async () => {
  ;({ cast, officer } = await startGuarded())
})
after(() => cast.wardline.close())

test('A file’s name is masked, and what it holds opens to others for a reason.', async () => {
  const { nurse, agent, otherNurse, wardline } = cast
  const upload = uploadWith(wardline, nurse)
  const text = Buffer.from('name,dob\npt Quentin Zweig,DOB 3/4/1961\n')
  const file = must(await upload('pt_Quentin_Zweig_band.csv', 'text/csv', text)).body
  assert.match(file.name, /^pt_⟦name \w{10}⟧_band\.csv$/)
  const id = await cast.file(nurse, { file_ids: [file.id] })
  must(await nurse.get(`/api/attachments/${file.id}`))
  must(await officer.get(`/api/attachments/${file.id}`))
  assert.equal((await agent.get(`/api/attachments/${file.id}`)).status, 403)
  const reason = { attachment_id: file.id, reason: 'To repair the import.' }
  assert.equal((await otherNurse.post('/api/privacy/open-file', reason)).status, 404)
  must(await agent.post('/api/privacy/open-file', reason))
  must(await agent.get(`/api/attachments/${file.id}`))
  wardline.clock.advance(11 * 60_000)
  assert.equal((await agent.get(`/api/attachments/${file.id}`)).status, 403)

  const message = must(await agent.get(`/api/tickets/${id}`)).body.messages[0].id
  must(await agent.post(`/api/tickets/${id}/redact`, { message_id: message, file_id: file.id }))
  assert.ok(
    (await cast.rows('select state from privacy.finding where attachment_id = $1', [file.id])).every(
      ({ state }) => state === 'redacted',
    ),
  )
})

test('A document waits until a job has read it; one that cannot be read says so.', async () => {
  const { nurse, agent, wardline } = cast
  const upload = uploadWith(wardline, nurse)
  const type = 'application/pdf'
  const states: unknown[] = []
  for (const [name, content] of [
    ['patient.pdf', pdfOf('Discharge of pt Quentin Zweig MRN 88172634')],
    ['clean.pdf', pdfOf('The printer is out of paper')],
    ['broken.pdf', Buffer.from('%PDF-1.4\nnothing that anybody could read\n%%EOF')],
  ] as const) {
    const file = must(await upload(name, type, content)).body
    await cast.file(nurse, { file_ids: [file.id] })
    assert.equal(
      (await agent.get(`/api/attachments/${file.id}`)).status,
      409,
      'it was not looked through yet',
    )
    const payload = { org: wardline.orgId, file: file.id }
    await examineFile(wardline.composition.app, payload)
    await examineFile(wardline.composition.app, payload)
    const [row] = await cast.rows('select state from privacy.file where attachment_id = $1', [file.id])
    states.push([row?.state, (await agent.get(`/api/attachments/${file.id}`)).status])
  }
  assert.deepEqual(states, [
    ['found', 403],
    ['clean', 200],
    ['unreadable', 200],
  ])
})

test('A text is clean only when it was read to its end, in the encoding in which it is written.', async () => {
  const { nurse, agent, wardline } = cast
  const upload = uploadWith(wardline, nurse)
  const line = 'Wristband of pt Quentin Zweig, MRN 88172634'
  const states: unknown[] = []
  for (const [content, type] of [
    [Buffer.from(`\ufeff${line}`, 'utf16le'), 'text/plain'],
    [Buffer.from(`\ufeff${line}`, 'utf16le').swap16(), 'text/plain'],
    [Buffer.from('\ufeffThe printer is out of paper', 'utf16le'), 'text/plain'],
    [Buffer.from(`${'The printer is out of paper.\n'.repeat(5000)}${line}`), 'text/plain'],
    [Buffer.from('The printer is out of paper.\n'.repeat(5000)), 'text/csv'],
    [Buffer.from(`${'The printer is out of paper.\n'.repeat(80_000)}${line}`), 'text/plain'],
  ] as const) {
    const file = must(await upload('list.txt', type, content)).body
    await cast.file(nurse, { file_ids: [file.id] })
    await examineFile(wardline.composition.app, { org: wardline.orgId, file: file.id })
    const [row] = await cast.rows('select state from privacy.file where attachment_id = $1', [file.id])
    states.push([row?.state, (await agent.get(`/api/attachments/${file.id}`)).status])
  }
  const found = ['found', 403]
  const clean = ['clean', 200]
  assert.deepEqual(states, [found, found, clean, found, clean, ['unreadable', 200]])
})

test('A document of a word processor is read and waits for a reason like any other.', async () => {
  const { nurse, agent, wardline } = cast
  const parts = unzipSync(
    readFileSync(createRequire(import.meta.url).resolve('mammoth/test/test-data/single-paragraph.docx')),
  )
  const written = strFromU8(parts['word/document.xml'] as Uint8Array)
  const states: unknown[] = []
  for (const line of ['Discharge of pt Quentin Zweig MRN 88172634', 'The printer is out of paper']) {
    const document = written.replace(/<w:t[^>]*>[^<]*<\/w:t>/, `<w:t>${line}</w:t>`)
    assert.ok(document.includes(line))
    const docx = Buffer.from(zipSync({ ...parts, 'word/document.xml': strToU8(document) }))
    const type = 'application/vnd.openxmlformats-officedocument.wordprocessingml.document'
    const file = must(await uploadWith(wardline, nurse)('letter.docx', type, docx)).body
    await cast.file(nurse, { file_ids: [file.id] })
    await examineFile(wardline.composition.app, { org: wardline.orgId, file: file.id })
    const [row] = await cast.rows('select state from privacy.file where attachment_id = $1', [file.id])
    states.push([row?.state, (await agent.get(`/api/attachments/${file.id}`)).status])
  }
  assert.deepEqual(states, [
    ['found', 403],
    ['clean', 200],
  ])
})

/** A document of one page with one line. */
function pdfOf(line: string): Buffer {
  const content = `BT /F1 12 Tf 20 100 Td (${line}) Tj ET`
  const parts = [
    '<< /Type /Catalog /Pages 2 0 R >>',
    '<< /Type /Pages /Kids [3 0 R] /Count 1 >>',
    '<< /Type /Page /Parent 2 0 R /MediaBox [0 0 600 200] /Contents 4 0 R /Resources << /Font << /F1 5 0 R >> >> >>',
    `<< /Length ${content.length} >>\nstream\n${content}\nendstream`,
    '<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>',
  ]
  let text = '%PDF-1.4\n'
  const places = parts.map((part, at) => {
    const place = text.length
    text += `${at + 1} 0 obj\n${part}\nendobj\n`
    return String(place).padStart(10, '0')
  })
  const start = text.length
  text += `xref\n0 6\n0000000000 65535 f \n${places.map((place) => `${place} 00000 n \n`).join('')}trailer\n<< /Size 6 /Root 1 0 R >>\nstartxref\n${start}\n%%EOF`
  return Buffer.from(text, 'latin1')
}
