/** `wardline import`: tickets from a file, or articles from a folder, into an organization. */
import { stat, writeFile } from 'node:fs/promises'
import { basename } from 'node:path'
import { parseArgs } from 'node:util'
import { Presets, SingleBar } from 'cli-progress'
import {
  type ArticlesStored,
  type Counts,
  findReadyMapping,
  importArticles,
  isImportFault,
  loadMapping,
  lookAt,
  type Mapping,
  noteRun,
  type Reconciliation,
  type RunReport,
  readArticles,
  reconcileTickets,
  runTickets,
} from '../capabilities/channels/index.ts'
import type { App } from '../core/app.ts'
import { loadConfig } from '../platform/config/config.ts'
import { raw, read } from '../platform/db/transaction.ts'
import { createLog } from '../platform/log/log.ts'
import { CommandError } from './command-error.ts'
import { compose } from './compose.ts'
import { openDatabase } from './database.ts'

export const importUsage = `wardline import FILE [--mapping NAME|FILE] [--organization SLUG] [--dry-run] [--report FILE] [--bad-rows FILE] [--reconcile]
wardline import --articles FOLDER --audience internal|staff|public [--organization SLUG] [--site-url ADDRESS] [--report FILE]

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
    throw new Error('Name one FILE, or a folder with --articles.')
  if (isArticles && !audiences.some((each) => each === values.audience))
    throw new Error(`--articles needs --audience, one of ${audiences.join(', ')}.`)
}

function lineOf(fault: Error & { line?: number }): string {
  return fault.line === undefined ? fault.message : `Line ${fault.line}: ${fault.message}`
}

async function run(app: App, { values, positionals }: Parsed, say: Say): Promise<void> {
  const organization = await findOrganization(app, values.organization)
  if (values.articles !== undefined) return runArticles(app, organization, values, say)
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

function tellReport(report: RunReport, say: Say): void {
  say(
    report.is_dry
      ? `Nothing was written. ${report.rows_read} rows would become ${report.tickets} tickets, ${report.known} of which are there already.`
      : `${report.stored} tickets were written, with ${report.events} events and ${report.messages} messages in all; ${report.known} were there already.`,
  )
  if (report.extended > 0)
    say(`To ${report.extended} of them later history ${report.is_dry ? 'would be' : 'was'} added.`)
  tellConflicts(report, say)
  if (report.rows_rejected > 0) say(`${report.rows_rejected} rows were left out. The first:`)
  for (const bad of report.bad_rows.slice(0, 5))
    say(`  line ${bad.line}, ${bad.column || 'the row'}: ${bad.reason}`)
  for (const [kind, { total, missing }] of Object.entries(report.names))
    if (total > 0) say(`  ${kind}: ${total} named, ${missing} not there`)
  for (const [kind, count] of Object.entries(report.created))
    if (count > 0) say(`  ${kind}: ${count} created`)
  say(`${report.seconds} seconds`)
}

function tellConflicts({ conflict_count, conflicts, rows_missed }: RunReport, say: Say): void {
  if (conflict_count > 0)
    say(`${conflict_count} tickets were changed here since, and that stays against the file. The first:`)
  for (const { key, number, line, fields } of conflicts.slice(0, 5))
    say(`  ${key} (#${number}), line ${line}: ${fields.join(', ')}`)
  if (rows_missed > 0) say(`${rows_missed} rows lie before what was imported already and were left out.`)
}

function tellReconciliation({ file, database, differences }: Reconciliation, say: Say): void {
  const flat = ({ byState, byPriority, ...counts }: Counts): [string, number][] => [
    ...Object.entries(counts),
    ...Object.entries(byState).map(([word, count]): [string, number] => [`state ${word}`, count]),
    ...Object.entries(byPriority).map(([word, count]): [string, number] => [`priority ${word}`, count]),
  ]
  const stored = new Map(flat(database))
  say('                                      file  database')
  for (const [name, count] of flat(file))
    say(`  ${name.padEnd(30)} ${String(count).padStart(9)} ${String(stored.get(name) ?? 0).padStart(9)}`)
  say(
    differences.length === 0
      ? 'File and database agree.'
      : `They differ in: ${differences.map(({ count }) => count).join(', ')}. Tickets that were worked on since differ rightly.`,
  )
}

async function runArticles(
  app: App,
  organization: Organization,
  values: Parsed['values'],
  say: Say,
): Promise<void> {
  const folder = values.articles as string
  const found = await stat(folder).catch(() => undefined)
  if (!found?.isDirectory()) throw new CommandError(`There is no folder ${folder}.`)
  const siteUrl = values['site-url']
  const { articles, problems } = await readArticles(folder, {
    ...(siteUrl === undefined ? {} : { siteUrl }),
    // A licence that lies beside the articles is none.
    notArticles: /(^|\/)licen[cs]e(\.\w+)?$/i,
  })
  const bar = startBar('articles')
  const stored = await importArticles(app, organization.id, articles, {
    origin: `folder-${basename(folder)}`.toLowerCase().replace(/[^a-z0-9-]+/g, '-'),
    // The choice was checked when the arguments were read.
    audience: values.audience as (typeof audiences)[number],
    actorId: await firstAdministrator(app, organization.id),
    onProgress: (done, total) => {
      bar?.setTotal(total)
      bar?.update(done)
    },
  }).finally(() => bar?.stop())
  tellArticles(stored, problems.length, say)
  if (values.report !== undefined)
    await writeReport(values.report, { ...stored, problems: [...problems, ...stored.problems] })
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

function tellArticles(stored: ArticlesStored, unread: number, say: Say): void {
  say(
    `${stored.articles} articles with ${stored.links} links between them and ${stored.images} files were written; ${stored.known} were there already and stay as they are.`,
  )
  if (unread > 0) say(`${unread} files could not be read.`)
  if (stored.problems.length > 0)
    say(`${stored.problems.length} remarks; --report FILE keeps all of them. The first:`)
  for (const { path, problem } of stored.problems.slice(0, 5)) say(`  ${path}: ${problem}`)
}

async function writeReport(path: string, report: object): Promise<void> {
  await writeFile(path, `${JSON.stringify(report, null, 2)}\n`)
}
