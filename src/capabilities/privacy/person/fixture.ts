/** Two privacy officers at a help desk, and what their tests do again and again. */
import { type Client, password } from '../../../../test/helpers/server.ts'
import { type Cast, must, startCast } from '../../tickets/fixture.ts'
import { placesInFiles, placesInTables } from '../verify.ts'
import { erase } from './erase.ts'

export type Officers = {
  cast: Cast
  officer: Client
  second: Client
  /** A fresh proof, which the clock of an earlier test has made old. */
  prove(): Promise<void>
  /** Asks for the erasure of a person; answers its id. */
  ask(personId: string): Promise<string>
  /** Runs the erasure's job as the worker would. */
  work(id: string): Promise<void>
  /** Places a hold; answers its id. */
  hold(what: { person_id: string } | { record_id: string }): Promise<string>
  lift(id: string): Promise<void>
  /** What the officers' list says of an erasure. */
  shown(id: string): Promise<Record<string, unknown>>
  /** Where the words stand, in tables and files. */
  copies(words: string): Promise<string[]>
}

/** A hospital of its own with two officers. */
export async function startOfficers(): Promise<Officers> {
  const cast = await startCast()
  const { app } = cast.wardline.composition
  const officer = await cast.wardline.person('Paula Privacy', ['privacy-security-specialist'])
  const second = await cast.wardline.person('Peter Privacy', ['privacy-security-specialist'])
  return {
    cast,
    officer,
    second,
    prove: async () => {
      for (const client of [officer, second]) must(await client.post('/api/session/confirm', { password }))
    },
    ask: async (personId) =>
      must(await officer.post('/api/privacy/ask-erasure', { person_id: personId, reason: 'Asked for it.' }))
        .body.id,
    work: async (id) => erase(app, { org: cast.wardline.orgId, erasure: id }),
    hold: async (what) =>
      must(await officer.post('/api/privacy/place-hold', { ...what, reason: 'A claim.' })).body.id,
    lift: async (id) => {
      must(await officer.post('/api/privacy/lift-hold', { id }))
    },
    shown: async (id) => {
      const { rows } = must(await officer.get('/api/privacy/erasures')).body
      return rows.find((row: { id: string }) => row.id === id)
    },
    copies: async (words) => [
      ...(await placesInTables(cast.wardline.ownerUrl, words)),
      ...(await placesInFiles(app.files, words)),
    ],
  }
}
