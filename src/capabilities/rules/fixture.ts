/** What the tests of rules need: a cast, statements by parts, and the jobs run at once. */
import { type Cast, must, startCast } from '../tickets/fixture.ts'
import type { Statement } from './statement.ts'

export type RuleCast = Cast & {
  /** Makes a rule and switches it on; answers its id. */
  rule(statement: Partial<Statement>): Promise<string>
  /** Switches all rules off, so that each test has its own. */
  off(): Promise<void>
  /** Runs everything that waits, as the worker would, until nothing is left. */
  work(): Promise<void>
  job(name: string, payload?: Record<string, unknown>): Promise<void>
  ticket(id: string): Promise<Record<string, unknown>>
  /** What rules did on the ticket, the first firing first. */
  firings(id: string): Promise<{ rule: string; outcomes: string[]; whys: string[] }[]>
  /** Turns the time forward; everybody stays signed in. */
  later(minutes: number): void
}

export const everyTicket = { match: 'all', conditions: [], groups: [] } as const

let count = 0
/** A whole statement of some parts: for every ticket, it adds a tag when one is filed. */
export function statementOf(parts: Partial<Statement> = {}): Statement {
  count++
  const asked = parts.if ?? { match: 'all', conditions: [], groups: [] }
  return {
    name: `Rule ${count}`,
    when: { on: 'created' },
    if: asked,
    is_for_all: asked.conditions.length + asked.groups.length === 0,
    actions: [{ do: 'add_tags', tags: ['seen'] }],
    ticket_hour_max: 10,
    hour_max: 1000,
    ...parts,
  }
}

/** Conditions that must all hold. */
export function all(...conditions: Statement['if']['conditions']): Statement['if'] {
  return { match: 'all', conditions, groups: [] }
}

export async function startRuleCast(options: Parameters<typeof startCast>[0] = {}): Promise<RuleCast> {
  const cast = await startCast(options)
  const { wardline, admin, rows } = cast
  await wardline.owner.query(
    "update core.session set last_active_at = '2100-01-01', expires_at = '2100-01-02'",
  )
  const { app } = wardline.composition
  const job = async (name: string, payload: Record<string, unknown> = {}) => {
    await app.registry.jobs.get(name)?.(app, { ...payload, org: wardline.orgId })
  }
  return {
    ...cast,
    job,
    async rule(parts) {
      const { id } = must(await admin.post('/api/rules', statementOf(parts))).body
      must(await admin.post(`/api/rules/${id}/switch`, { is_on: true }))
      return id
    },
    async off() {
      const { body } = must(await admin.get('/api/rules'))
      for (const { id } of body.rows) must(await admin.send('DELETE', `/api/rules/${id}`, {}))
    },
    async work() {
      for (let round = 0; round < 50; round++) {
        const tasks = await rows('select distinct ticket_id from rules.task')
        if (tasks.length === 0) return
        for (const { ticket_id } of tasks) await job('rules.run', { ticket: ticket_id })
      }
      throw new Error('The rules never come to an end.')
    },
    ticket: async (id) => must(await admin.get(`/api/tickets/${id}`)).body,
    async firings(id) {
      const { body } = must(await admin.get(`/api/tickets/${id}/rule-firings`))
      return body.rows
        .map((row: { rule: { name: string }; deeds: { outcome: string; why: string | null }[] }) => ({
          rule: row.rule.name,
          outcomes: row.deeds.map(({ outcome }) => outcome),
          whys: row.deeds.flatMap(({ why }) => why ?? []),
        }))
        .reverse()
    },
    later: (minutes) => wardline.clock.advance(minutes * 60_000),
  }
}
