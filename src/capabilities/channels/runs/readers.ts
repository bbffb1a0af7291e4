/** What the import pages read: the runs of the past, one of them, and the mappings that ship with the product. */
import { type Static, Type } from 'typebox'
import { type Actor, may } from '../../../core/actor.ts'
import { reader } from '../../../core/registry.ts'
import { raw, type Tx } from '../../../platform/db/transaction.ts'
import { notFound } from '../../../platform/http/problem.ts'
import { Body, Id, Nullable, NullableTime, OneOf, Time } from '../../../platform/http/schema.ts'
import { mappingSchema } from '../import/mapping/mapping.ts'
import { fieldTypes } from '../import/mapping/vocabulary.ts'
import { RunRow as RunParts } from './report.ts'
import { ArticleReport, ArticleSettings } from './run-articles.ts'
import { findRun, type RunRow } from './run-row.ts'
import { readyMappings } from './shape.ts'
import { isBusy } from './work.ts'

const runs_shown = 50

export const states = ['uploaded', 'previewing', 'previewed', 'running', 'done', 'stopped', 'failed'] as const
export const Params = Body({ id: Id })
export const mayImport = (actor: Actor) => may(actor, 'imports.run')

const Summary = {
  id: Id,
  kind: OneOf(['tickets', 'articles'] as const),
  file_name: Type.String(),
  size_bytes: Type.Integer(),
  has_file: Type.Boolean({ description: 'Whether the file is still there to be run.' }),
  state: OneOf(states),
  is_stalled: Type.Boolean({
    description: 'It says that it runs, but nothing has been heard of it for minutes.',
  }),
  created_by: Nullable(Type.Object({ id: Id, name: Type.String() })),
  created_at: Time,
  started_at: NullableTime,
  finished_at: NullableTime,
  updated_at: Time,
}
export const ImportRun = Type.Object({
  ...Summary,
  shape: Type.Object({
    format: Type.String(),
    encoding: Type.String(),
    delimiter: Nullable(Type.String()),
    columns: Type.Array(Type.Object({ name: Type.String(), samples: Type.Array(Type.String()) })),
    problems: Type.Optional(
      Type.Array(Type.Object({ path: Type.String(), problem: Type.String() }), {
        description: 'What was left out of an archive.',
      }),
    ),
    doubts: Type.Optional(
      Type.Array(Type.String(), { description: 'What to look at in the mapping that was guessed.' }),
    ),
  }),
  mapping: Nullable(mappingSchema),
  settings: Nullable(ArticleSettings),
  article_report: Nullable(ArticleReport),
  is_cleared: Type.Boolean({
    description: 'Whether the file of bad rows and everything that came out of the file’s cells was removed.',
  }),
  ...RunParts,
})
export type ImportRun = Static<typeof ImportRun>

async function personOf(tx: Tx, id: string | null): Promise<{ id: string; name: string } | null> {
  if (id === null) return null
  const found = await tx.maybe(
    raw<{ id: string; name: string }>('select id, name from core.person where org_id = $1 and id = $2', [
      tx.orgId,
      id,
    ]),
  )
  return found ?? null
}

/** The run as the pages see it. */
export async function shown(tx: Tx, run: RunRow, now: string): Promise<ImportRun> {
  const { wants_stop: _stop, sha256: _hash, ...rest } = run
  const isAtWork = run.state === 'previewing' || run.state === 'running'
  return {
    ...rest,
    is_stalled: isAtWork && !isBusy(run, now),
    created_by: await personOf(tx, run.created_by),
  }
}

export const list = reader({
  name: 'imports.list',
  summary: 'The latest runs.',
  path: '/api/imports',
  output: Type.Object({
    rows: Type.Array(
      Type.Object({ ...Summary, stored: Nullable(Type.Integer({ description: 'Tickets or articles.' })) }),
    ),
  }),
  permits: mayImport,
  run: async ({ tx, now }) => {
    const rows = await tx.all(
      raw<
        Omit<RunRow, 'created_by'> & {
          created_by: { id: string; name: string } | null
          stored: number | null
        }
      >(
        `select i.id, i.kind, i.file_name, i.size_bytes, i.has_file, i.state, i.created_at, i.started_at, i.finished_at, i.updated_at,
           coalesce(i.report ->> 'stored', i.article_report ->> 'stored')::int as stored, case when p.id is not null then json_build_object('id', p.id, 'name', p.name) end as created_by
         from channels.import_run i left join core.person p on p.org_id = i.org_id and p.id = i.created_by
         where i.org_id = $1 order by i.created_at desc, i.id desc limit ${runs_shown}`,
        [tx.orgId],
      ),
    )
    const isAtWork = (state: string) => state === 'previewing' || state === 'running'
    return { rows: rows.map((row) => ({ ...row, is_stalled: isAtWork(row.state) && !isBusy(row, now) })) }
  },
})

export const show = reader({
  name: 'imports.show',
  summary: 'A run with its mapping, progress and report.',
  path: '/api/imports/:id',
  params: Params,
  output: ImportRun,
  permits: mayImport,
  run: async ({ tx, params, now }) => {
    const run = await findRun(tx, params.id ?? '')
    if (!run) throw notFound('This import')
    return shown(tx, run, now)
  },
})

export const mappings = reader({
  name: 'imports.mappings',
  summary: 'The mappings that ship with the product, and the fields that a column can be mapped to.',
  path: '/api/imports/mappings',
  output: Type.Object({
    rows: Type.Array(Type.Object({ key: Type.String(), mapping: mappingSchema })),
    fields: Type.Array(
      Type.Object({ name: Type.String(), type: Type.String(), words: Type.Array(Type.String()) }),
    ),
  }),
  permits: mayImport,
  run: async () => ({
    rows: await readyMappings(),
    fields: Object.entries(fieldTypes).map(([name, type]) => ({
      name,
      type: type.type,
      words: type.type === 'word' ? [...type.words] : [],
    })),
  }),
})
