/** What the attackers must never learn: planted as people would write it, and read out of the tables. */
import { placesInTables } from '../../src/capabilities/privacy/verify.ts'
import type { Client, Wardline } from '../helpers/server.ts'

/** Words that stand in one kind of place each. */
export const words = {
  /** Where only those inside read. */
  inner: 'wombatinside',
  /** Everywhere in another organization. */
  victim: 'zebrafishvictim',
  /** In a ticket that is kept for those who work on security. */
  restricted: 'wolverinesealed',
  /** In a report of harm. */
  safety: 'axolotlharmed',
  /** In front of what points at a patient, which is masked before it is stored. */
  masked: '88172634',
} as const
export type Planted = {
  /** The planted requester's tickets. */
  ids: string[]
  /** Records that no attacker may change. */
  closed: string[]
}

export async function plantInside(
  wardline: Wardline,
  team: string,
  agent: Client,
  requester: Client,
): Promise<Planted> {
  const ids: string[] = []
  for (let count = 0; count < 5; count++) {
    const id = await posted(requester, '/api/tickets', {
      title: 'The printer is silent',
      body: 'It prints nothing.',
    })
    const path = `/api/tickets/${id}`
    await posted(agent, `${path}/assign`, { team_id: team })
    await posted(agent, `${path}/note`, { body: words.inner })
    await posted(agent, `${path}/tag`, { tags: [words.inner] })
    await posted(agent, `${path}/log-time`, { minutes: 5, note: words.inner })
    ids.push(id)
  }
  await posted(agent, '/api/articles', { title: words.inner, body: words.inner, audience: 'internal' })
  const bystander = await wardline.person('Bea Bystander', [])
  const masked = await posted(bystander, '/api/tickets', {
    title: 'A wristband does not scan',
    body: `Wristband of pt Quentin Zweig, MRN ${words.masked}, DOB 3/4/1961 does not scan.`,
  })
  await posted(bystander, `/api/tickets/${masked}/safety-reports`, {
    outcome: 'harm',
    description: words.safety,
  })
  const officer = await wardline.person('Sina Security', ['information-security-officer'])
  const restricted = await posted(officer, '/api/tickets', {
    title: words.restricted,
    body: words.restricted,
  })
  await posted(officer, `/api/tickets/${restricted}/note`, { body: words.restricted })
  await posted(officer, `/api/restricted-records/${restricted}/restrict`, {
    level: 'security',
    reason: words.restricted,
  })
  const { rows } = await wardline.owner.query(
    "select id from core.record where org_id = $1 and kind not in ('ticket', 'article')",
    [wardline.orgId],
  )
  return { ids, closed: [restricted, ...rows.map(({ id }) => id as string)] }
}

async function posted(client: Client, path: string, body: unknown): Promise<string> {
  const answer = await client.post(path, body)
  if (answer.status !== 200)
    throw new Error(`Planting ${path} answered ${answer.status}: ${JSON.stringify(answer.body)}`)
  return answer.body.id
}

const keyColumns = `select n.nspname || '.' || c.relname as table, a.attname as column, format_type(a.atttypid, null) as type
  from pg_attribute a join pg_class c on c.oid = a.attrelid join pg_namespace n on n.oid = c.relnamespace
  where c.relkind in ('r', 'p') and not c.relispartition and n.nspname not in ('pg_catalog', 'information_schema', 'graphile_worker')
    and a.attnum > 0 and not a.attisdropped and format_type(a.atttypid, null) in ('text', 'bytea')
    and (a.attname ~ 'token_hash|sealed|secret' or n.nspname || '.' || c.relname || '.' || a.attname in ('core.password.hash', 'core.recovery_code.hash'))`
const key_characters_min = 20

/** Keys and hashes as they stand in the configuration and the tables, in each spelling; never to leave the server. */
export async function keysOf(wardline: Wardline, cookies: readonly string[]): Promise<string[]> {
  const { config } = wardline.composition.app
  const found = new Set<string>([config.secret, ...cookies.map((cookie) => cookie.split('=')[1] ?? '')])
  const login = decodeURIComponent(new URL(wardline.appUrl).password)
  if (login.length >= key_characters_min) found.add(login)
  const { rows: columns } = await wardline.owner.query<{ table: string; column: string; type: string }>(
    keyColumns,
  )
  for (const { table, column, type } of columns) {
    const { rows } = await wardline.owner.query<{ key: string | Buffer }>(
      `select ${column} as key from ${table} where ${column} is not null limit 1000`,
    )
    for (const { key } of rows)
      for (const spelled of type === 'bytea' && Buffer.isBuffer(key)
        ? [key.toString('hex'), key.toString('base64'), key.toString('base64url')]
        : [String(key)])
        found.add(spelled)
  }
  return [...found].filter((key) => key.length >= key_characters_min)
}

/** In how many places each word stands, so that an attack that planted nothing is known for one. */
export async function countPlaces(ownerUrl: string): Promise<Record<string, number>> {
  const counts: Record<string, number> = {}
  for (const word of Object.values(words)) counts[word] = (await placesInTables(ownerUrl, word)).length
  return counts
}
