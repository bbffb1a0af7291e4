/** All that is kept of a person, piece by piece, as files of a folder: JSON for machines and pages to read. */
import { sql } from 'kysely'
import type { Actor } from '../../../core/actor.ts'
import type { App } from '../../../core/app.ts'
import type { Attachment } from '../../../core/attachments/attachment.ts'
import { type Restriction, readingOf } from '../../../core/records/restriction.ts'
import { inside, kindsSealedFrom, notKept, sealedFrom, visible } from '../../../core/records/visible.ts'
import { raw, read, type Tx, write } from '../../../platform/db/transaction.ts'
import { Problem } from '../../../platform/http/problem.ts'
import { type Kept, readKept, recordOf } from './kept.ts'
import { listPage, type Shown, startPage, threadPage } from './page.ts'

export type ExportedFile = { path: string; content: Uint8Array }

const tickets_max = 10_000
const tickets_at_once = 50
const rows_max = 20_000
const file_bytes_max = 50_000_000

export type Ticket = {
  id: string
  number: number
  title: string
  state: string
  created_at: string
  messages: { at: string; writer: string; body: string }[]
  files: string[]
}
type Found = { id: string; restriction: Restriction | null; is_kept: boolean }
type TicketFile = Attachment & { number: number }

/** The files. `reader` is who asked: an officer, or the person, who is told nothing that others said of them. */
export async function* exportPerson(app: App, reader: Actor, personId: string): AsyncGenerator<ExportedFile> {
  const isSelf = reader.personId === personId
  const shown: Shown[] = []
  const found = await read(app.pool, reader.orgId, (tx) => findTickets(tx, reader, personId))
  await noteReadings(app, reader, found)
  const ids = found.filter(({ is_kept }) => !is_kept).map(({ id }) => id)
  for (let from = 0; from < ids.length; from += tickets_at_once) {
    const some = ids.slice(from, from + tickets_at_once)
    const { tickets, files } = await read(app.pool, reader.orgId, (tx) => ticketsOf(tx, personId, some))
    for (const file of files) {
      const path = pathOf(String(file.number), file)
      const content = await contentOf(app, reader, file)
      const ticket = tickets.find(({ number }) => number === file.number)
      ticket?.files.push(content ? path : `${file.name} (not included)`)
      if (content) yield { path, content }
    }
    for (const ticket of tickets) {
      const { id: _id, ...told } = ticket
      yield json(`tickets/${ticket.number}.json`, told)
      yield text(`tickets/${ticket.number}.html`, threadPage(ticket))
      shown.push({
        title: `#${ticket.number} ${ticket.title}`,
        path: `tickets/${ticket.number}.html`,
        rows: null,
      })
    }
  }
  for (const file of await read(app.pool, reader.orgId, (tx) => filesAbout(tx, personId))) {
    const content = await contentOf(app, reader, file)
    const path = pathOf('about', file)
    if (content) yield { path, content }
    shown.push({ title: content ? file.name : `${file.name} (not included)`, path, rows: 1 })
  }
  const person = await read(app.pool, reader.orgId, (tx) => personOf(tx, personId))
  yield json('person.json', person)
  for (const kept of readKept()) {
    const isTold = kept.toldTo === 'all' || (kept.toldTo === 'self') === isSelf
    if (kept.told.length === 0 || !isTold) continue
    const rows = await read(app.pool, reader.orgId, (tx) => rowsOf(tx, reader, kept, personId))
    if (rows.length === 0) continue
    const name = `${kept.table}.${kept.column}`
    yield json(`kept/${name}.json`, rows)
    yield text(`kept/${name}.html`, listPage(name, kept.told, rows))
    shown.push({ title: name, path: `kept/${name}.html`, rows: rows.length })
  }
  yield text(
    'index.html',
    startPage(person, shown, { kept: found.length - ids.length, tickets_max, rows_max }),
  )
}

