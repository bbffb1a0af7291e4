/** Statements that come in the wrong order, from the wrong person, or with words where nobody looks for them. */
import assert from 'node:assert/strict'
import { randomUUID } from 'node:crypto'
import { after, before, test } from 'node:test'
import { type Answer, type Client, startWardline, type Wardline } from '../../../../test/helpers/server.ts'

let wardline: Wardline
let trainer: Client
let colleague: Client
let nurse: Client
const version = { 'x-experience-api-version': '1.0.3' }
const url = '/api/xapi/statements'

before(async () => {
  wardline = await startWardline({ now: '2026-06-15T12:00:00Z' })
  trainer = await wardline.person('Tess Trainer', ['trainer', 'requester'])
  colleague = await wardline.person('Tom Trainer', ['trainer', 'requester'])
  nurse = await wardline.person('Nora Nurse', ['requester'])
})
after(() => wardline.close())

function must(answer: Answer): Answer['body'] {
  assert.equal(answer.status, 200, JSON.stringify(answer.body))
  return answer.body
}
const verb = (name: string) => ({ id: `http://adlnet.gov/expapi/verbs/${name}` })
const about = (title: string) => ({
  id: 'https://courses.example/sepsis',
  definition: { name: { 'en-US': title } },
})
const said = (more: object = {}) => ({
  id: randomUUID(),
  actor: { mbox: 'mailto:nora.nurse@main.example' },
  verb: verb('passed'),
  object: about('Sepsis'),
  ...more,
})
const voiding = (id: string) =>
  said({
    verb: verb('voided'),
    object: { objectType: 'StatementRef', id },
    actor: { mbox: 'mailto:a@b.example' },
  })
const post = (body: unknown, client: Client = trainer) => client.send('POST', url, body, version)
const lineOf = async (title: string, person: Client = nurse) =>
  must(await colleague.get(`/api/training/people/${person.personId}`)).lines.find(
    (line: { title: string }) => line.title === title,
  )

test('A statement that was voided before it came, or with it, counts nothing.', async () => {
  const late = said({ object: about('Voided before') })
  must(await post(voiding(late.id)))
  must(await post(late))
  const answer = await trainer.get(`${url}?voidedStatementId=${late.id}`, version)
  assert.equal(answer.status, 200, JSON.stringify(answer.body))
  const counts = async (title: string) => {
    const line = await lineOf(title)
    return line !== undefined && !line.is_revoked
  }
  assert.equal(await counts('Voided before'), false)
  const together = said({ object: about('Voided with') })
  must(await post([voiding(together.id), together]))
  assert.equal(await counts('Voided with'), false)
  must(await post(said({ object: about('Not voided') })))
  assert.equal(await counts('Not voided'), true)
})

test('Nobody takes back what they learned as somebody who was merged into them.', async () => {
  const double = await wardline.person('T. Trainer', [])
  const one = said({ actor: { mbox: 'mailto:t.trainer@main.example' }, object: about('As a double') })
  must(await post(one, colleague))
  const admin = await wardline.admin()
  must(await admin.post(`/api/people/${double.personId}/merge`, { into_id: trainer.personId }))
  const own = await post(voiding(one.id))
  assert.equal(own.status, 422, JSON.stringify(own.body))
  assert.match(own.body.detail, /their own learning/)
  assert.equal((await lineOf('As a double', trainer)).is_revoked, false)
  const more = said({ actor: { mbox: 'mailto:t.trainer@main.example' }, object: about('More of it') })
  assert.equal((await post(more)).status, 403, 'nor writes down more of it')
  must(await post(voiding(one.id), colleague))
  assert.equal((await lineOf('As a double', trainer)).is_revoked, true)
})

