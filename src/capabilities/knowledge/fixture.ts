/** The people around an article, for tests: who reads it, and who writes with which license. */
import assert from 'node:assert/strict'
import { type Client, startWardline, type Wardline } from '../../../test/helpers/server.ts'
import { newId } from '../../platform/id/id.ts'

export type Library = {
  wardline: Wardline
  nurse: Client
  /** Reads internal articles and works on all tickets, but writes none. */
  agent: Client
  candidate: Client
  contributor: Client
  publisher: Client
  coach: Client
  rows<T = Record<string, unknown>>(sql: string, values?: unknown[]): Promise<T[]>
  /** Writes an article as the candidate; answers its id. */
  write(fields?: Record<string, unknown>, who?: Client): Promise<string>
}

const candidates = ['knowledge.read_internal', 'knowledge.write', 'tickets.read_all', 'tickets.link']
const contributors = [...candidates, 'knowledge.validate']
const publishers = [...contributors, 'knowledge.publish', 'knowledge.archive']

/** Starts a server with them; the caller closes it. */
export async function startLibrary(options: Parameters<typeof startWardline>[0] = {}): Promise<Library> {
  const wardline = await startWardline(options)
  const person = async (name: string, permissions: string[]): Promise<Client> => {
    const key = name.toLowerCase().replaceAll(' ', '-')
    await wardline.owner.query(
      'insert into core.role (org_id, id, key, title, permissions) values ($1, $2, $3, $3, $4)',
      [wardline.orgId, newId(), key, permissions],
    )
    return wardline.person(name, [key])
  }
  const working = [
    'knowledge.read_internal',
    'tickets.read_all',
    'tickets.link',
    'tickets.work',
    'tickets.resolve',
    'tickets.reply',
    'tickets.note',
  ]
  const candidate = await person('Cara Candidate', candidates)
  return {
    wardline,
    nurse: await wardline.person('Nora Nurse', []),
    agent: await person('Sam Agent', working),
    candidate,
    contributor: await person('Conny Contributor', contributors),
    publisher: await person('Paula Publisher', publishers),
    coach: await person('Coral Coach', [...publishers, 'knowledge.coach', 'people.read']),
    rows: async <T>(sql: string, values: unknown[] = []) =>
      (await wardline.owner.query(sql, values)).rows as T[],
    write: async (fields = {}, who = candidate) => {
      const made = await who.post('/api/articles', {
        title: 'An article',
        body: 'Some words.',
        audience: 'staff',
        ...fields,
      })
      assert.equal(made.status, 200, JSON.stringify(made.body))
      return made.body.id as string
    },
  }
}