const json = (path: string, value: unknown) => text(path, `${JSON.stringify(value, null, 2)}\n`)
const text = (path: string, content: string): ExportedFile => ({
  path,
  content: new TextEncoder().encode(content),
})

/** The person as somebody who holds no right at all: so they see tickets as their requester does. */
function asRequester(orgId: string, personId: string): Actor {
  return {
    orgId,
    personId,
    name: '',
    permissions: new Set(),
    teamIds: [],
    sessionId: null,
    steppedUpAt: null,
    address: null,
  }
}

/** The tickets that the person asked or takes part in; those that are kept from the reader are only counted. */
function findTickets(tx: Tx, reader: Actor, personId: string): Promise<Found[]> {
  // Of a ticket that nobody owns the gate answers neither yes nor no, so that it is not turned around.
  return tx.all(sql<Found>`
    select r.id, r.restriction, (${notKept(reader)}) is not true as is_kept from core.record r where r.org_id = ${tx.orgId} and r.kind = 'ticket' and ${visible(asRequester(tx.orgId, personId), 'ticket')}
      and (r.requester_id = ${personId} or exists (select from core.watcher w where w.org_id = r.org_id and w.record_id = r.id and w.person_id = ${personId} and w.is_participant))
    order by r.number limit ${tickets_max}`)
}

/** Who reads a restricted ticket by an export reads it, and leaves a line. */
async function noteReadings(app: App, reader: Actor, found: readonly Found[]): Promise<void> {
  const now = app.clock.now().toISOString()
  const readings = found
    .filter(({ is_kept }) => !is_kept)
    .flatMap((record) => readingOf(reader, record, 'export', now) ?? [])
  if (readings.length === 0) return
  await write(app.pool, reader.orgId, async (tx) => {
    for (const reading of readings) tx.send(reading)
  })
}

async function ticketsOf(tx: Tx, personId: string, ids: readonly string[]) {
  const [tickets, files] = await tx.many(
    sql<Ticket>`
      select r.id, r.number, r.title, r.state, r.created_at, '{}'::text[] as files,
        coalesce((select jsonb_agg(jsonb_build_object('at', to_char(m.created_at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS"Z"'), 'writer', coalesce(p.name, ''), 'body', m.body) order by m.created_at, m.id)
          from core.message m left join core.person p on p.org_id = m.org_id and p.id = m.author_id
          where m.org_id = r.org_id and m.record_id = r.id and not m.is_internal), '[]') as messages
      from core.record r where r.org_id = ${tx.orgId} and r.id = any(${ids}::uuid[]) order by r.number`,
    // What others sent may hold more than what is the person's.
    sql<TicketFile>`
      select a.id, a.record_id, a.name, a.media_type, a.size_bytes, a.is_inline, a.storage_key, r.number
      from core.attachment a join core.record r on r.org_id = a.org_id and r.id = a.record_id
        join core.message m on m.org_id = a.org_id and m.id = a.message_id and not m.is_internal
      where a.org_id = ${tx.orgId} and a.record_id = any(${ids}::uuid[]) and a.uploaded_by = ${personId} and not a.is_held and a.removed_at is null order by a.created_at, a.id`,
  )
  return { tickets, files }
}

/** Files of no record that tell of the person, whoever uploaded them: what proves that something was learned. */
const filesAbout = (tx: Tx, personId: string) =>
  tx.all(sql<Attachment>`
    select a.id, a.record_id, a.name, a.media_type, a.size_bytes::float8 as size_bytes, a.is_inline, a.storage_key from core.attachment a
    where a.org_id = ${tx.orgId} and a.about_person_id = ${personId} and not a.is_held and a.removed_at is null
      and (a.scan is null or a.scan in ('clean', 'released')) order by a.created_at, a.id limit ${rows_max}`)

const pathOf = (folder: string, { id, name }: Attachment) =>
  `files/${folder}/${id.slice(-6)}-${name.replaceAll(/[^\p{L}\p{N}._ -]/gu, '-')}`

