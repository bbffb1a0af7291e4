/** `wardline knowledge import | export`: articles as a folder of Markdown. */
import { createWriteStream } from 'node:fs'
import { mkdir, writeFile } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import { parseArgs } from 'node:util'
import {
  actorOf,
  type Dialect,
  dialects,
  exportFolder,
  isExchangeFault,
  planFolder,
  readFolder,
  sourceOf,
  storePlan,
  zipOf,
} from '../capabilities/knowledge/exchange/index.ts'
import type { Actor } from '../core/actor.ts'
import type { App } from '../core/app.ts'
import { loadConfig } from '../platform/config/config.ts'
import { raw, read } from '../platform/db/transaction.ts'
import { createLog } from '../platform/log/log.ts'
import { CommandError } from './command-error.ts'
import { compose } from './compose.ts'
import { openDatabase } from './database.ts'

const knowledgeUsage = `wardline knowledge import FOLDER_OR_ZIP --as EMAIL [--publish] [--audience internal|staff|public] [--dry-run]
wardline knowledge export FOLDER_OR_ZIP --as EMAIL [--dialect obsidian|jekyll]
Both take [--organization SLUG]. What is imported and exported is what the person may write and read.`

const audiences = ['internal', 'staff', 'public'] as const

type Say = (line: string) => void

function parse(args: string[]) {
  const { values, positionals } = parseArgs({
    args,
    allowPositionals: true,
    options: {
      as: { type: 'string' },
      organization: { type: 'string' },
      publish: { type: 'boolean', default: false },
      audience: { type: 'string', default: 'staff' },
      dialect: { type: 'string', default: 'obsidian' },
      'dry-run': { type: 'boolean', default: false },
    },
  })
  const [verb, path, ...more] = positionals
  if ((verb !== 'import' && verb !== 'export') || path === undefined || more.length > 0)
    throw new Error('Say import or export, and one folder or zip file.')
  if (values.as === undefined) throw new Error('Say in whose name: --as EMAIL.')
  const audience = audiences.find((each) => each === values.audience)
  if (!audience) throw new Error(`--audience is one of ${audiences.join(', ')}.`)
  const dialect = dialects.find((each) => each === values.dialect)
  if (!dialect) throw new Error(`--dialect is one of ${dialects.join(', ')}.`)
  return {
    verb,
    path,
    email: values.as.toLowerCase(),
    organization: values.organization ?? null,
    settings: { is_published: values.publish, audience },
    dialect,
    isDry: values['dry-run'],
  }
}
type Wanted = ReturnType<typeof parse>

/** Runs the command; a wrong call prints how to call it and sets the exit code 2. */
export async function knowledgeCommand(args: string[], say: Say): Promise<void> {
  let wanted: Wanted
  try {
    wanted = parse(args)
  } catch (error) {
    process.stderr.write(`${(error as Error).message}\n\n${knowledgeUsage}\n`)
    process.exitCode = 2
    return
  }
  const config = loadConfig()
  const log = createLog(config.logLevel)
  const database = await openDatabase(config, log)
  try {
    const { app, close } = await compose({ config, appUrl: database.appUrl, log })
    try {
      await exchangeArticles(app, wanted, say)
    } finally {
      await close()
    }
  } catch (error) {
    throw isExchangeFault(error) ? new CommandError(error.message) : error
  } finally {
    await database.stop()
  }
}

/** Imports or exports in the name of the person. Throws a CommandError with a sentence for the operator. */
async function exchangeArticles(app: App, wanted: Wanted, say: Say): Promise<void> {
  const actor = await actorNamed(app, wanted)
  if (wanted.verb === 'export') return exportTo(app, actor, wanted.path, wanted.dialect, say)
  if (!actor.permissions.has('knowledge.write'))
    throw new CommandError(`${actor.name} may not write articles.`)
  if (wanted.settings.is_published && !actor.permissions.has('knowledge.publish'))
    throw new CommandError(`${actor.name} may not publish articles. Leave --publish out.`)
  const files = await readFolder(wanted.path)
  const source = sourceOf(wanted.path.split('/').filter(Boolean).at(-1) ?? 'folder')
  const now = app.clock.now().toISOString()
  const plan = await read(app.pool, actor.orgId, (tx) => planFolder(tx, actor, files, { source, now }))
  const count = (what: string) => plan.pages.filter((page) => page.what === what).length
  say(
    `${count('new')} new, ${count('changed')} changed, ${count('same')} unchanged, ${count('refused')} refused`,
  )
  const done = wanted.isDry
    ? undefined
    : await storePlan(app, actor, plan, { files, source, settings: wanted.settings }, async () => {})
  for (const page of plan.pages) if (page.reason !== null) say(`refused  ${page.path}: ${page.reason}`)
  for (const { kind, path, line, detail } of (done ?? plan).remarks)
    say(`${kind}  ${path}:${line}  ${detail}`)
  say(
    done
      ? `Stored: ${done.created} new, ${done.changed} changed, ${done.files} files.`
      : 'Nothing was stored: this was a trial.',
  )
}

async function exportTo(app: App, actor: Actor, path: string, dialect: Dialect, say: Say): Promise<void> {
  const files = exportFolder(app, actor, dialect, {})
  if (path.endsWith('.zip')) {
    await pipeline(Readable.from(zipOf(files)), createWriteStream(path, { flags: 'wx', mode: 0o600 })).catch(
      (error: NodeJS.ErrnoException) => {
        if (error.code === 'EEXIST')
          throw new CommandError(`There is a file ${path} already. Choose another name.`)
        if (error.code === 'ENOENT') throw new CommandError(`There is no folder to put ${path} into.`)
        throw error
      },
    )
    return say(`Written to ${path}.`)
  }
  let count = 0
  for await (const file of files) {
    await mkdir(dirname(join(path, file.path)), { recursive: true })
    await writeFile(join(path, file.path), file.content)
    count++
  }
  say(`${count} files written to ${path}.`)
}

async function actorNamed(app: App, { email, organization }: Wanted): Promise<Actor> {
  const { rows } = await app.pool.query<{ id: string }>('select id from core.find_organization($1)', [
    organization,
  ])
  const orgId = rows[0]?.id
  if (orgId === undefined) throw new CommandError('Say which organization it is for: --organization SLUG.')
  const now = app.clock.now().toISOString()
  const actor = await read(app.pool, orgId, async (tx) => {
    const found = await tx.maybe(
      raw<{ id: string }>('select id from core.person where org_id = $1 and email = $2 and is_active', [
        orgId,
        email,
      ]),
    )
    return found && actorOf(tx, found.id, now)
  })
  if (!actor) throw new CommandError(`There is nobody with the address ${email}.`)
  return actor
}
