/** A server that misbehaves on purpose, so that it is known that the attack would find it. */
import type { IncomingMessage, ServerResponse } from 'node:http'
import type { Wardline } from '../helpers/server.ts'
import { words } from './planted.ts'

export const defects = [
  'body',
  'header',
  'log',
  'foreign write',
  'own right',
  'closed write',
  'failure',
] as const
const requests_between = 15

/** From now on every few requests one of the defects happens, each in its turn. `closed` is a restricted record. */
export function misbehave(wardline: Wardline, victimId: string, closed: string): void {
  const { server } = wardline.composition.http
  const [serve] = server.listeners('request') as ((
    request: IncomingMessage,
    response: ServerResponse,
  ) => void)[]
  if (!serve) throw new Error('The server answers nothing.')
  server.removeAllListeners('request')
  const write = (text: string, values: unknown[]) => wardline.owner.query(text, values)
  let count = 0
  server.on('request', async (request: IncomingMessage, response: ServerResponse) => {
    count += 1
    const defect = count % requests_between === 0 ? defects[(count / requests_between) % defects.length] : ''
    if (defect === 'body' || defect === 'failure') {
      request.resume()
      const type = { 'content-type': 'application/json' }
      response
        .writeHead(defect === 'body' ? 200 : 500, type)
        .end(JSON.stringify(defect === 'body' ? { name: words.victim } : {}))
      return
    }
    if (defect === 'header') response.setHeader('x-told', words.restricted)
    if (defect === 'log') wardline.composition.app.log.error({ told: words.safety }, 'A defect.')
    if (defect === 'foreign write')
      await write('update core.person set name = name where org_id = $1', [victimId])
    if (defect === 'own right')
      await write('update core.role_assignment set valid_to = valid_to where org_id <> $1', [victimId])
    if (defect === 'closed write') await write('update core.record set title = title where id = $1', [closed])
    serve.call(server, request, response)
  })
}
