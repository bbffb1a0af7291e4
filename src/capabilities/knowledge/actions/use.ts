import { sql } from 'kysely'
import { recordAction } from '../../../core/action.ts'
import { may } from '../../../core/actor.ts'
import { type RecordRow, recordColumns } from '../../../core/records/record.ts'
import { seesInside, visible } from '../../../core/records/visible.ts'
import { raw } from '../../../platform/db/transaction.ts'
import { conflict, forbidden, invalid } from '../../../platform/http/problem.ts'
import { Body, Id } from '../../../platform/http/schema.ts'
import { articleOf } from '../article.ts'
import { articleLife } from '../lifecycle.ts'

/**
 * Says of an article that was tried on a ticket that it did not help. That one solved it is said by the link
 * `solved_by`, which the follower hears.
 */
export const didNotHelp = recordAction({
  name: 'knowledge.did_not_help',
  summary: 'Say that the article did not help with a ticket.',
  life: articleLife,
  input: Body({ ticket_id: Id }),
  permits: (actor) => may(actor, 'tickets.link'),
  run: async ({ tx, actor, input, record, now }) => {
    const ticket = await tx.maybe(
      sql<RecordRow>`select ${recordColumns} from core.record r where r.id = ${input.ticket_id} and r.kind = 'ticket' and ${visible(actor, 'ticket')}`,
    )
    if (!ticket) throw invalid('#/ticket_id', 'This ticket does not exist, or you may not see it.')
    if (!seesInside(actor, ticket)) throw forbidden('Only who works on the ticket may say so.')
    const article = await articleOf(tx, record)
    if (article.published_version === null) throw conflict('Nobody can have used what nobody reads.')
    const solved = await tx.maybe(
      raw(
        "select 1 as one from core.link where org_id = $1 and from_id = $2 and to_id = $3 and type = 'solved_by'",
        [record.org_id, ticket.id, record.id],
      ),
    )
    if (solved) throw conflict('The ticket names it as what solved it. Remove that link first.')
    tx.send(
      raw(
        `insert into knowledge.use (org_id, ticket_id, article_id, version, person_id, verdict, at) values ($1,$2,$3,$4,$5,'did_not_help',$6)
         on conflict (org_id, ticket_id, article_id) do update set version = excluded.version, person_id = excluded.person_id, verdict = excluded.verdict, at = excluded.at`,
        [record.org_id, ticket.id, record.id, article.published_version, actor.personId, now],
      ),
    )
    return { result: {}, isSilent: true, audit: { ticket: ticket.id } }
  },
})
