import { Type } from 'typebox'
import { plainAction } from '../../../core/action.ts'
import { may } from '../../../core/actor.ts'
import { raw } from '../../../platform/db/transaction.ts'
import { Body, Nullable, OneOf, Text } from '../../../platform/http/schema.ts'
import { articleKinds } from '../lifecycle.ts'

/** The organization's own template of a kind; null goes back to the one that comes with the product. */
export const setTemplate = plainAction({
  name: 'knowledge.set_template',
  summary: 'Change the template that articles of a kind begin with, or go back to the shipped one.',
  path: '/api/articles/templates/:kind',
  method: 'PUT',
  params: Body({ kind: OneOf(articleKinds) }),
  input: Body({
    body: Nullable(
      Text(20_000, {
        description: 'Markdown; {{symptom}}, {{cause}} and {{steps}} are filled from a ticket.',
      }),
    ),
  }),
  output: Type.Object({ is_own: Type.Boolean() }),
  permits: (actor) => may(actor, 'knowledge.coach'),
  run: async ({ tx, actor, params, input, now }) => {
    const isOwn = input.body !== null && input.body.trim() !== ''
    tx.send(
      isOwn
        ? raw(
            `insert into knowledge.template (org_id, article_kind, body, updated_by, updated_at) values ($1,$2,$3,$4,$5)
             on conflict (org_id, article_kind) do update set body = excluded.body, updated_by = excluded.updated_by, updated_at = excluded.updated_at`,
            [actor.orgId, params.kind, input.body, actor.personId, now],
          )
        : raw('delete from knowledge.template where org_id = $1 and article_kind = $2', [
            actor.orgId,
            params.kind,
          ]),
    )
    return { result: { is_own: isOwn }, audit: { kind: params.kind, is_own: isOwn } }
  },
})
