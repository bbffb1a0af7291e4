/** What the tests of major incidents share: the cast of the tickets with somebody who may declare. */
import type { Answer, Client } from '../../../test/helpers/server.ts'
import { withQueue } from '../../core/people/fixture.ts'
import { type Cast, must, startCast } from '../tickets/fixture.ts'

export type IncidentCast = Cast & {
  /** Leads a team: may declare. */
  lead: Client
  propose(fields?: Record<string, unknown>, by?: Client): Promise<string>
  /** Proposed and declared by the lead, with tickets filed by the client for each of the titles. */
  declared(fields?: Record<string, unknown>): Promise<string>
  act(client: Client, id: string, verb: string, input?: Record<string, unknown>): Promise<Answer>
  link(id: string, ticketIds: string[], by?: Client): Promise<Answer>
}

export async function startIncidents(options: Parameters<typeof startCast>[0] = {}): Promise<IncidentCast> {
  const cast = await startCast(options)
  await withQueue(cast.wardline)
  const lead = await cast.wardline.person('Lea Lead', ['team-lead', 'help-desk'], [cast.desk])
  const act: IncidentCast['act'] = (client, id, verb, input = {}) =>
    client.post(`/api/incidents/${id}/${verb}`, input)
  const propose: IncidentCast['propose'] = async (fields = {}, by = cast.agent) => {
    const answer = await by.post('/api/incidents', {
      title: 'The electronic record is slow',
      why: 'Nine calls in ten minutes.',
      ...fields,
    })
    return must(answer).body.id as string
  }
  return {
    ...cast,
    lead,
    act,
    propose,
    async declared(fields = {}) {
      const id = await propose(fields)
      must(await act(lead, id, 'declare', { title: 'The electronic record is slow' }))
      return id
    },
    link: (id, ticket_ids, by = cast.agent) => by.post(`/api/incidents/${id}/link-tickets`, { ticket_ids }),
  }
}
