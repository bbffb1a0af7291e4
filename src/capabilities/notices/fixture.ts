/** What the tests of notices do over and over. */

import type { Client } from '../../../test/helpers/server.ts'
import { type Cast, must, startCast } from '../tickets/fixture.ts'
import { tend } from './deliver.ts'

export type Noticed = Cast & {
  /** Lets the time pass, and does what the worker does each minute. */
  later(minutes: number): Promise<void>
  tend(): Promise<void>
  mails(to?: Client): Promise<Record<string, unknown>[]>
  unread(client: Client): Promise<number>
  choose(client: Client, changes: Record<string, unknown>): Promise<void>
}

/** `now` is a Wednesday noon in Chicago, where the organization lives, unless said otherwise. */
export async function startNoticed(
  now = '2026-03-04T18:00:00.000Z',
  env: Record<string, string> = {},
): Promise<Noticed> {
  const cast = await startCast({ env: { WARDLINE_PUBLIC_URL: 'https://help.example.org', ...env }, now })
  const { app } = cast.wardline.composition
  const run = () => tend(app, {})
  const { wardline } = cast
  const stays = (client: Client) => staysSignedIn(client, cast)
  for (const each of [cast.nurse, cast.otherNurse, cast.agent, cast.secondAgent, cast.specialist, cast.admin])
    stays(each)
  const { person } = wardline
  wardline.person = async (...given) => stays(await person(...given))
  return {
    ...cast,
    tend: run,
    async later(minutes) {
      cast.wardline.clock.advance(minutes * 60_000)
      await run()
    },
    mails: (to) =>
      cast.rows(
        'select * from core.outbox where ($1::uuid is null or to_person_id = $1) and not is_secret order by created_at, id',
        [to?.personId ?? null],
      ),
    unread: async (client) => must(await client.get('/api/notifications/count')).body.unread,
    async choose(client, changes) {
      const { time_zone, quiet, digest, digest_at } = must(await client.get('/api/notices/settings')).body
      must(
        await client.send('PUT', '/api/notices/settings', {
          time_zone,
          quiet,
          digest,
          digest_at,
          kinds: [],
          ...changes,
        }),
      )
    },
  }
}

/** Days go by in these tests, and whoever was signed out meanwhile signs in again. */
function staysSignedIn(client: Client, { wardline, rows }: Cast): Client {
  const { send } = client
  let current = send
  const again: Client['send'] = async (...given) => {
    const answer = await current(...given)
    if (answer.status !== 401) return answer
    const [{ email } = {}] = await rows('select email from core.person where id = $1', [client.personId])
    current = (await wardline.signIn(String(email), 'main')).send
    return current(...given)
  }
  return Object.assign(client, {
    send: again,
    get: (path: string, headers?: Record<string, string>) => again('GET', path, undefined, headers),
    post: (path: string, body?: unknown, headers?: Record<string, string>) =>
      again('POST', path, body, headers),
  })
}
