/** The demo hospital: written into an installation in one piece, and thrown away again as one. */
import pg from 'pg'
import { seedApprovals } from '../capabilities/approvals/seed.ts'
import { seedCallers } from '../capabilities/callers/seed.ts'
import { seedCatalog } from '../capabilities/catalog/seed.ts'
import { seedAlerts } from '../capabilities/channels/alerts/seed.ts'
import { seedMail } from '../capabilities/channels/mail/seed.ts'
import { seedWebhooks } from '../capabilities/channels/webhooks/seed.ts'
import { seedLadder } from '../capabilities/escalation/ladders/seed.ts'
import { seedRotas } from '../capabilities/escalation/on-call/seed.ts'
import { seedPromises } from '../capabilities/escalation/seed.ts'
import { seedIncidents } from '../capabilities/incidents/seed.ts'
import { demoArticles } from '../capabilities/knowledge/demo/articles.ts'
import { findDuplicates, findGaps, foldMeasures } from '../capabilities/knowledge/measure/index.ts'
import { seedArticles, seedReaders } from '../capabilities/knowledge/seed.ts'
import { seedMeasures } from '../capabilities/knowledge/seed-measures.ts'
import { seedPrivacy } from '../capabilities/privacy/seed.ts'
import { seedRestriction } from '../capabilities/restriction/seed.ts'
import { seedRules } from '../capabilities/rules/seed.ts'
import { seedSafety } from '../capabilities/safety/seed.ts'
import { seedWaysIn } from '../capabilities/sign-in/seed.ts'
import { seedSurveys } from '../capabilities/surveys/seed.ts'
import { seedChecklists } from '../capabilities/tickets/checklists/seed.ts'
import { seedFollowing } from '../capabilities/tickets/demo/following.ts'
import { demoTickets } from '../capabilities/tickets/demo/tickets.ts'
import { seedPresets } from '../capabilities/tickets/macros/seed.ts'
import { seedPriorities } from '../capabilities/tickets/priority/seed.ts'
import { seedCategories, seedTickets } from '../capabilities/tickets/seed.ts'
import { seedTraining } from '../capabilities/training/seed.ts'
import type { App } from '../core/app.ts'
import { demoOrganization } from '../core/people/demo/organization.ts'
import type { DemoLogin } from '../core/people/demo/types.ts'
import { hashPassword } from '../core/people/password.ts'
import { idOf, seedOrganization } from '../core/people/seed.ts'
import { raw, type Tx, write } from '../platform/db/transaction.ts'
import { newId } from '../platform/id/id.ts'
import { CommandError } from './command-error.ts'

/** Everybody of the demo hospital signs in with it. It is public: no other organization may ever have it. */
export const demoPassword = 'wardline-demo-2026'

export type SeededDemo = {
  orgId: string
  slug: string
  password: string
  logins: (DemoLogin & { email: string })[]
  counts: { people: number; articles: number; tickets: number; events: number }
}

/** What waits for somebody to decide, and what people learned. */
async function seedDecisions(app: App, tx: Tx, byId: string, recorderId: string, now: Date): Promise<void> {
  await seedApprovals(app, tx, now)
  await seedPrivacy(app, tx, byId, now)
  await seedCallers(tx, byId, now)
  await seedWaysIn(app, tx, byId, now)
  await seedTraining(app, tx, { recorderId, now })
  await seedWebhooks(app, tx, byId, now)
  await seedAlerts(app, tx, byId, now)
  const byMail = await tx.all(
    raw<{ id: string }>("select id from tickets.ticket where org_id = $1 and channel = 'mail'", [tx.orgId]),
  )
  await seedMail(
    app,
    tx,
    byMail.map(({ id }) => id),
    now,
  )
}

/**
 * Writes the demo hospital as a new organization, all or nothing. One that is there already is thrown away
 * first when `ownerUrl` is given, and otherwise, or when it is not a demo, a CommandError.
 */
