/** The other side of webhooks on this machine, and the hospital whose webhooks it hears. */
import { startTls } from '../../../../test/helpers/tls.ts'
import { runJobs } from '../../../core/people/fixture.ts'
import { type Cast, must, startCast } from '../../tickets/fixture.ts'

export type Heard = { body: string; headers: NodeJS.Dict<string | string[]> }

export type Hooks = {
  cast: Cast
  port: number
  /** What came, in its order; emptied by the test. */
  heard: Heard[]
  /** What the other side answers to a body. */
  answerTo: (body: string) => number
  /** The events that came, as JSON. */
  events(): Record<string, never>[]
  /** Sessions end while the clock is turned, so everybody signs in anew. */
  as(email: string): ReturnType<Cast['wardline']['signIn']>
  add(changes?: Record<string, unknown>): Promise<string>
  run(): Promise<void>
  close(): Promise<void>
}

export async function startHooks(): Promise<Hooks> {
  const { server, port } = await startTls((request, response) => {
    let body = ''
    request.on('data', (chunk) => {
      body += chunk
    })
    request.on('end', () => {
      hooks.heard.push({ body, headers: request.headers })
      const status = hooks.answerTo(body)
      response.writeHead(status, status === 302 ? { location: '/elsewhere' } : { 'retry-after': '90' }).end()
    })
  })
  // The queue compares with the real time too, so it lies in the future.
  const cast = await startCast({
    now: '2031-04-08T07:00:00Z',
    env: { WARDLINE_OUTGOING_ALLOW: `127.0.0.1:${port},hook.example:${port}` },
  })
  const as = (email: string) => cast.wardline.signIn(`${email}@main.example`, 'main')
  const settings = (changes: Record<string, unknown>) => ({
    name: 'Monitor',
    format: 'wardline',
    url: `https://127.0.0.1:${port}/hook?token=quokkatoken`,
    kinds: ['created', 'replied', 'noted', 'assigned', 'resolved'],
    team_ids: [],
    category_ids: [],
    priorities: [],
    sends_restricted: false,
    is_on: true,
    kept_days: 14,
    ...changes,
  })
  const hooks: Hooks = {
    cast,
    port,
    heard: [],
    answerTo: () => 200,
    events: () => hooks.heard.map(({ body }) => JSON.parse(body)),
    as,
    add: async (changes = {}) =>
      must(await (await as('admin')).post('/api/webhooks', settings(changes))).body.id,
    run: async () => void (await runJobs(cast.wardline)),
    close: async () => {
      await cast.wardline.close()
      server.closeAllConnections()
      server.close()
    },
  }
  return hooks
}
