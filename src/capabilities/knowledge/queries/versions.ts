import { sql } from 'kysely'
import { type Static, Type } from 'typebox'
import type { Actor } from '../../../core/actor.ts'
import type { RecordRow } from '../../../core/records/record.ts'
import { seesInside } from '../../../core/records/visible.ts'
import { reader } from '../../../core/registry.ts'
import type { Tx } from '../../../platform/db/transaction.ts'
import { notFound } from '../../../platform/http/problem.ts'
import { Body, Id, Nullable, Time } from '../../../platform/http/schema.ts'
import { type Version, versionOf } from '../article.ts'
import { visibleArticle } from './show.ts'

const VersionRow = Type.Object({
  version: Type.Integer(),
  title: Type.String(),
  author: Nullable(Type.Object({ id: Id, name: Type.String() })),
  note: Type.String(),
  looks: Type.Array(Type.Object({ id: Id, name: Type.String(), at: Time }), {
    description: 'Who looked for patients’ data and names in it, where it was begun from a ticket.',
  }),
  created_at: Time,
})
const VersionText = Type.Object({
  version: Type.Integer(),
  title: Type.String(),
  body: Type.String(),
  created_at: Time,
})

const versions_max = 500
const VersionNumber = Type.Integer({ minimum: 1, maximum: 1_000_000 })

export const versions = reader({
  name: 'knowledge.versions',
  summary: 'All versions of an article, newest first; for writers.',
  path: '/api/articles/:id/versions',
  params: Body({ id: Id }),
  output: Type.Object({ rows: Type.Array(VersionRow) }),
  permits: () => true,
  run: async ({ tx, actor, params }) => {
    const record = await writersArticle(tx, actor, params.id ?? '')
    const rows = await tx.all(
      sql<Static<typeof VersionRow>>`
        select v.version, v.title, v.note, v.created_at, case when p.id is not null then json_build_object('id', p.id, 'name', p.name) end as author,
          coalesce((select json_agg(json_build_object('id', q.id, 'name', q.name, 'at', to_char(l.at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"')) order by l.at, q.id)
            from knowledge.look l join core.person q on q.org_id = l.org_id and q.id = l.person_id
            where l.org_id = v.org_id and l.article_id = v.article_id and l.version = v.version), '[]') as looks
        from knowledge.version v left join core.person p on p.org_id = v.org_id and p.id = v.author_id
        where v.org_id = ${actor.orgId} and v.article_id = ${record.id} order by v.version desc limit ${versions_max}`,
    )
    return { rows }
  },
})

export const compare = reader({
  name: 'knowledge.compare',
  summary: 'The texts of two versions, for a comparison side by side; for writers.',
  path: '/api/articles/:id/compare',
  params: Body({ id: Id }),
  query: Type.Object({ from: VersionNumber, to: VersionNumber }, { additionalProperties: false }),
  output: Type.Object({ from: VersionText, to: VersionText }),
  permits: () => true,
  run: async ({ tx, actor, params, query }) => {
    const record = await writersArticle(tx, actor, params.id ?? '')
    return {
      from: textOf(await versionOf(tx, actor.orgId, record.id, query.from)),
      to: textOf(await versionOf(tx, actor.orgId, record.id, query.to)),
    }
  },
})

function textOf({ version, title, body, created_at }: Version): Static<typeof VersionText> {
  return { version, title, body, created_at }
}

/** Old and unpublished texts are the writers' own; for a reader they do not exist. */
export async function writersArticle(tx: Tx, actor: Actor, id: string): Promise<RecordRow> {
  const record = await visibleArticle(tx, actor, sql<boolean>`r.id = ${id}`)
  if (!seesInside(actor, record)) throw notFound('This page')
  return record
}