test('Words of a patient are found wherever a statement may hold words.', async () => {
  const patient = 'Pt John Miller, MRN 48213377, DOB 03/04/1961'
  const key = 'https://courses.example/ext'
  const attached = (more: object) => ({
    attachments: [
      {
        usageType: 'https://courses.example/usage',
        display: { en: 'Proof' },
        contentType: 'text/plain',
        length: 1,
        sha2: '0'.repeat(64),
        ...more,
      },
    ],
  })
  for (const [name, more] of Object.entries({
    extension: { result: { extensions: { [key]: { type: patient } } } },
    'extension called as an identifier is': { context: { extensions: { [key]: [{ id: patient }] } } },
    'key of an extension': { result: { extensions: { [key]: { [patient]: 1 } } } },
    'number in an extension': { result: { extensions: { [key]: { mrn: 'MRN 48213377' } } } },
    attachment: attached({ display: { en: patient } }),
    'description of an attachment': attached({ description: { en: patient } }),
    'name of whoever learned': { actor: { mbox: 'mailto:nora.nurse@main.example', name: patient } },
    platform: { context: { platform: patient } },
    instructor: { context: { instructor: { mbox: 'mailto:a@b.example', name: patient } } },
    account: {
      context: { instructor: { account: { homePage: 'https://b.example', name: patient } } },
    },
  })) {
    const answer = await post(said(more))
    assert.equal(answer.status, 400, name)
    assert.match(answer.body.detail, /patient/, name)
  }
  must(await post(said(attached({}))))
})

test('An account of another site is nobody of here, whatever it is called.', async () => {
  const account = (homePage: string) => ({ account: { homePage, name: nurse.personId } })
  const of = (title: string, homePage: string) => said({ object: about(title), actor: account(homePage) })
  must(await post([of('Elsewhere', 'https://elsewhere.example'), of('Here', 'http://localhost')]))
  assert.equal(await lineOf('Elsewhere'), undefined)
  assert.notEqual(await lineOf('Here'), undefined)
})

test('What was voided is in no list, and is found by its id as voided alone.', async () => {
  const activity = 'https://courses.example/voided'
  const [kept, gone] = [said({ object: { id: activity } }), said({ object: { id: activity } })]
  must(await post([kept, gone]))
  must(await post(voiding(gone.id)))
  const { statements } = must(await trainer.get(`${url}?${new URLSearchParams({ activity })}`, version))
  assert.deepEqual(
    statements.map(({ id }: { id: string }) => id),
    [kept.id],
  )
  assert.equal((await trainer.get(`${url}?statementId=${gone.id}`, version)).status, 404)
  assert.equal((await trainer.get(`${url}?voidedStatementId=${kept.id}`, version)).status, 404)
  must(await trainer.get(`${url}?voidedStatementId=${gone.id}`, version))
})

test('The day of what was learned is that of the organization.', async () => {
  // In Chicago it is still the day before.
  must(await post(said({ object: about('At night'), timestamp: '2026-06-10T03:30:00Z' })))
  assert.equal((await lineOf('At night')).happened_on, '2026-06-09')
  must(await post(said({ object: about('Far away'), timestamp: '2026-06-10T03:30:00+09:00' })))
  assert.equal((await lineOf('Far away')).happened_on, '2026-06-09')
  must(await post(said({ object: about('Ahead'), timestamp: '2027-06-10T03:30:00Z' })))
  assert.equal((await lineOf('Ahead')).happened_on, '2026-06-15')
})

test('Pages of statements hold each once, whatever is asked beside, and their next address is good as it is.', async () => {
  const activity = 'https://courses.example/pages?a=1&b=ü'
  const ids: string[] = []
  for (let n = 0; n < 5; n++) {
    const one = said({ verb: verb('experienced'), object: { id: activity } })
    ids.push(one.id)
    must(await post(one))
  }
  for (const ascending of [true, false]) {
    const query = new URLSearchParams({
      activity,
      ascending: String(ascending),
      limit: '2',
      agent: JSON.stringify({ mbox: 'mailto:nora.nurse@main.example' }),
      since: '2026-06-15T11:00:00Z',
      until: '2026-06-15T12:00:00Z',
    })
    const found: string[] = []
    for (let next = `${url}?${query}`; next !== ''; ) {
      const { statements, more } = must(await trainer.get(next, version))
      assert.ok(statements.length <= 2)
      found.push(...statements.map(({ id }: { id: string }) => id))
      next = more
    }
    assert.deepEqual([...found].sort(), [...ids].sort())
  }
})
