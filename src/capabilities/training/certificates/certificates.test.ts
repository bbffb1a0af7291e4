import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { type Answer, type Client, startWardline, type Wardline } from '../../../../test/helpers/server.ts'

const day_ms = 86_400_000
let wardline: Wardline
let trainer: Client
let lead: Client
let nurse: Client
let stranger: Client
let competency_id: string

before(async () => {
  wardline = await startWardline({ now: '2026-06-15T12:00:00Z' })
  trainer = await wardline.person('Tess Trainer', ['trainer', 'requester'])
  lead = await wardline.person('Lea Lead', ['requester'])
  nurse = await wardline.person('Núria Мария Łącka', ['requester'])
  stranger = await wardline.person('Otto Other', ['requester'])
  await wardline.owner.query('update core.person set manager_id = $1 where id = $2', [
    lead.personId,
    nurse.personId,
  ])
  const { id: framework_id } = must(await trainer.post('/api/training/frameworks', { name: 'Own' }))
  competency_id = must(
    await trainer.post('/api/training/competencies', {
      framework_id,
      code: 'C1',
      kind: 'skill',
      name: 'Meridian',
    }),
  ).id
  must(
    await trainer.post('/api/training/requirements', {
      competency_id,
      ...{ level: 1, valid_months: 12, renewal_days: 30, grace_days: 14, starts_on: '2026-01-01' },
      ...{ subject: 'person', subject_id: nurse.personId },
    }),
  )
})
after(() => wardline.close())

function must(answer: Answer): Answer['body'] {
  assert.equal(answer.status, 200, JSON.stringify(answer.body))
  return answer.body
}

const learn = async (more: object = {}): Promise<string> =>
  must(
    await trainer.post('/api/training/records', {
      ...{ person_id: nurse.personId, verb: 'passed', origin: 'observed', assessor_id: trainer.personId },
      ...{ happened_on: '2026-06-01', title: 'Meridian for nurses', version: '3' },
      competencies: [{ competency_id, level: 1 }],
      ...more,
    }),
  ).id
const make = (client: Client, id: string) => client.post(`/api/training/records/${id}/certificate`, {})
const share = (client: Client, id: string, is_public: boolean) =>
  client.post(`/api/training/records/${id}/certificate/share`, { is_public })
const shown = async (id: string) =>
  must(await nurse.get('/api/training/mine')).lines.find((line: { id: string }) => line.id === id).certificate
const check = (link: string) => wardline.anonymous.post('/api/certificates/check', { link })
async function certified(more: object = {}): Promise<{ id: string; link: string }> {
  const id = await learn(more)
  must(await make(nurse, id))
  return { id, link: (await shown(id)).name }
}
const parsed = (part = '') => JSON.parse(Buffer.from(part, 'base64url').toString())

test('The learner, who leads her and the trainer make the certificate of what was passed, the same one each; a stranger makes none.', async () => {
  const id = await learn()
  assert.equal((await make(stranger, id)).status, 404)
  assert.equal(await shown(id), null)
  await Promise.all([nurse, lead, trainer].map(async (client) => must(await make(client, id))))
  const { name } = await shown(id)
  must(await make(nurse, id))
  assert.equal((await shown(id)).name, name, 'made again it is the same one')
  const { rows } = await wardline.owner.query('select number from training.certificate where line_id = $1', [
    id,
  ])
  assert.equal(rows.length, 1)
})

test('What failed, and what counts no more, gets no certificate.', async () => {
  const failed = await make(nurse, await learn({ verb: 'failed' }))
  assert.equal(failed.status, 409)
  assert.equal(failed.body.detail, 'A certificate is for what was completed or passed.')
  const id = await learn()
  must(await trainer.post(`/api/training/records/${id}/revoke`, { evidence: 'A slip.' }))
  const gone = await make(nurse, id)
  assert.equal(gone.status, 409)
  assert.equal(gone.body.detail, 'This line counts no more, so that no certificate is made of it.')
})