/** The file, unless it is too large or whoever asks may not open it for patient data that it may hold. */
async function contentOf(app: App, reader: Actor, file: Attachment): Promise<Uint8Array | undefined> {
  if (file.size_bytes > file_bytes_max) return undefined
  const now = app.clock.now().toISOString()
  try {
    await read(app.pool, reader.orgId, async (tx) => app.registry.guard?.requireOpen(tx, reader, file, now))
    const chunks: Buffer[] = []
    for await (const chunk of await app.files.open(file.storage_key)) chunks.push(chunk as Buffer)
    return Buffer.concat(chunks)
  } catch (error) {
    const isMissing = (error as NodeJS.ErrnoException).code === 'ENOENT'
    if (error instanceof Problem || isMissing) return undefined
    throw error
  }
}

export type PersonShown = Record<string, unknown>

function personOf(tx: Tx, personId: string): Promise<PersonShown> {
  return tx.one(
    raw<PersonShown>(
      `select p.name, p.kind, p.email, p.phone, p.extension, p.badge, p.external_key, p.title, p.language, p.is_active, p.created_at, p.updated_at,
         d.name as department, s.name as site, l.name as place, g.name as manager,
         array(select t.name from core.team_member m join core.team t on t.org_id = m.org_id and t.id = m.team_id where m.org_id = p.org_id and m.person_id = p.id order by 1) as teams,
         array(select k.name from core.person_skill h join core.skill k on k.org_id = h.org_id and k.id = h.skill_id where h.org_id = p.org_id and h.person_id = p.id order by 1) as skills,
         array(select o.title from core.role_assignment a join core.role o on o.org_id = a.org_id and o.id = a.role_id where a.org_id = p.org_id and a.person_id = p.id order by 1) as roles
       from core.person p left join core.department d on d.org_id = p.org_id and d.id = p.department_id
         left join core.site s on s.org_id = p.org_id and s.id = p.site_id left join core.place l on l.org_id = p.org_id and l.id = p.place_id
         left join core.person g on g.org_id = p.org_id and g.id = p.manager_id
       where p.org_id = $1 and p.id = $2`,
      [tx.orgId, personId],
    ),
  )
}

/** The rows of one table that name the person. What must not be known to be there, or is kept from the reader, is left out. */
async function rowsOf(
  tx: Tx,
  reader: Actor,
  kept: Kept,
  personId: string,
): Promise<Record<string, unknown>[]> {
  const columns = sql.join(kept.told.map((column) => sql.ref(`t.${column}`)))
  const table = sql.raw(kept.table)
  const record = kept.table === 'core.audit' ? undefined : await recordOf(tx, kept.table)
  const isOpen =
    kept.table === 'core.audit'
      ? sql`not exists (select from unnest(${sealedFrom(reader)}::text[]) s where starts_with(t.action, s))`
      : record === undefined
        ? sql`true`
        : sql`(${record} is null or exists (select from core.record r where r.org_id = t.org_id and r.id = ${record}
            and ${isReadable(reader, kept, personId)}))`
  return tx.all(
    sql<
      Record<string, unknown>
    >`select ${columns} from ${table} t where t.org_id = ${tx.orgId} and t.${sql.ref(kept.column)} = ${personId} and ${isOpen} order by 1 limit ${rows_max}`,
  )
}

/** What of a record (alias `r`) the reader is told: oneself what one sees now, an officer what is not kept from officers. */
function isReadable(reader: Actor, kept: Kept, personId: string) {
  const seen =
    reader.personId === personId
      ? visible(reader)
      : sql<boolean>`(r.kind <> all(${kindsSealedFrom(reader)}::text[]) and ${notKept(reader)})`
  return kept.table === 'core.message'
    ? sql<boolean>`(${seen} and (not t.is_internal or ${inside(reader)}))`
    : seen
}
