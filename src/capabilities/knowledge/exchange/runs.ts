/** The runs of imports: a preview with the upload, the work of the job, and what is tidied up. */
import { mkdir, readdir, readFile, rm, stat, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { type Static, Type } from 'typebox'
import { type Actor, may } from '../../../core/actor.ts'
import type { App } from '../../../core/app.ts'
import { audit } from '../../../core/audit.ts'
import { raw, read, type Tx, write } from '../../../platform/db/transaction.ts'
import { Id, Nullable, NullableText, OneOf, Time } from '../../../platform/http/schema.ts'
import { newId } from '../../../platform/id/id.ts'
import { audiences } from '../lifecycle.ts'
import { actorOf } from './actor.ts'
import { isExchangeFault, unpack } from './archive.ts'
import { type Remark, remarkKinds } from './dialect.ts'
import { type Plan, planFolder } from './plan.ts'
import { sourceFor } from './source.ts'
import { type ImportSettings, storePlan } from './store.ts'

const shown_rows_max = 500
const shown_remarks_max = 500
const kept_ms = 2 * 86_400_000
const told_every_ms = 500

const Count = Type.Integer({ minimum: 0 })
export const whats = ['new', 'changed', 'same', 'refused'] as const
const Report = Type.Object({
  counts: Type.Object({
    new: Count,
    changed: Count,
    same: Count,
    refused: Count,
    files: Count,
    links: Count,
    broken: Count,
  }),
  rows: Type.Array(
    Type.Object({
      path: Type.String(),
      title: Type.String(),
      what: OneOf(whats),
      reason: Nullable(Type.String()),
      article_id: Nullable(Id),
      was: Type.Optional(
        Nullable(
          Type.Object(
            { title: Type.String(), owner: NullableText },
            { description: 'The article that a changed page becomes a version of.' },
          ),
        ),
      ),
    }),
    { description: `The first ${shown_rows_max}; what is refused comes first.` },
  ),
  remarks: Type.Array(
    Type.Object({
      path: Type.String(),
      line: Type.Integer(),
      kind: OneOf(remarkKinds),
      detail: Type.String(),
    }),
    { description: `The first ${shown_remarks_max}; changed audiences and broken links come first.` },
  ),
  remarks_total: Count,
})
export type Report = Static<typeof Report>

export const Settings = Type.Object(
  {
    is_published: Type.Boolean({
      description:
        'Whether readers see the pages at once; else they are work in progress. Takes knowledge.publish.',
    }),
    audience: OneOf(audiences, { description: 'Of pages that do not tell theirs.' }),
  },
  { additionalProperties: false },
)

export const runStates = ['previewed', 'running', 'done', 'failed'] as const
export const Run = Type.Object({
  id: Id,
  file_name: Type.String(),
  size_bytes: Type.Integer(),
  state: OneOf(runStates),
  settings: Settings,
  report: Report,
  done: Count,
  total: Count,
  failure: Nullable(Type.String()),
  by: Nullable(Type.String({ description: 'The name of who sent it.' })),
  may_publish: Type.Boolean({ description: 'Whether this person may show the pages to readers at once.' }),
  created_at: Time,
  updated_at: Time,
})
export type Run = Static<typeof Run>
type Row = Omit<Run, 'by' | 'may_publish'> & { source: string; created_by: string; name: string | null }

const columns =
  'e.id, e.file_name, e.size_bytes, e.source, e.state, e.settings, e.report, e.done, e.total, e.failure, e.created_by, e.created_at, e.updated_at, p.name'
const tables =
  'knowledge.exchange_run e left join core.person p on p.org_id = e.org_id and p.id = e.created_by'

/** One run; who may write articles sees those of everybody. */
export async function findRun(tx: Tx, id: string): Promise<Row | undefined> {
  return tx.maybe(
    raw<Row>(`select ${columns} from ${tables} where e.org_id = $1 and e.id = $2`, [tx.orgId, id]),
  )
}

export async function recentRuns(tx: Tx): Promise<Row[]> {
  return tx.all(
    raw<Row>(
      `select ${columns} from ${tables} where e.org_id = $1 order by e.created_at desc, e.id desc limit 20`,
      [tx.orgId],
    ),
  )
}

export function shownRun({ source: _source, created_by: _by, name, ...run }: Row, actor: Actor): Run {
  return { ...run, by: name, may_publish: may(actor, 'knowledge.publish') }
}

function folderOf(app: App): string {
  return join(app.config.dataDir, 'exchange')
}

/** Looks at what was sent and keeps it for the run. Throws the ExchangeFault. */
export async function begin(app: App, actor: Actor, fileName: string, bytes: Buffer): Promise<Run> {
  const files = unpack(bytes, fileName)
  const now = app.clock.now().toISOString()
  const { source, plan } = await read(app.pool, actor.orgId, async (tx) => {
    const own = await sourceFor(tx, actor, fileName)
    return { source: own, plan: await planFolder(tx, actor, files, { source: own, now }) }
  })
  const id = newId()
  await mkdir(folderOf(app), { recursive: true, mode: 0o700 })
  await writeFile(join(folderOf(app), id), bytes, { mode: 0o600 })
  const settings: ImportSettings = { is_published: false, audience: 'staff' }
  await write(app.pool, actor.orgId, async (tx) => {
    tx.send(
      raw(
        `insert into knowledge.exchange_run (org_id, id, file_name, size_bytes, source, state, settings, report, total, created_by, created_at, updated_at)
         values ($1,$2,$3,$4,$5,'previewed',$6,$7,$8,$9,$10,$10)`,
        [
          actor.orgId,
          id,
          fileName,
          bytes.length,
          source,
          JSON.stringify(settings),
          JSON.stringify(reportOf(plan, plan.remarks)),
          plan.pages.length,
          actor.personId,
          now,
        ],
      ),
    )
    tx.send(audit(actor, now, 'knowledge.import_upload', { run: id, size_bytes: bytes.length }))
  })
  // It was stored just now.
  return shownRun((await read(app.pool, actor.orgId, (tx) => findRun(tx, id)))!, actor)
}

const urgent: readonly string[] = [
  'audience',
  'broken-link',
  'broken-image',
  'file',
  'edited-here',
  'front-matter',
]

/** What people read of a plan; a list that is too long is cut, and its whole number told. */
export function reportOf(plan: Plan, remarks: readonly Remark[]): Report {
  const count = (what: string) => plan.pages.filter((page) => page.what === what).length
  const order = (what: string) => ['refused', 'changed', 'new', 'same'].indexOf(what)
  return {
    counts: {
      new: count('new'),
      changed: count('changed'),
      same: count('same'),
      refused: count('refused'),
      files: plan.files,
      links: plan.pages.reduce((sum, page) => sum + page.links, 0),
      broken: plan.pages.reduce((sum, page) => sum + page.broken_links, 0),
    },
    rows: [...plan.pages]
      .sort((a, b) => order(a.what) - order(b.what))
      .slice(0, shown_rows_max)
      .map(({ path, title, what, reason, current }) => ({
        path,
        title,
        what,
        reason,
        article_id: current?.id ?? null,
        was:
          what === 'changed' && current ? { title: current.latest_title, owner: current.owner_name } : null,
      })),
    remarks: [...remarks]
      .sort((a, b) => Number(urgent.includes(b.kind)) - Number(urgent.includes(a.kind)))
      .slice(0, shown_remarks_max),
    remarks_total: remarks.length,
  }
}

const stopped =
  'Something went wrong here, so the import stopped. What was stored stays; send the folder again to go on.'

/** Does a run; done again after a crash, what is stored already is the same. */
export async function work(
  app: App,
  payload: Record<string, unknown>,
  attempt?: { isLast: boolean },
): Promise<void> {
  const [orgId, id] = [String(payload.org), String(payload.id)]
  const now = () => app.clock.now().toISOString()
  const { run, actor } = await read(app.pool, orgId, async (tx) => {
    const found = await findRun(tx, id)
    return { run: found, actor: found && (await actorOf(tx, found.created_by, now())) }
  })
  if (run?.state !== 'running') return
  const change = (set: string, values: unknown[]) =>
    write(app.pool, orgId, async (tx) => {
      tx.send(
        raw(`update knowledge.exchange_run set ${set}, updated_at = $3 where org_id = $1 and id = $2`, [
          orgId,
          id,
          now(),
          ...values,
        ]),
      )
    })
  try {
    if (!actor || !may(actor, 'knowledge.write'))
      return await change('state = $4, failure = $5', [
        'failed',
        'Who began this import may not write articles any more.',
      ])
    const bytes = await readFile(join(folderOf(app), id)).catch(() => undefined)
    if (!bytes)
      return await change('state = $4, failure = $5', ['failed', 'The uploaded file is gone. Send it again.'])
    const files = unpack(bytes, run.file_name)
    const plan = await read(app.pool, orgId, (tx) =>
      planFolder(tx, actor, files, { source: run.source, now: now() }),
    )
    let told = 0
    const done = await storePlan(
      app,
      actor,
      plan,
      { files, source: run.source, settings: run.settings },
      async (count) => {
        if (performance.now() - told < told_every_ms) return
        told = performance.now()
        await change('done = $4, total = $5', [count, plan.pages.length])
      },
    )
    const report = reportOf(plan, done.remarks)
    const stored = await read(app.pool, orgId, (tx) => storedIds(tx, plan))
    const rows = report.rows.map((row) => ({ ...row, article_id: stored.get(row.path) ?? row.article_id }))
    await change('state = $4, done = total, report = $5', ['done', JSON.stringify({ ...report, rows })])
    await rm(join(folderOf(app), id), { force: true })
    app.live.publish({ topic: 'reset' })
  } catch (error) {
    if (isExchangeFault(error)) return await change('state = $4, failure = $5', ['failed', error.message])
    // Nobody tries again after the last time, and a run must not be told as running for ever.
    if (attempt?.isLast) await change('state = $4, failure = $5', ['failed', stopped])
    throw error
  }
}

async function storedIds(tx: Tx, plan: Plan): Promise<Map<string, string>> {
  const ids = plan.pages.filter(({ what }) => what !== 'refused').map(({ id }) => id)
  const rows = await tx.all(
    raw<{ id: string }>('select id from knowledge.article where org_id = $1 and id = any($2::uuid[])', [
      tx.orgId,
      ids,
    ]),
  )
  const there = new Set(rows.map(({ id }) => id))
  return new Map(plan.pages.flatMap(({ path, id }) => (there.has(id) ? [[path, id] as const] : [])))
}

/** Removes uploads that nobody ran. */
export async function tidyUploads(app: App): Promise<void> {
  const names = await readdir(folderOf(app)).catch(() => [])
  for (const name of names) {
    const path = join(folderOf(app), name)
    const found = await stat(path).catch(() => undefined)
    if (found && found.mtimeMs < Date.now() - kept_ms) await rm(path, { force: true })
  }
}