test('Whoever has the link reads without an account that it is valid, then expired; a renewal changes the old one in nothing.', async () => {
  const { link } = await certified({ happened_on: '2026-06-02' })
  const first = must(await check(link))
  assert.deepEqual(
    [first.state, first.person, first.title, first.achieved_on, first.valid_until],
    ['valid', 'Núria Мария Łącka', 'Meridian for nurses', '2026-06-02', '2027-06-02'],
  )
  const renewed = await certified({ happened_on: '2026-06-10' })
  assert.deepEqual(must(await check(link)), first)
  assert.equal(must(await check(renewed.link)).valid_until, '2027-06-10')
  wardline.clock.advance(352 * day_ms)
  assert.equal(must(await check(link)).state, 'expired')
  assert.equal(must(await check(renewed.link)).state, 'valid')
  wardline.clock.advance(-352 * day_ms)
})

test('What was renewed already ends as it did: a certificate that is made late of it is not for ever.', async () => {
  const old = await learn({ happened_on: '2025-07-01' })
  await learn({ happened_on: '2026-06-11' })
  must(await make(nurse, old))
  const first = must(await check((await shown(old)).name))
  assert.deepEqual([first.state, first.valid_until], ['valid', '2026-07-01'])
})

test('Of two that ask for it a certificate ends with the stricter one.', async () => {
  const ask = async (valid_months: number) =>
    must(
      await trainer.post('/api/training/requirements', {
        ...{ competency_id, level: 1, valid_months, renewal_days: 0, grace_days: 0 },
        ...{ starts_on: '2026-01-01', subject: 'person', subject_id: nurse.personId },
      }),
    ).id
  const both = [await ask(6), await ask(36)]
  const { link } = await certified({ happened_on: '2026-06-12' })
  assert.equal(must(await check(link)).valid_until, '2026-12-12')
  for (const id of both) must(await trainer.send('DELETE', `/api/training/requirements/${id}`, {}))
})

test('Once it is revoked, for a reason that strangers are not told, its page and its status say so.', async () => {
  const { id, link } = await certified()
  assert.deepEqual(
    must(await wardline.anonymous.get(`/api/certificates/${link}/status`)).revokedCredential,
    [],
  )
  const bare = await trainer.post(`/api/training/records/${id}/revoke`, {})
  assert.equal(bare.status, 422, 'a revocation needs a reason')
  must(await trainer.post(`/api/training/records/${id}/revoke`, { evidence: 'Secret reason.' }))
  const told = await check(link)
  assert.equal(must(told).state, 'revoked')
  const status = await wardline.anonymous.get(`/api/certificates/${link}/status`)
  assert.equal(must(status).revokedCredential[0].revoked, true)
  assert.doesNotMatch(JSON.stringify([told.body, status.body]), /Secret reason/)
})

test('The learner alone switches the link off, and then every public address says that it is not known, as of one that never was.', async () => {
  const { id, link } = await certified()
  for (const other of [trainer, lead, stranger]) assert.equal((await share(other, id, false)).status, 404)
  must(await share(nurse, id, false))
  const never = await check(`${link.slice(0, -2)}AA`)
  const off = await check(link)
  const known = ({ status, body }: Answer) => [status, body.title, body.detail]
  assert.deepEqual(known(off), known(never))
  assert.equal(off.status, 404)
  for (const part of ['', '/issuer', '/achievement', '/status'])
    assert.equal((await wardline.anonymous.get(`/api/certificates/${link}${part}`)).status, 404, part)
  const badge = await nurse.get(`/api/training/records/${id}/badge`)
  assert.equal(badge.status, 409)
  assert.equal((await shown(id)).name, null)
  must(await share(nurse, id, true))
  assert.equal(must(await check(link)).state, 'valid', 'the same link works again')
  for (const wrong of ['-', 'x'.repeat(44), `${'A'.repeat(43)}!`])
    assert.equal((await check(wrong)).status, 404)
})

test('Who checks certificates without end waits a minute, and others do not.', async () => {
  const { link } = await certified()
  wardline.clock.advance(61_000)
  must(await check(link))
  let last = await check(link)
  for (let visit = 2; visit <= 600 && last.status === 200; visit++) last = await check(link)
  assert.equal(last.status, 429)
  assert.equal((await wardline.anonymous.get(`/api/certificates/${link}/status`)).status, 429)
  must(await nurse.get('/api/session'))
  wardline.clock.advance(61_000)
  must(await check(link))
  wardline.clock.advance(-122_000)
})

