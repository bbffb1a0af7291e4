/** `wardline reckon`: the clocks of imported tickets that have ended, by the policies of now. */
import { parseArgs } from 'node:util'
import { beginReckoning, reckonAll } from '../capabilities/escalation/index.ts'
import type { App } from '../core/app.ts'
import { loadConfig } from '../platform/config/config.ts'
import { raw, write } from '../platform/db/transaction.ts'
import { createLog } from '../platform/log/log.ts'
import { CommandError } from './command-error.ts'
import { compose } from './compose.ts'
import { openDatabase } from './database.ts'

const usage = 'wardline reckon [--organization SLUG]'

/** Runs the command, printing how far it is; killed in the middle, the next call goes on where it was. */
export async function reckonCommand(args: string[], say: (line: string) => void): Promise<void> {
  const slug = slugOf(args)
  if (slug === undefined) return
  const config = loadConfig()
  const log = createLog(config.logLevel)
  const database = await openDatabase(config, log)
  try {
    const composition = await compose({ config, appUrl: database.appUrl, log })
    try {
      await reckonIn(composition.app, await organizationOf(composition.app, slug), say)
    } finally {
      await composition.close()
    }
  } finally {
    await database.stop()
  }
}

/** Reckons in the organization. Throws a CommandError when it has no policy. */
export async function reckonIn(app: App, orgId: string, say: (line: string) => void): Promise<void> {
  const id = await write(app.pool, orgId, async (tx) => {
    const policy = await tx.maybe(
      raw('select id from escalation.policy where org_id = $1 and archived_at is null limit 1', [orgId]),
    )
    if (!policy)
      throw new CommandError(
        'There is no policy by which they could be reckoned. Make one first, under Organization, Targets.',
      )
    return beginReckoning({ tx, now: app.clock.now().toISOString() }, null)
  })
  await reckonAll(app, orgId, id, ({ done, total, changed, finished_at }) => {
    if (finished_at !== null || done % 5_000 === 0)
      say(`${done} of ${total} tickets, ${changed} with new clocks`)
  })
}

/** The named organization, null for the only one; undefined when the call was wrong, which is said. */
function slugOf(args: string[]): string | null | undefined {
  try {
    return parseArgs({ args, options: { organization: { type: 'string' } } }).values.organization ?? null
  } catch (error) {
    process.stderr.write(`${(error as Error).message}\n\n${usage}\n`)
    process.exitCode = 2
    return undefined
  }
}

/** The organization of the name, or the only one. Throws a CommandError where there is none. */
export async function organizationOf(app: App, slug: string | null): Promise<string> {
  const { rows } = await app.pool.query<{ id: string }>('select id from core.find_organization($1)', [slug])
  if (rows[0]) return rows[0].id
  throw new CommandError(
    slug === null
      ? 'Say which organization it is for: --organization SLUG. There is none yet, or there are several.'
      : `There is no organization called ${slug}.`,
  )
}
