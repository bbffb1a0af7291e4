/** What the tests of masks, files and decisions share. */
import type { Client } from '../../../test/helpers/server.ts'
import { type Cast, must, startCast } from '../tickets/fixture.ts'
import { placesInFiles, placesInTables } from './verify.ts'

export const title = 'Label of pt Quentin Zweig is wrong'
export const body = 'Wristband of pt Quentin Zweig, MRN 88172634, DOB 3/4/1961 does not scan.'
export const secrets = ['Zweig', '88172634', '3/4/1961']

/** A hospital with a privacy officer. */
export async function startGuarded(): Promise<{ cast: Cast; officer: Client }> {
  const cast = await startCast()
  return { cast, officer: await cast.wardline.person('Paula Privacy', ['privacy-security-specialist']) }
}

/** Every place of every table and file in which the words stand. */
export async function placesOf({ wardline }: Cast, words: string): Promise<string[]> {
  return [
    ...(await placesInTables(wardline.ownerUrl, words)),
    ...(await placesInFiles(wardline.composition.app.files, words)),
  ]
}

export async function bodyOf(client: Client, id: string): Promise<string> {
  return must(await client.get(`/api/tickets/${id}`)).body.messages[0].body
}

type Shown = { mask: string; kind: string; words: string | null; may_reveal: boolean; state: string }

export async function wordsFor(client: Client, masks: string[]): Promise<Shown[]> {
  return must(await client.post('/api/privacy/words', { masks })).body.words
}
