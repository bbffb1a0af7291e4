/** Articles as a folder of Markdown: what one may read, and nothing else. */
import { posix } from 'node:path'
import { Zip, ZipDeflate, ZipPassThrough } from 'fflate'
import { type RawBuilder, sql } from 'kysely'
import type { Actor } from '../../../core/actor.ts'
import type { App } from '../../../core/app.ts'
import { readable } from '../../../core/attachments/attachment.ts'
import { noteExported } from '../../../core/records/restriction.ts'
import { inside, visible } from '../../../core/records/visible.ts'
import { read, type Tx } from '../../../platform/db/transaction.ts'
import { slugOf } from '../queries/rows.ts'
import { type Dialect, filesIn, toFileText } from './dialect.ts'
import { writePage } from './front-matter.ts'

export type ExportFilter = { state?: string; audience?: string; topic?: string; application?: string }
export type ExportedFile = { path: string; content: Uint8Array }

export const articles_max = 20_000
const articles_per_page = 50

type Place = { id: string; number: number; title: string; topic: string | null; path: string | null }
type Row = {
  id: string
  number: number
  title: string
  body: string
  state: string
  tags: string[]
  topic: string | null
  application: string | null
  audience: string
  owner: string | null
  review_at: string | null
  kind: string
  roles: string[]
  departments: string[]
  key: string | null
  foreign_front_matter: string | null
  assets: Record<string, string> | null
}
type File = { id: string; record_id: string; name: string; storage_key: string; digest: string }

/** The files of the folder, one after the other: the pages in the order of their numbers, each after its own files. */
export async function* exportFolder(
  app: App,
  actor: Actor,
  dialect: Dialect,
  filter: ExportFilter,
): AsyncGenerator<ExportedFile> {
  const places = await read(app.pool, actor.orgId, (tx) => placesOf(tx, actor, filter))
  const paths = pathsOf(places)
  const names = new Map(
    places.flatMap(
      ({ id, number }) =>
        [
          [id, id],
          [String(number), id],
        ] as const,
    ),
  )
  /** What lies at a path already, by its content. */
  const taken = new Map<string, string>()
  for (let from = 0; from < places.length; from += articles_per_page) {
    const ids = places.slice(from, from + articles_per_page).map(({ id }) => id)
    const { rows, files } = await read(app.pool, actor.orgId, async (tx) => {
      const page = await pageOf(tx, actor, ids)
      // Who was let in to a restricted article and takes it along reads it.
      await noteExported(
        tx,
        actor,
        page.rows.map(({ id }) => id),
        app.clock.now().toISOString(),
      )
      return page
    })
    for (const row of rows) {
      const own = files.filter(({ record_id }) => record_id === row.id)
      const filePaths = new Map(own.map((file) => [file.id, pathOfFile(file, row, taken)]))
      for (const id of filesIn(row.body)) {
        const file = own.find((each) => each.id === id)
        const path = filePaths.get(id)
        if (!file || path === undefined || taken.has(path)) continue
        taken.set(path, file.digest)
        yield { path, content: await contentOf(app, file.storage_key) }
      }
      // Every article has its path.
      const path = paths.get(row.id)!
      const body = toFileText(row.body, path, dialect, {
        page: (name) => paths.get(names.get(name) ?? ''),
        file: (id) => filePaths.get(id),
      })
      yield {
        path,
        content: new TextEncoder().encode(writePage(metaOf(row), row.foreign_front_matter ?? '', body)),
      }
    }
  }
}

function metaOf(row: Row) {
  const { title, tags, topic, audience, state, owner, application, review_at, kind, roles, departments } = row
  return {
    title,
    tags,
    category: topic,
    id: row.key ?? row.id,
    audience,
    state,
    owner,
    application,
    review_at,
    kind,
    roles,
    departments,
  }
}

// Readers get what was published. Writers get the same, and the latest text of what was not.
const shownVersion = (actor: Actor): RawBuilder<unknown> =>
  sql`coalesce(a.published_version, case when ${inside(actor, 'article')} then a.latest_version end)`

function conditionOf(actor: Actor, filter: ExportFilter): RawBuilder<boolean> {
  const parts = [
    sql<boolean>`r.kind = 'article'`,
    visible(actor, 'article'),
    sql<boolean>`${shownVersion(actor)} is not null`,
  ]
  if (filter.state) parts.push(sql<boolean>`r.state = ${filter.state}`)
  if (filter.audience) parts.push(sql<boolean>`a.audience = ${filter.audience}`)
  if (filter.topic) parts.push(sql<boolean>`a.category = ${filter.topic}`)
  if (filter.application) parts.push(sql<boolean>`a.application = ${filter.application}`)
  return sql<boolean>`${sql.join(parts, sql` and `)}`
}