test('The badge is an Open Badges 3.0 credential whose signature stands by the published key, and not when a letter was changed.', async () => {
  const { id, link } = await certified({ happened_on: '2026-06-11' })
  const badge = await nurse.get(`/api/training/records/${id}/badge`)
  assert.equal(badge.status, 200)
  const jws = String(badge.body)
  // From here on as a checker who knows the specification and nothing of this product: WebCrypto alone.
  const [head, payload, signature] = jws.split('.')
  const header = parsed(head)
  const credential = parsed(payload)
  assert.deepEqual([header.alg, header.typ], ['EdDSA', 'JWT'])
  const published = must(await wardline.anonymous.get(new URL(header.kid).pathname))
  assert.equal(published.x, header.jwk.x)
  const { kty, crv, x } = published
  const key = await crypto.subtle.importKey('jwk', { kty, crv, x }, 'Ed25519', false, ['verify'])
  const stands = (said: string) =>
    crypto.subtle.verify('Ed25519', key, Buffer.from(signature ?? '', 'base64url'), Buffer.from(said))
  assert.equal(await stands(`${head}.${payload}`), true)
  const forged = Buffer.from(JSON.stringify({ ...credential, name: 'Surgery' })).toString('base64url')
  assert.equal(await stands(`${head}.${forged}`), false)

  assert.deepEqual(credential['@context'].slice(0, 1), ['https://www.w3.org/ns/credentials/v2'])
  assert.deepEqual(credential.type, ['VerifiableCredential', 'OpenBadgeCredential'])
  assert.equal(credential.iss, credential.issuer.id)
  assert.equal(credential.jti, credential.id)
  // The days of the organization, which is in Chicago: its page and its badge are over at one time.
  assert.equal(credential.nbf, Date.parse('2026-06-11T05:00:00Z') / 1000)
  assert.deepEqual(
    [credential.validFrom, credential.validUntil],
    ['2026-06-11T05:00:00Z', '2027-06-11T05:00:00Z'],
  )
  assert.equal(credential.exp, Date.parse(credential.validUntil) / 1000)
  assert.deepEqual(credential.credentialSubject.type, ['AchievementSubject'])
  assert.equal(credential.credentialSubject.identifier[0].identityHash, 'Núria Мария Łącka')
  for (const [address, of] of [
    [credential.issuer.id, credential.issuer],
    [credential.credentialSubject.achievement.id, credential.credentialSubject.achievement],
  ])
    assert.deepEqual(must(await wardline.anonymous.get(new URL(address).pathname)), of)
  const status = must(await wardline.anonymous.get(new URL(credential.credentialStatus.id).pathname))
  assert.equal(status.issuer, credential.issuer.id)
  assert.equal(credential.id.endsWith(link), true)
  const again = await wardline.anonymous.get(new URL(credential.id).pathname)
  assert.equal(String(again.body), jws)
  const svg = String((await nurse.get(`/api/training/records/${id}/badge?form=svg`)).body)
  assert.equal(/<openbadges:credential verify="([^"]+)"/.exec(svg)?.[1], jws)
  assert.equal((await stranger.get(`/api/training/records/${id}/badge`)).status, 404)
})

test('The sheet is one page in English or Spanish, for those who may read of the person, and refuses letters that cannot be printed.', async () => {
  const { id } = await certified()
  for (const [client, language] of [
    [nurse, 'es'],
    [lead, 'en'],
  ] as const) {
    const sheet = await client.get(`/api/training/records/${id}/certificate.pdf?language=${language}`)
    assert.equal(sheet.status, 200)
    assert.equal(sheet.headers['content-type'], 'application/pdf')
    assert.match(String(sheet.body), /^%PDF/)
    assert.equal(String(sheet.body).match(/\/Type \/Page\b(?!s)/g)?.length, 1)
  }
  assert.equal((await stranger.get(`/api/training/records/${id}/certificate.pdf`)).status, 404)
  const { id: chinese } = await certified({ title: '护士培训' })
  const refused = await nurse.get(`/api/training/records/${chinese}/certificate.pdf`)
  assert.equal(refused.status, 422)
  assert.match(refused.body.detail, /signs that cannot be printed/)
})

test('The private key lies sealed, and words that were taken out are in no certificate any more.', async () => {
  const { id, link } = await certified({ title: 'A slip of words' })
  const { rows } = await wardline.owner.query('select private_sealed from training.badge_key')
  assert.equal(rows.length, 1)
  assert.doesNotMatch(rows[0].private_sealed.toString('latin1'), /PRIVATE KEY/)
  must(await trainer.post(`/api/training/records/${id}/redact`))
  assert.equal(must(await check(link)).title, 'Meridian')
})
