/** People who search, and the few steps that the tests of search share. */
import assert from 'node:assert/strict'
import { type Client, startWardline, type Wardline } from '../../../test/helpers/server.ts'
import { learnWords } from '../../core/search/learn.ts'
import { newId } from '../../platform/id/id.ts'

export type Marked = { text: string; marks: [number, number][] }
export type Row = {
  kind: string
  id: string
  title: Marked
  snippet: Marked
  is_internal: boolean
  is_similar: boolean
  state: string
}
export type Answer = {
  groups: { kind: string; order: string; rows: Row[]; has_more: boolean; is_complete: boolean }[]
  close: Row[]
  filters: { field: string; flaw: string | null; sentence: string | null }[]
  jump: { id: string } | null
  people: { name: string }[]
  did_you_mean: string | null
}

export type Searchers = {
  wardline: Wardline
  teamId: string
  nurse: Client
  otherNurse: Client
  /** Reads every ticket. */
  agent: Client
  /** Reads the tickets of the team. */
  specialist: Client
  learnAll(): Promise<void>
}

export async function startSearchers(): Promise<Searchers> {
  const wardline = await startWardline()
  const role = (key: string, permissions: string[]) =>
    wardline.owner.query(
      'insert into core.role (org_id, id, key, title, permissions) values ($1, $2, $3, $3, $4)',
      [wardline.orgId, newId(), key, permissions],
    )
  const teamId = await wardline.team('Specialists', 2)
  await role('search-agent', [
    'tickets.read_all',
    'tickets.note',
    'tickets.reply',
    'tickets.work',
    'tickets.assign',
    'tickets.start',
    'tickets.resolve',
    'tickets.merge',
    'people.read',
    'knowledge.write',
    'knowledge.publish',
  ])
  await role('search-specialist', ['tickets.read_team', 'tickets.reply', 'tickets.note', 'tickets.merge'])
  return {
    wardline,
    teamId,
    nurse: await wardline.person('Nora Nurse', []),
    otherNurse: await wardline.person('Olga Nurse', []),
    agent: await wardline.person('José Álvarez', ['search-agent']),
    specialist: await wardline.person('Sven Specialist', ['search-specialist'], [teamId]),
    // An entry is counted one run after it was seen, so that writes which are still open are not jumped over.
    learnAll: async () => {
      for (let run = 0; run < 3; run++) await learnWords(wardline.composition.app)
    },
  }
}

export async function file(who: Client, title: string, body: string, more: object = {}): Promise<string> {
  const filed = await who.post('/api/tickets', { title, body, ...more })
  assert.equal(filed.status, 200, JSON.stringify(filed.body))
  return filed.body.id as string
}

export async function find(who: Client, q: string, more = ''): Promise<Answer> {
  const answer = await who.get(`/api/search?q=${encodeURIComponent(q)}${more}`)
  assert.equal(answer.status, 200, `${q}: ${JSON.stringify(answer.body)}`)
  return answer.body as Answer
}

export async function ids(who: Client, q: string, more = ''): Promise<string[]> {
  return (await find(who, q, more)).groups.flatMap((group) => group.rows.map((row) => row.id))
}

export const marked = ({ text, marks }: Marked) => marks.map(([from, to]) => text.slice(from, to))
