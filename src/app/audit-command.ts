/** `wardline audit`: proves that the record of what happened is what was written; takes it along; shortens it. */
import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import pg from 'pg'
import {
  checkpointFolder,
  exportLines,
  fingerprint,
  publicKeyText,
  RetirementRefused,
  readPublicKey,
  retireLines,
  signingKey,
  type Verification,
  verifyTrail,
} from '../capabilities/trail/index.ts'
import { type Config, loadConfig } from '../platform/config/config.ts'
import { newId } from '../platform/id/id.ts'
import { createLog } from '../platform/log/log.ts'
import { CommandError } from './command-error.ts'
import { withDatabase } from './with-database.ts'

export const auditUsage = `wardline audit verify [--organization SLUG] [--checkpoints DIR] [--key FILE]...
wardline audit export [--organization SLUG]      as lines of JSON, to the standard output
wardline audit key                               the public key that checkpoints are checked with
wardline audit retire --before YYYY-MM           take out months of the audit log whose years have passed

Verify ends with 0 when everything is as it was written, 1 when it is not. See docs/operate.md.`

type Say = (line: string) => void
type Organization = { id: string; slug: string }

const options = {
  organization: { type: 'string' },
  checkpoints: { type: 'string' },
  key: { type: 'string', multiple: true },
  before: { type: 'string' },
  help: { type: 'boolean' },
} as const

/** Runs the command; a wrong call prints how to call it and sets the exit code 2. */
export async function auditCommand(args: string[], say: Say): Promise<void> {
  const { name, values } = readCall(args)
  if (name === undefined) return
  if (values.help) return say(auditUsage)
  const config = loadConfig()
  if (name === 'key') {
    const key = signingKey(config)
    say(publicKeyText(key).trimEnd())
    process.stderr.write(`Checkpoints that it signs say ${fingerprint(key)}.\n`)
    return
  }
  await withDatabase(config, createLog(config.logLevel), { mayShare: true }, async (ownerUrl) => {
    const client = new pg.Client({ connectionString: ownerUrl, application_name: `wardline audit ${name}` })
    client.on('error', () => undefined)
    await client.connect()
    try {
      await client.query('set statement_timeout = 0')
      if (name === 'retire') await retire(client, config, values.before, say)
      else if (name === 'export')
        await takeAlong(client, await organizationOf(client, values.organization), say)
      else await verifyAll(client, config, values, say)
    } finally {
      await client.end()
    }
  })
}

type Values = { organization?: string; checkpoints?: string; key?: string[]; before?: string; help?: boolean }

function readCall(args: string[]): { name?: string; values: Values } {
  try {
    const { positionals, values } = parseArgs({ args, options, allowPositionals: true })
    const [name = 'help', ...rest] = positionals
    if (values.help || name === 'help') return { name: 'help', values: { help: true } }
    if (rest.length > 0 || !['verify', 'export', 'key', 'retire'].includes(name))
      throw new Error(`${positionals.join(' ')} is not known here.`)
    return { name, values }
  } catch (error) {
    process.stderr.write(`${(error as Error).message}\n\n${auditUsage}\n`)
    process.exitCode = 2
    return { values: {} }
  }
}

/** Verifies one organization or all of them; sets the exit code 1 when anything was found. */
async function verifyAll(client: pg.Client, config: Config, values: Values, say: Say): Promise<void> {
  const folder = values.checkpoints ?? checkpointFolder(config)
  const keys = keysFor(config, values.key)
  for (const { id, slug } of await organizationsOf(client, values.organization)) {
    const began = performance.now()
    const isCompared =
      values.checkpoints !== undefined ||
      existsSync(join(folder, `${id}.jsonl`)) ||
      (await wasChained(client, id))
    const found = await verifyTrail(client, id, {
      years_min: config.auditYears,
      ...(isCompared ? { checkpoints: folder, ...(keys ? { keys } : {}) } : {}),
    })
    tell(slug, found, (performance.now() - began) / 1000, say)
    if (!isCompared) say(`  There is no checkpoint of it in ${folder} yet, and no chain.`)
    else if (!keys) say('  Signatures were not checked: give the public key with --key FILE.')
    if (found.findings.length > 0) process.exitCode = 1
  }
  for (const file of await strayFiles(client, folder)) {
    say(
      `NO ORGANIZATION: ${join(folder, file)} holds checkpoints of an organization that is not in the database.`,
    )
    process.exitCode = 1
  }
}

