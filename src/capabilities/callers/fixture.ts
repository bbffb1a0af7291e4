/** A hospital whose people are long in the directory, and an agent who verifies who calls. */
import assert from 'node:assert/strict'
import { type Client, password, startWardline, type Wardline } from '../../../test/helpers/server.ts'

export const at = (id: string) => `/api/callers/verifications/${id}`
/** What an agent says who called back. */
export const said = { field: 'phone', has_answered: true, has_asked_for_it: true }

export type Desk = {
  wardline: Wardline
  siteId: string
  admin: Client
  colleague: Client
  officer: Client
  boss: Client
  /** Time goes by, and everybody signs in again. */
  later(ms: number): Promise<void>
  confirm(client: Client): ReturnType<Client['post']>
  /** Somebody who is in the directory for long, with everything that can vouch for them. */
  nurse(name: string, roles?: string[]): Promise<Client>
  begin(of: Client, act: string, more?: object, by?: Client): Promise<string>
  callBack(of: Client, act: string, more?: object, by?: Client): Promise<string>
  reset(of: Client, by?: Client): ReturnType<Client['post']>
  roleOf(key: string): Promise<string>
  reasonsOf(client: Client): Promise<string[]>
}

export async function startDesk(): Promise<Desk> {
  const wardline = await startWardline({ isUnverified: true })
  const people = await peopleOf(wardline)
  const site = await people.admin.post('/api/sites', { name: 'Main building' })
  const desk: Desk = {
    wardline,
    siteId: site.body.id,
    ...people,
    async later(ms) {
      wardline.clock.advance(ms)
      desk.admin = await wardline.admin()
      desk.colleague = await wardline.signIn('carl.colleague@main.example', 'main')
      desk.officer = await wardline.signIn('sofia.security@main.example', 'main')
      desk.boss = await wardline.signIn('mara.manager@main.example', 'main')
    },
    confirm: (client) => client.post('/api/session/confirm', { password }),
    async nurse(name, roles = []) {
      const made = await wardline.person(name, roles)
      await wardline.owner.query(
        `update core.person set phone = '+1 312 555 0100', extension = '4711', badge = 'B 100', manager_id = $2,
           created_at = now() - interval '1 year', updated_at = now() - interval '1 year' where id = $1`,
        [made.personId, desk.boss.personId],
      )
      return made
    },
    async begin(of, act, more = {}, by = desk.admin) {
      const begun = await by.post('/api/callers', { person_id: of.personId, act, ...more })
      assert.equal(begun.status, 200, JSON.stringify(begun.body))
      return begun.body.id
    },
    async callBack(of, act, more = {}, by = desk.admin) {
      const id = await desk.begin(of, act, more, by)
      const called = await by.post(`${at(id)}/called-back`, said)
      assert.equal(called.status, 200, JSON.stringify(called.body))
      return id
    },
    reset: (of, by = desk.admin) =>
      by.post(`/api/people/${of.personId}/reset-password`, { reason: 'Forgot it.' }),
    async roleOf(key) {
      const found = await wardline.owner.query('select id from core.role where org_id = $1 and key = $2', [
        wardline.orgId,
        key,
      ])
      return found.rows[0].id
    },
    async reasonsOf(client) {
      const found = await wardline.owner.query('select reason from core.notification where person_id = $1', [
        client.personId,
      ])
      return found.rows.map(({ reason }) => reason)
    },
  }
  return desk
}

async function peopleOf(wardline: Wardline): Promise<Pick<Desk, 'admin' | 'colleague' | 'officer' | 'boss'>> {
  const people = {
    admin: await wardline.admin(),
    colleague: await wardline.person('Carl Colleague', ['administrator']),
    officer: await wardline.person('Sofia Security', ['privacy-security-specialist']),
    boss: await wardline.person('Mara Manager', []),
  }
  await wardline.owner.query(
    `update core.person set created_at = now() - interval '1 year', updated_at = now() - interval '1 year' where org_id = $1`,
    [wardline.orgId],
  )
  await wardline.owner.query("update core.role_assignment set valid_from = now() - interval '1 year'")
  await wardline.owner.query("update core.password set changed_at = now() - interval '1 year'")
  return people
}
