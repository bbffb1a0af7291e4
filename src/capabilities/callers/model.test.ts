import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import fc from 'fast-check'
import '../../../test/helpers/property-seed.ts'
import { type Client, startWardline, type Wardline } from '../../../test/helpers/server.ts'
import { newId } from '../../platform/id/id.ts'
import { failures_of_person_max } from './limits.ts'

let wardline: Wardline
const agents: Client[] = []

before(async () => {
  wardline = await startWardline({ isUnverified: true })
  agents.push(await wardline.admin(), await wardline.person('Second Agent', ['administrator']))
  // Who came today, or may verify since today, is no second person.
  await wardline.owner.query("update core.person set created_at = now() - interval '1 year'")
  await wardline.owner.query("update core.role_assignment set valid_from = now() - interval '1 year'")
})
after(() => wardline?.close())

type Known = {
  id: string
  agent: number
  state: 'started' | 'passed' | 'failed' | 'abandoned'
  isSeconded: boolean
  isUsed: boolean
}

/** What may be tried, by which agent; the model below says what has to come of it. */
const step = fc.record({
  what: fc.constantFrom('begin', 'call', 'fail', 'abandon', 'second', 'act', 'act'),
  agent: fc.integer({ min: 0, max: 1 }),
  /** Which of the verifications so far. */
  at: fc.nat(3),
})

test('Whatever two agents try in whatever order, an act is done exactly when the model says that it is verified.', async () => {
  let run = 0
  await fc.assert(
    fc.asyncProperty(fc.array(step, { minLength: 4, maxLength: 14 }), fc.boolean(), async (steps, isHigh) => {
      run++
      // How often callers fail is counted by the hour, and no time goes by here.
      await wardline.owner.query('delete from callers.verification')
      await wardline.owner.query("delete from core.throttle where key like 'callers.%'")
      const person = await somebody(run, isHigh)
      const known: Known[] = []
      for (const { what, agent: by, at } of steps) {
        const agent = agents[by] as Client
        const of = known[at % Math.max(known.length, 1)]
        const path = `/api/callers/verifications/${of?.id}`
        const isOwn = of?.agent === by
        if (what === 'begin') {
          const begun = await agent.post('/api/callers', { person_id: person, act: 'factor' })
          const open = known.find((each) => each.agent === by && each.state === 'started')
          if (isHot(known)) assert.equal(begun.status, 429)
          else if (open) assert.equal(begun.body.id, open.id)
          else
            known.push({ id: begun.body.id, agent: by, state: 'started', isSeconded: false, isUsed: false })
        } else if (what === 'act') {
          const held = known.some((each) => each.state === 'failed')
          const needsTwo = isHigh || held
          // The newest that fits is taken; those that were decided first stand last.
          const fits = known.filter(
            (each) =>
              each.agent === by &&
              each.state === 'passed' &&
              (!needsTwo || (each.isSeconded && !each.isUsed)),
          )
          const done = await agent.post(`/api/people/${person}/reset-factor`, { reason: 'Lost it.' })
          assert.equal(done.status, fits.length > 0 ? 200 : 403, JSON.stringify([known, done.body]))
          if (fits.length > 0) await readUses(known)
        } else if (of && what === 'call') {
          const said = { field: 'phone', has_answered: true, has_asked_for_it: true }
          const { status } = await agent.post(`${path}/called-back`, said)
          assert.equal(status, !isOwn ? 404 : of.state !== 'started' ? 409 : isHot(known) ? 429 : 200)
          if (status === 200) of.state = 'passed'
        } else if (of && what === 'fail') {
          const { status } = await agent.post(`${path}/fail`, { failure: 'unsure' })
          assert.equal(status, of.state === 'failed' ? 409 : 200)
          of.state = 'failed'
        } else if (of && what === 'abandon') {
          const { status } = await agent.post(`${path}/abandon`)
          assert.equal(status, !isOwn ? 404 : of.state === 'started' ? 200 : 409)
          if (status === 200) of.state = 'abandoned'
        } else if (of && what === 'second') {
          const { status } = await agent.post(`${path}/second`, { how: 'joined' })
          assert.equal(status, isOwn ? 403 : of.state === 'passed' && !of.isSeconded ? 200 : 409)
          if (status === 200) of.isSeconded = true
        }
      }
    }),
    { numRuns: 8 },
  )
})

/** So many of them failed that nobody is verified as this person for an hour. */
function isHot(known: readonly Known[]): boolean {
  return known.filter(({ state }) => state === 'failed').length >= failures_of_person_max
}

async function somebody(run: number, isHigh: boolean): Promise<string> {
  const id = newId()
  await wardline.owner.query(
    "insert into core.person (org_id, id, name, email, phone) values ($1, $2, 'Somebody', $3, '+1 312 555 0100')",
    [wardline.orgId, id, `somebody.${run}@main.example`],
  )
  await wardline.owner.query(
    'insert into core.role_assignment (org_id, id, person_id, role_id, valid_from) select org_id, $3, $2, id, now() from core.role where org_id = $1 and key = $4',
    [wardline.orgId, id, newId(), isHigh ? 'administrator' : 'requester'],
  )
  return id
}

/** Which of several that fit was taken is the server's choice; that each of them counts once is not. */
async function readUses(known: Known[]): Promise<void> {
  const { rows } = await wardline.owner.query<{ id: string; uses: number }>(
    'select id, uses from callers.verification where id = any($1::uuid[])',
    [known.map(({ id }) => id)],
  )
  for (const { id, uses } of rows) {
    const of = known.find((each) => each.id === id)
    if (of) of.isUsed = uses > 0
  }
}
