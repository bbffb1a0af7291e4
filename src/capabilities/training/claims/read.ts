/** What was handed in: one's own, and what waits for those who record learning. */
import { sql } from 'kysely'
import { type Static, Type } from 'typebox'
import type { App } from '../../../core/app.ts'
import { noteDenial } from '../../../core/execute.ts'
import { type Authenticate, describe, Problems } from '../../../core/mount.ts'
import { reader } from '../../../core/registry.ts'
import { forbidden } from '../../../platform/http/problem.ts'
import { Body, Id, Nullable, OneOf, Time } from '../../../platform/http/schema.ts'
import type { Http } from '../../../platform/http/server.ts'
import { readsOwn, records } from '../policy.ts'
import { EvidenceFile, type Proof, proofColumns, serveProof } from '../records/evidence.ts'
import { waiting_max } from './actions.ts'

const shown_max = 50

const Claim = Type.Object({
  id: Id,
  person: Type.Object({ id: Id, name: Type.String() }),
  state: OneOf(['waiting', 'declined']),
  origin: OneOf(['prior', 'outside']),
  happened_on: Type.String({ format: 'date' }),
  title: Type.String(),
  provider: Type.String(),
  evidence: Type.String(),
  evidence_link: Nullable(Type.String()),
  duration_minutes: Nullable(Type.Integer()),
  competency: Nullable(
    Type.Object({
      id: Id,
      code: Type.String(),
      name: Type.String(),
      level: Type.Integer(),
      levels: Type.Array(Type.String()),
    }),
  ),
  files: Type.Array(EvidenceFile),
  reason: Type.String(),
  created_at: Time,
})
type Claim = Static<typeof Claim>

const claims = (where: ReturnType<typeof sql>) => sql<Claim>`
  select c.id, json_build_object('id', p.id, 'name', p.name) as person, c.state, c.origin, c.happened_on::text as happened_on,
    c.title, c.provider, c.evidence, c.evidence_link, c.duration_minutes, c.reason, c.created_at,
    case when k.id is not null then json_build_object('id', k.id, 'code', k.code, 'name', k.name, 'level', c.level, 'levels', f.levels) end as competency,
    coalesce((select json_agg(json_build_object('id', a.id, 'name', a.name, 'size_bytes', a.size_bytes) order by a.created_at, a.id)
      from training.claim_file e join core.attachment a on a.org_id = e.org_id and a.id = e.attachment_id and a.removed_at is null
      where e.org_id = c.org_id and e.claim_id = c.id), '[]') as files
  from training.claim c join core.person p on p.org_id = c.org_id and p.id = c.person_id
    left join training.competency k on k.org_id = c.org_id and k.id = c.competency_id
    left join training.framework f on f.org_id = k.org_id and f.id = k.framework_id
  where ${where}`

export const ownClaims = reader({
  name: 'training.own_claims',
  summary: 'What one handed in that waits or was declined, the newest first.',
  path: '/api/training/claims/mine',
  output: Type.Object({ rows: Type.Array(Claim) }),
  permits: readsOwn,
  run: async ({ tx, actor }) => ({
    rows: await tx.all(sql<Claim>`${claims(sql`c.org_id = ${tx.orgId} and c.person_id = ${actor.personId}`)}
      order by c.created_at desc, c.id desc limit ${waiting_max + shown_max}`),
  }),
})

export const waitingClaims = reader({
  name: 'training.claims',
  summary: `What others handed in that waits to be accepted or declined, the oldest first; ${shown_max} at most.`,
  path: '/api/training/claims',
  output: Type.Object({ rows: Type.Array(Claim), count: Type.Integer() }),
  permits: records,
  run: async ({ tx, actor }) => {
    const mine = sql`c.org_id = ${tx.orgId} and c.state = 'waiting' and c.person_id <> ${actor.personId}`
    const { count } = await tx.one(
      sql<{ count: number }>`select count(*)::int as count from training.claim c where ${mine}`,
    )
    const rows = await tx.all(sql<Claim>`${claims(mine)} order by c.created_at, c.id limit ${shown_max}`)
    return { rows, count }
  },
})

const name = 'training.claim_file'
/** Mounts the download of a file that was handed in. */
export function mountClaimFiles(http: Http, app: App, authenticate: Authenticate): void {
  http.route({
    method: 'GET',
    url: '/api/training/claims/:id/files/:file',
    schema: {
      ...describe(
        name,
        'A file that was handed in, for its person and those who record learning.',
        'training',
      ),
      params: Body({ id: Id, file: Id }),
      response: { 200: Type.String({ description: 'The file.' }), ...Problems },
    },
    handler: async (request, reply) => {
      const actor = await authenticate(request)
      if (!readsOwn(actor) && !records(actor)) {
        await noteDenial(app, actor, name, forbidden())
        throw forbidden()
      }
      return serveProof(app, reply, actor, name, request.params, (tx, reading, { id, file }) =>
        tx.maybe(sql<Proof>`
          select ${proofColumns} from training.claim_file e
            join core.attachment a on a.org_id = e.org_id and a.id = e.attachment_id and a.removed_at is null
            join training.claim c on c.org_id = e.org_id and c.id = e.claim_id
          where e.org_id = ${tx.orgId} and e.claim_id = ${id} and a.id = ${file}
            and (c.person_id = ${reading.personId} or ${records(reading)})`),
      )
    },
  })
}