function placesOf(tx: Tx, actor: Actor, filter: ExportFilter): Promise<Place[]> {
  return tx.all(sql<Place>`
    select r.id, r.number, v.title, a.category as topic, f.path
    from core.record r join knowledge.article a on a.org_id = r.org_id and a.id = r.id
    join knowledge.version v on v.org_id = a.org_id and v.article_id = a.id and v.version = ${shownVersion(actor)}
    left join knowledge.exchange_file f on f.org_id = a.org_id and f.article_id = a.id
    where ${conditionOf(actor, filter)} order by r.number limit ${articles_max}`)
}

/** Where each article lies: where it came from, else under its topic. No two share a path, in any case of letters. */
function pathsOf(places: readonly Place[]): Map<string, string> {
  const paths = new Map<string, string>()
  const taken = new Set<string>()
  for (const place of [...places].sort((a, b) => Number(b.path !== null) - Number(a.path !== null))) {
    const folder =
      place.topic === null
        ? 'articles'
        : slugOf({ number: 0, title: place.topic }).replace(/^0-?/, '') || 'articles'
    const made = `${folder}/${slugOf(place)}.md`
    const wanted = place.path ?? made
    const path = taken.has(wanted.toLowerCase()) ? wanted.replace(/(\.\w+)?$/, `-${place.number}$1`) : wanted
    taken.add(path.toLowerCase())
    paths.set(place.id, path)
  }
  return paths
}

async function pageOf(tx: Tx, actor: Actor, ids: readonly string[]): Promise<{ rows: Row[]; files: File[] }> {
  const [rows, files] = await tx.many(
    sql<Row>`
      select r.id, r.number, v.title, v.body, r.state, r.tags, a.category as topic, a.application, a.audience, o.email as owner, a.review_at,
        a.article_kind as kind, array(select l.key from core.role l where l.org_id = a.org_id and l.id = any(a.role_ids) order by l.key) as roles,
        array(select d.name from core.department d where d.org_id = a.org_id and d.id = any(a.department_ids) order by d.name) as departments,
        f.key, f.foreign_front_matter, f.assets
      from core.record r join knowledge.article a on a.org_id = r.org_id and a.id = r.id
      join knowledge.version v on v.org_id = a.org_id and v.article_id = a.id and v.version = ${shownVersion(actor)}
      left join knowledge.exchange_file f on f.org_id = a.org_id and f.article_id = a.id
      left join core.person o on o.org_id = r.org_id and o.id = r.owner_id
      where r.id = any(${ids}::uuid[]) and ${conditionOf(actor, {})} order by r.number`,
    sql<File>`
      select a.id, a.record_id, a.name, a.storage_key, encode(a.sha256, 'hex') as digest from core.attachment a
      where a.record_id = any(${ids}::uuid[]) and not a.is_held and ${readable(actor)} order by a.created_at, a.id`,
  )
  return { rows, files }
}

function pathOfFile(file: File, row: Row, taken: ReadonlyMap<string, string>): string {
  const wanted =
    row.assets?.[file.id] ?? `assets/${row.number}/${file.name.replace(/[^\p{L}\p{N}._ -]/gu, '-')}`
  const there = taken.get(wanted)
  if (there === undefined || there === file.digest) return wanted
  return posix.join(posix.dirname(wanted), `${file.id}-${posix.basename(wanted)}`)
}

async function contentOf(app: App, key: string): Promise<Uint8Array> {
  const chunks: Buffer[] = []
  for await (const chunk of await app.files.open(key)) chunks.push(chunk as Buffer)
  return Buffer.concat(chunks)
}

// The same articles give the same bytes, whenever they are exported.
const mtime = new Date(2000, 0, 1)

/** The files as a zip file, piece by piece. */
export async function* zipOf(files: AsyncIterable<ExportedFile>): AsyncGenerator<Uint8Array> {
  const pieces: Uint8Array[] = []
  const zip = new Zip((error, piece) => {
    if (error) throw error
    pieces.push(piece)
  })
  for await (const { path, content } of files) {
    const entry = path.endsWith('.md') ? new ZipDeflate(path, { level: 6 }) : new ZipPassThrough(path)
    entry.mtime = mtime
    zip.add(entry)
    entry.push(content, true)
    yield* pieces.splice(0)
  }
  zip.end()
  yield* pieces.splice(0)
}
