import { sql } from 'kysely'
import { Type } from 'typebox'
import { may } from '../../../core/actor.ts'
import { reader } from '../../../core/registry.ts'
import { raw, type Tx } from '../../../platform/db/transaction.ts'
import { OneOf } from '../../../platform/http/schema.ts'
import { type ArticleKind, articleKinds } from '../lifecycle.ts'
import { shippedTemplate } from '../templates.ts'

type Template = { kind: ArticleKind; body: string; is_own: boolean }

export const templates = reader({
  name: 'knowledge.templates',
  summary:
    'The template of each kind of article: the organization’s own, or the one that comes with the product.',
  path: '/api/articles/templates',
  output: Type.Object({
    rows: Type.Array(Type.Object({ kind: OneOf(articleKinds), body: Type.String(), is_own: Type.Boolean() })),
  }),
  permits: (actor) => may(actor, 'knowledge.write'),
  run: async ({ tx }) => ({ rows: await templatesOf(tx) }),
})

/** All templates, in the organization's language where it has not written its own. */
export async function templatesOf(tx: Tx): Promise<Template[]> {
  const [own, organization] = await tx.many(
    sql<{
      kind: ArticleKind
      body: string
    }>`select article_kind as kind, body from knowledge.template where org_id = ${tx.orgId}`,
    raw<{ language: string }>('select language from core.organization where id = $1', [tx.orgId]),
  )
  return articleKinds.map((kind) => {
    const mine = own.find((each) => each.kind === kind)
    return {
      kind,
      body: mine?.body ?? shippedTemplate(kind, organization[0]?.language ?? 'en'),
      is_own: mine !== undefined,
    }
  })
}
