/** A desk with a lead, officers and somebody who breaks glass. */
import { after, before } from 'node:test'
import { type Client, password } from '../../../test/helpers/server.ts'
import { type Cast, must, startCast } from '../tickets/fixture.ts'

export let cast: Cast
export let lead: Client
export let security: Client
export let breaker: Client
export let otherOfficer: Client

export const path = (id: string, verb = '') => `/api/restricted-records/${id}${verb ? `/${verb}` : ''}`
export const sees = async (who: Client, id: string) => (await who.get(`/api/tickets/${id}`)).status === 200

/** A ticket of the nurse that lies with the desk. */
export async function ofDesk(title = 'Quiet matter'): Promise<string> {
  const id = await cast.file(cast.nurse, { title })
  must(await cast.agent.post(`/api/tickets/${id}/assign`, { team_id: cast.desk }))
  return id
}

/** Asked through the client, with a proof that is fresh. */
export async function breakIt(who: Client, id: string, reason = 'The ward is down') {
  must(await who.post('/api/session/confirm', { password }))
  return who.post(path(id, 'break-glass'), { reason })
}

/** Minutes go by, with everybody at work. */
export async function pass(minutes: number): Promise<void> {
  for (let left = minutes; left > 0; left -= 10) {
    cast.wardline.clock.advance(Math.min(10, left) * 60_000)
    for (const who of [lead, security, otherOfficer, breaker, cast.agent, cast.nurse, cast.admin])
      must(await who.get('/api/notifications/count'))
  }
}

export const linesOf = async (action: string, id: string) =>
  cast.rows('select actor_id, data from core.audit where action = $1 and record_id = $2 order by at, id', [
    action,
    id,
  ])

/** Opens all of it before the tests of a file, and closes it after them. */
export function openDesk(): void {
  before(async () => {
    cast = await startCast()
    lead = await cast.wardline.person('Lea Lead', ['help-desk', 'team-lead'], [cast.desk])
    await cast.rows('update core.team_member set is_lead = true where person_id = $1', [lead.personId])
    security = await cast.wardline.person('Sina Security', ['information-security-officer'])
    otherOfficer = await cast.wardline.person('Petra Privacy', ['privacy-security-specialist'])
    breaker = await cast.wardline.person('Bea Breaker', ['help-desk', 'team-lead'])
  })
  after(() => cast?.wardline.close())
}
