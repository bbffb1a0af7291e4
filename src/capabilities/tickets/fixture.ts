/** The people and teams that the tests of tickets need, on a Wardline of their own. */
import { type Answer, type Client, startWardline, type Wardline } from '../../../test/helpers/server.ts'

export type Cast = {
  wardline: Wardline
  nurse: Client
  otherNurse: Client
  agent: Client
  secondAgent: Client
  /** Sees the tickets of the network team alone. */
  specialist: Client
  admin: Client
  /** Works at the help desk of another organization. */
  stranger: Client
  desk: string
  network: string
  file(client: Client, fields?: Record<string, unknown>): Promise<string>
  rows(sql: string, values?: unknown[]): Promise<Record<string, unknown>[]>
}

/** Starts a Wardline with its cast. */
export async function startCast(options: Parameters<typeof startWardline>[0] = {}): Promise<Cast> {
  const wardline = await startWardline(options)
  const desk = await wardline.team('Service Desk', 1)
  const network = await wardline.team('Network', 2)
  const { orgId } = await wardline.organization('other')
  return {
    wardline,
    desk,
    network,
    nurse: await wardline.person('Nora Nurse', []),
    otherNurse: await wardline.person('Otis Other', []),
    agent: await wardline.person('Sam Agent', ['help-desk'], [desk]),
    secondAgent: await wardline.person('Kim Agent', ['help-desk'], [desk]),
    specialist: await wardline.person('Ned Network', ['network-administrator'], [network]),
    admin: await wardline.admin(),
    stranger: await wardline.person('Stan Stranger', ['help-desk'], [], orgId),
    async file(client, fields = {}) {
      const answer = await client.post('/api/tickets', {
        title: 'I cannot log in',
        body: 'The badge reader blinks red.',
        ...fields,
      })
      return (must(answer).body as { id: string }).id
    },
    rows: async (sql, values = []) => (await wardline.owner.query(sql, values)).rows,
  }
}

/** The answer, which must be a success. */
export function must(answer: Answer): Answer {
  if (answer.status !== 200) throw new Error(`${answer.status}: ${JSON.stringify(answer.body)}`)
  return answer
}