export async function seedDemo(app: App, ownerUrl?: string): Promise<SeededDemo> {
  const demo = demoOrganization()
  const { slug } = demo.organization
  if (ownerUrl !== undefined) await removeDemo(ownerUrl, slug)
  const passwordHash = await hashPassword(demoPassword)
  const now = app.clock.now()
  const counts = await write(app.pool, newId(), async (tx) => {
    // Several servers may start at once on an empty database.
    tx.send(raw('select pg_advisory_xact_lock(hashtextextended($1, 0))', [`demo ${slug}`]))
    if (await tx.maybe(raw('select id from core.find_organization($1)', [slug])))
      throw new CommandError(`There is an organization called ${slug} already.`)
    const ids = seedOrganization(tx, demo, passwordHash, now)
    const byId = idOf(ids.person, demo.logins[0]?.personKey ?? '')
    const category = seedCategories(tx, demo.categories)
    const application = nameOf(demo.applications)
    const articles = await seedArticles(
      tx,
      demoArticles(),
      { person: ids.person, application, category: nameOf(demo.categories) },
      now,
    )
    const names = {
      ...ids,
      category,
      application,
      sharedLogin: new Map(demo.sharedLogins.map(({ key, username }) => [key, username])),
      personName: new Map(demo.people.map(({ key, displayName }) => [key, displayName])),
      tier: new Map(demo.teams.map(({ key, tier }) => [key, tier])),
    }
    const tickets = demoTickets(now, demo)
    const promises = seedPromises(app, tx, {
      timeZone: demo.organization.timeZone,
      always: demo.teams
        .filter(({ hours }) => hours === 'around_the_clock')
        .map(({ key }) => idOf(ids.team, key)),
      byId,
      now,
    })
    const { events, helped } = await seedTickets(tx, tickets, names, articles, now, promises.follow)
    await promises.store()
    seedReaders(tx, helped)
    seedMeasures(tx, { articles, person: ids.person }, now)
    seedFollowing(tx, names, now)
    await seedRotas(tx, now)
    await seedIncidents(app, tx, ids.person, now)
    await seedPriorities(tx, {
      printingId: idOf(category, 'printing'),
      places: demo.places.map((place) => ({ ...place, id: idOf(ids.place, place.key) })),
      applications: demo.applications,
      byId,
      now,
    })
    await seedSafety(tx, now)
    const at = now.toISOString()
    seedPresets(tx, { ownerId: byId, deskTeamId: idOf(ids.team, 'service-desk') }, at)
    await seedRules(tx, { deskTeamId: idOf(ids.team, 'desktop'), byId, now: at })
    await seedSurveys(tx, at)
    seedCatalog(tx, { team: ids.team, category, ownerId: idOf(ids.person, 'denise-kowalczyk'), now })
    await seedLadder(app, tx, byId, now)
    seedChecklists(tx)
    await seedDecisions(app, tx, byId, idOf(ids.person, 'ben-castonguay'), now)
    return {
      orgId: tx.orgId,
      counts: { people: demo.people.length, articles: articles.size, tickets: tickets.length, events },
    }
  })
  // The coach's figures are counted each night; the first ones are there at once.
  for (const job of [seedRestriction, foldMeasures, findGaps, findDuplicates]) await job(app, counts.orgId)
  return { ...counts, slug, password: demoPassword, logins: loginsOf(demo) }
}

function nameOf(list: readonly { key: string; name: string }[]): Map<string, string> {
  return new Map(list.map(({ key, name }) => [key, name]))
}

function loginsOf(demo: ReturnType<typeof demoOrganization>): SeededDemo['logins'] {
  const emails = new Map(demo.people.map((person) => [person.key, person.email ?? '']))
  return demo.logins.map((login) => ({ ...login, email: emails.get(login.personKey) ?? '' }))
}

/** Throws the demo organization away with all that belongs to it; needs the owner's rights. No other may be named. */
async function removeDemo(ownerUrl: string, slug: string): Promise<void> {
  const owner = new pg.Client({ connectionString: ownerUrl })
  await owner.connect()
  try {
    await owner.query('begin')
    const { rows } = await owner.query<{ id: string; is_demo: boolean }>(
      "select id, coalesce((settings ->> 'is_demo')::boolean, false) as is_demo from core.organization where slug = $1 for update",
      [slug],
    )
    const [found] = rows
    if (found && !found.is_demo)
      throw new CommandError(
        `The organization ${slug} is not a demo. It stays as it is, and no demo was made.`,
      )
    if (found) await removeOrganization(owner, found.id)
    await owner.query('commit')
  } finally {
    await owner.end()
  }
}

async function removeOrganization(owner: pg.Client, orgId: string): Promise<void> {
  for (const table of await tablesFromTheLeaves(owner))
    await owner.query(`delete from ${table} where org_id = $1`, [orgId])
  await owner.query('delete from core.organization where id = $1', [orgId])
}

/** The tables of organizations, each before those that it refers to. */
async function tablesFromTheLeaves(owner: pg.Client): Promise<string[]> {
  const { rows } = await owner.query<{ name: string; refers_to: string[] }>(
    `select t.oid::regclass::text as name,
       coalesce((select array_agg(distinct c.confrelid::regclass::text) from pg_constraint c
         where c.conrelid = t.oid and c.contype = 'f' and c.confrelid <> t.oid), '{}') as refers_to
     from pg_class t join pg_attribute a on a.attrelid = t.oid and a.attname = 'org_id' and not a.attisdropped
     where t.relkind in ('r', 'p') and not t.relispartition and t.relnamespace::regnamespace::text not like 'pg\\_%'`,
  )
  const rest = new Map(rows.map((row) => [row.name, row.refers_to]))
  const ordered: string[] = []
  while (rest.size > 0) {
    const needed = new Set([...rest.values()].flat())
    const free = [...rest.keys()].filter((name) => !needed.has(name))
    if (free.length === 0) throw new Error('The tables refer to each other in a circle.')
    for (const name of free) rest.delete(name)
    ordered.push(...free)
  }
  return ordered
}
