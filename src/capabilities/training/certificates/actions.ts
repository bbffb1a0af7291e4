/** Making a certificate of a line of learning, and saying whether strangers may check it. */
import { sql } from 'kysely'
import { Type } from 'typebox'
import { plainAction } from '../../../core/action.ts'
import type { Actor } from '../../../core/actor.ts'
import { raw, type Tx } from '../../../platform/db/transaction.ts'
import { conflict, notFound } from '../../../platform/http/problem.ts'
import { Body, Id } from '../../../platform/http/schema.ts'
import { readable, readsOwn } from '../policy.ts'
import { ensureKey } from './key.ts'
import { newToken } from './link.ts'

type Line = { person_id: string; verb: string; is_revoked: boolean; is_made: boolean }

export const certify = plainAction({
  name: 'training.certify',
  summary:
    'Make the certificate of something that was completed or passed, for whoever may read it. Made again it is the same one.',
  path: '/api/training/records/:id/certificate',
  params: Body({ id: Id }),
  input: Type.Optional(Body({})),
  output: Type.Object({ id: Id }),
  permits: readsOwn,
  run: async ({ app, tx, actor, params, now }) => {
    const id = params.id as string
    // The lock comes first, so that two who ask at once get the same certificate, and no number twice.
    await ensureKey(app, tx, now)
    const line = await lineOf(tx, actor, id)
    if (line.is_made) return { result: { id } }
    if (line.verb !== 'completed' && line.verb !== 'passed')
      throw conflict('A certificate is for what was completed or passed.')
    if (line.is_revoked) throw conflict('This line counts no more, so that no certificate is made of it.')
    makeCertificate(tx, { id, personId: line.person_id, now })
    return { result: { id }, audit: { record: id, person: line.person_id } }
  },
})

/** Adds the certificate of a line under the next number; the caller holds the lock of `ensureKey`. */
export function makeCertificate(tx: Tx, of: { id: string; personId: string; now: string }): void {
  tx.send(
    raw(
      `insert into training.certificate (org_id, line_id, person_id, number, token, valid_until, issued_at)
         select $1, $2, $3, coalesce((select max(number) from training.certificate where org_id = $1), 0) + 1, $4,
           (select min(training.ends_on(g.achieved_on, q.valid_months, q.ends_on_day, q.active_days_min)) from training.learning_grant g
              join training.credential k on k.org_id = g.org_id and k.competency_id = g.competency_id and k.person_id = $3
              join training.requirement q on q.org_id = k.org_id and q.id = k.requirement_id and q.archived_at is null
            where g.org_id = $1 and g.line_id = $2 and g.level >= q.level), $5`,
      [tx.orgId, of.id, of.personId, newToken(), of.now],
    ),
  )
}

export const shareCertificate = plainAction({
  name: 'training.share_certificate',
  summary:
    'Let whoever has the link of one’s own certificate check it, or nobody any more. Switched on again, the same link works.',
  path: '/api/training/records/:id/certificate/share',
  params: Body({ id: Id }),
  input: Body({ is_public: Type.Boolean() }),
  output: Type.Object({ id: Id }),
  permits: readsOwn,
  run: async ({ tx, actor, params, input }) => {
    const id = params.id as string
    const rows = await tx.all(
      raw(
        'update training.certificate set is_public = $4 where org_id = $1 and line_id = $2 and person_id = $3 returning 1',
        [tx.orgId, id, actor.personId, input.is_public],
      ),
    )
    // Whose it is alone decides; of others it is not told whether there is one.
    if (rows.length === 0) throw notFound('This certificate')
    return { result: { id }, audit: { record: id, is_public: input.is_public } }
  },
})

/** The line with whose it is now, if the actor may read of that person. */
async function lineOf(tx: Tx, actor: Actor, id: string): Promise<Line> {
  const line = await tx.maybe(sql<Line>`
    select p.id as person_id, l.verb,
      exists (select from training.learning_record v where v.org_id = l.org_id and v.revokes_id = l.id) as is_revoked,
      exists (select from training.certificate c where c.org_id = l.org_id and c.line_id = l.id) as is_made
    from training.learning_record l join core.person o on o.org_id = l.org_id and o.id = l.person_id
      join core.person p on p.org_id = o.org_id and p.id = coalesce(o.merged_into_id, o.id)
    where l.org_id = ${tx.orgId} and l.id = ${id} and (p.id = ${actor.personId} or ${readable(actor, sql`p.id`)})`)
  if (!line) throw notFound('This line')
  return line
}
