/** `wardline demo`: the demo hospital on an installation that holds nothing else. */
import type { Config } from '../platform/config/config.ts'
import { createLog } from '../platform/log/log.ts'
import { CommandError } from './command-error.ts'
import { compose } from './compose.ts'
import { openDatabase } from './database.ts'
import { type SeededDemo, seedDemo } from './seed-demo.ts'

const slug = 'willow-fork'

/** Throws the demo hospital away if there is one, writes it anew and prints how to sign in. */
export async function demoCommand(config: Config, say: (line: string) => void): Promise<void> {
  const log = createLog(config.logLevel)
  const database = await openDatabase(config, log)
  try {
    const composition = await compose({ config, appUrl: database.appUrl, log })
    try {
      await requireNobodyElse(composition.app.pool)
      tellDemo(await seedDemo(composition.app, database.ownerUrl), say)
    } finally {
      await composition.close()
    }
  } finally {
    await database.stop()
  }
}

/** Prints who may be signed in as, once. */
export function tellDemo(demo: SeededDemo, say: (line: string) => void): void {
  const { people, articles, tickets, events } = demo.counts
  say(
    `The demo hospital is ready: ${people} people, ${articles} articles, ${tickets} tickets, ${events} events.`,
  )
  say(`Sign in to the organization “${demo.slug}” with the password ${demo.password} as`)
  for (const { email, label, shows } of demo.logins) say(`  ${email.padEnd(42)} ${label}: ${shows}`)
}

// The demo's password is known to everybody, so it never stands beside real people.
async function requireNobodyElse(pool: {
  query(sql: string, values?: unknown[]): Promise<{ rows: unknown[] }>
}) {
  const { rows } = await pool.query(
    'select core.count_organizations() - (select count(*) from core.find_organization($1)) as others',
    [slug],
  )
  if (Number((rows[0] as { others: number }).others) > 0)
    throw new CommandError(
      'This installation has an organization of its own, and the demo is never put beside one. Set WARDLINE_DATA_DIR to another folder, or DATABASE_URL to another database.',
    )
}
