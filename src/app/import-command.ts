/** `wardline import`: tickets from a file, or articles from a folder or archive, into an organization. */
import { mkdtemp, rm, stat, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { basename, join } from 'node:path'
import { parseArgs } from 'node:util'
import { Presets, SingleBar } from 'cli-progress'
import {
  archiveKind,
  findReadyMapping,
  innerFolder,
  isImportFault,
  lineOf,
  loadMapping,
  lookAt,
  type Mapping,
  noteRun,
  originOf,
  type RunReport,
  reconcileTickets,
  runArticles,
  runTickets,
  unpackArchive,
} from '../capabilities/channels/index.ts'
import type { App } from '../core/app.ts'
import { loadConfig } from '../platform/config/config.ts'
import { raw, read } from '../platform/db/transaction.ts'
import { createLog } from '../platform/log/log.ts'
import { CommandError } from './command-error.ts'
import { compose } from './compose.ts'
import { openDatabase } from './database.ts'
import { tellArticles, tellReconciliation, tellReport } from './import-report.ts'

export const importUsage = `wardline import FILE [--mapping NAME|FILE] [--organization SLUG] [--dry-run] [--report FILE] [--bad-rows FILE] [--reconcile]
wardline import --articles FOLDER|ARCHIVE --audience internal|staff|public [--organization SLUG] [--site-url ADDRESS] [--dry-run] [--report FILE] [--bad-rows FILE]

Ends with 0 when it is done, 1 when it failed, 2 when it was called wrongly, 3 when file and database do not agree.`

const audiences = ['internal', 'staff', 'public'] as const
const differs_exit = 3

type Say = (line: string) => void
type Organization = { id: string; name: string; slug: string; time_zone: string }

function parse(args: string[]) {
  return parseArgs({
    args,
    allowPositionals: true,
    options: {
      mapping: { type: 'string' },
      organization: { type: 'string' },
      'dry-run': { type: 'boolean', default: false },
      report: { type: 'string' },
      'bad-rows': { type: 'string' },
      reconcile: { type: 'boolean', default: false },
      articles: { type: 'string' },
      audience: { type: 'string' },
      'site-url': { type: 'string' },
      help: { type: 'boolean', default: false },
    },
  })
}
type Parsed = ReturnType<typeof parse>

/** Runs the command; a wrong call prints how to call it and sets the exit code 2. */
export async function importCommand(args: string[], say: Say): Promise<void> {
  let parsed: Parsed
  try {
    parsed = parse(args)
    requireSense(parsed)
  } catch (error) {
    process.stderr.write(`${(error as Error).message}\n\n${importUsage}\n`)
    process.exitCode = 2
    return
  }
  if (parsed.values.help) return say(importUsage)
  const config = loadConfig()
  const log = createLog(config.logLevel)
  const database = await openDatabase(config, log)
  try {
    const composition = await compose({ config, appUrl: database.appUrl, log })
    try {
      await run(composition.app, parsed, say)
    } finally {
      await composition.close()
    }
  } catch (error) {
    throw isImportFault(error) ? new CommandError(lineOf(error)) : error
  } finally {
    await database.stop()
  }
}

function requireSense({ values, positionals }: Parsed): void {
  if (values.help) return
  const isArticles = values.articles !== undefined
  if (isArticles === positionals.length > 0 || positionals.length > 1)
    throw new Error('Name one FILE, or a folder or archive with --articles.')
  if (isArticles && !audiences.some((each) => each === values.audience))
    throw new Error(`--articles needs --audience, one of ${audiences.join(', ')}.`)
}

async function run(app: App, { values, positionals }: Parsed, say: Say): Promise<void> {
  const organization = await findOrganization(app, values.organization)
  if (values.articles !== undefined) return importArticles(app, organization, values, say)
  const path = positionals[0] as string
  await requireFile(path)
  const mapping = await chooseMapping(path, organization, values, say)
  const isDry = values['dry-run']
  const report = await runFile(app, organization, path, mapping, values)
  tellReport(report, say)
  if (values['bad-rows'] !== undefined) say(`Bad rows: ${values['bad-rows']}`)
  const isCompared = values.reconcile
  const reconciliation = isCompared ? await reconcileTickets(app, organization.id, { path, mapping }) : null
  if (reconciliation) tellReconciliation(reconciliation, say)
  if (!isDry) await noteRun(app, organization.id, path, { mapping, report, reconciliation })
  if (values.report !== undefined) await writeReport(values.report, { report, reconciliation })
  if (reconciliation && reconciliation.differences.length > 0) process.exitCode = differs_exit
}

async function findOrganization(app: App, slug: string | undefined): Promise<Organization> {
  const { rows } = await app.pool.query<Organization>(
    'select id, name, slug, time_zone from core.find_organization($1)',
    [slug ?? null],
  )
  const [found] = rows
  if (found) return found
  throw new CommandError(
    slug === undefined
      ? 'Say which organization it is for: --organization SLUG. There is none yet, or there are several.'
      : `There is no organization called ${slug}.`,
  )
}

async function requireFile(path: string): Promise<void> {
  const found = await stat(path).catch(() => undefined)
  if (!found?.isFile()) throw new CommandError(`There is no file ${path}.`)
}

/** The named mapping, or a guess; a guess that is not sure of itself is not run in earnest. */
async function chooseMapping(
  path: string,
  organization: Organization,
  values: Parsed['values'],
  say: Say,
): Promise<Mapping> {
  if (values.mapping !== undefined) {
    const ready = await findReadyMapping(values.mapping)
    if (ready) return ready
    await requireFile(values.mapping)
    return loadMapping(values.mapping)
  }
  const { guess } = await lookAt(path, organization.time_zone)
  say('No mapping was given; this one was guessed from the columns:')
  for (const { column, field } of guess.mapping.columns) say(`  ${column} → ${field}`)
  for (const doubt of guess.doubts) say(`  ? ${doubt}`)
  if (guess.doubts.length > 0 && !values['dry-run'])
    throw new CommandError('The guess is not sure. Try it with --dry-run, or give a mapping with --mapping.')
  return guess.mapping
}

async function runFile(
  app: App,
  organization: Organization,
  path: string,
  mapping: Mapping,
  values: Parsed['values'],
): Promise<RunReport> {
  const bar = startBar('rows')
  try {
    return await runTickets(app, organization.id, {
      path,
      mapping,
      isDry: values['dry-run'],
      ...(values['bad-rows'] === undefined ? {} : { badRowsPath: values['bad-rows'] }),
      onProgress: ({ rows_done, rows_total }) => {
        bar?.setTotal(rows_total)
        bar?.update(rows_done)
        return true
      },
    })
  } finally {
    bar?.stop()
  }
}

// A file or a pipe gets no bar.
function startBar(what: string): SingleBar | undefined {
  if (!process.stderr.isTTY) return undefined
  const format = `{bar} {percentage} % | {value} of {total} ${what} | {duration_formatted}`
  const bar = new SingleBar({ format, hideCursor: true, stream: process.stderr }, Presets.shades_classic)
  bar.start(1, 0)
  return bar
}

async function importArticles(
  app: App,
  organization: Organization,
  values: Parsed['values'],
  say: Say,
): Promise<void> {
  const given = values.articles as string
  const scratch = await mkdtemp(join(tmpdir(), 'wardline-articles-'))
  try {
    const { folder, problems } = await openFolder(given, scratch)
    const bar = startBar('articles')
    const report = await runArticles(app, organization.id, {
      folder,
      problems,
      settings: {
        origin: originOf(basename(given)),
        // The choice was checked when the arguments were read.
        audience: values.audience as (typeof audiences)[number],
        site_url: values['site-url'] ?? null,
      },
      actorId: await firstAdministrator(app, organization.id),
      isDry: values['dry-run'],
      ...(values['bad-rows'] === undefined ? {} : { remarksPath: values['bad-rows'] }),
      onProgress: (done, total) => {
        bar?.setTotal(total)
        bar?.update(done)
        return true
      },
    }).finally(() => bar?.stop())
    tellArticles(report, say)
    if (values.report !== undefined) await writeReport(values.report, report)
  } finally {
    await rm(scratch, { recursive: true, force: true })
  }
}

/** The folder itself, or an archive as a folder. */
async function openFolder(
  given: string,
  scratch: string,
): Promise<{ folder: string; problems: { path: string; problem: string }[] }> {
  const found = await stat(given).catch(() => undefined)
  if (found?.isDirectory()) return { folder: given, problems: [] }
  const kind = found?.isFile() ? await archiveKind(given) : undefined
  if (kind === undefined)
    throw new CommandError(`There is no folder ${given}, and no zip or tar archive of that name.`)
  const { problems } = await unpackArchive(given, kind, join(scratch, 'files'))
  return { folder: await innerFolder(join(scratch, 'files')), problems }
}

async function firstAdministrator(app: App, orgId: string): Promise<string> {
  const found = await read(app.pool, orgId, (tx) =>
    tx.maybe(
      raw<{ id: string }>(
        `select p.id from core.person p join core.role_assignment a on a.org_id = p.org_id and a.person_id = p.id join core.role o on o.org_id = a.org_id and o.id = a.role_id
         where p.org_id = $1 and p.is_active and o.key = 'administrator' and a.valid_from <= now() and (a.valid_to is null or a.valid_to > now()) order by p.created_at, p.id limit 1`,
        [orgId],
      ),
    ),
  )
  if (!found)
    throw new CommandError('The organization has no administrator, in whose name articles are stored.')
  return found.id
}

async function writeReport(path: string, report: object): Promise<void> {
  await writeFile(path, `${JSON.stringify(report, null, 2)}\n`)
}