/** True when there is, or was signed, anything that a checkpoint must tell of. */
async function wasChained(client: pg.Client, orgId: string): Promise<boolean> {
  const { rows } = await client.query<{ was: boolean }>(
    'select exists (select from trail.link where org_id = $1) or exists (select from trail.checkpoint where org_id = $1) as was',
    [orgId],
  )
  return rows[0]?.was === true
}

/** An organization that is gone as a whole shows by the checkpoints that it left alone. */
async function strayFiles(client: pg.Client, folder: string): Promise<string[]> {
  if (!existsSync(folder)) return []
  const { rows } = await client.query<Organization>('select id from core.organization')
  const known = new Set(rows.map(({ id }) => `${id}.jsonl`))
  return readdirSync(folder)
    .filter((file) => /^[0-9a-f-]{36}\.jsonl$/.test(file) && !known.has(file))
    .sort()
}

function tell(slug: string, found: Verification, seconds: number, say: Say): void {
  const { findings, lines, links, waiting, retired, redacted, checkpoints } = found
  say(
    `${slug}: ${lines} lines in ${links} links and ${checkpoints} checkpoints were read in ${seconds.toFixed(1)} s, ${waiting} lines wait to be chained, ${retired} were retired, the words of ${redacted} were redacted.`,
  )
  if (findings.length === 0) say('  Everything is as it was written.')
  for (const { deed, sentence } of findings) say(`  ${deed.toUpperCase()}: ${sentence}`)
}

/** The keys of the files, or the own one where none was given; undefined when there is none at all. */
function keysFor(config: Config, paths: readonly string[] = []) {
  const isHere =
    config.checkpointKey !== undefined || existsSync(join(config.dataDir, 'secrets/checkpoint-key'))
  // Who gives keys trusts them alone.
  if (paths.length === 0) return isHere ? [readPublicKey(publicKeyText(signingKey(config)))] : undefined
  return paths.map((path) => {
    try {
      return readPublicKey(readFileSync(path, 'utf8'))
    } catch {
      throw new CommandError(`${path} holds no public key as \`wardline audit key\` prints it.`)
    }
  })
}

/** Writes the lines and then, that this was done, one more. */
async function takeAlong(client: pg.Client, { id }: Organization, say: Say): Promise<void> {
  let lines = 0
  for await (const line of exportLines(client, id)) {
    lines += 1
    say(JSON.stringify(line))
  }
  await client.query(
    "insert into core.audit (org_id, at, id, action, data) values ($1, now(), $2, 'audit.export', $3)",
    [id, newId(), JSON.stringify({ lines, by: 'command' })],
  )
}

async function retire(client: pg.Client, config: Config, month: string | undefined, say: Say): Promise<void> {
  if (month === undefined) throw new CommandError('Say up to which month: --before YYYY-MM.')
  try {
    const lines = await retireLines(client, { month, years: config.auditYears, now: new Date() })
    say(`${lines} lines before ${month} were taken out of the audit log. Their hashes stay in the chain.`)
  } catch (error) {
    throw error instanceof RetirementRefused ? new CommandError(error.message) : error
  }
}

async function organizationsOf(client: pg.Client, slug: string | undefined): Promise<Organization[]> {
  const { rows } = await client.query<Organization>(
    'select id, slug from core.organization where $1::text is null or slug = $1 order by slug',
    [slug ?? null],
  )
  if (rows.length > 0) return rows
  throw new CommandError(
    slug === undefined ? 'There is no organization yet.' : `There is no organization called ${slug}.`,
  )
}

async function organizationOf(client: pg.Client, slug: string | undefined): Promise<Organization> {
  const [first, ...others] = await organizationsOf(client, slug)
  if (first && others.length === 0) return first
  throw new CommandError('Say which organization it is for: --organization SLUG. There are several.')
}
