/** The way out for words and pictures that no article may hold, wherever it keeps them. */
import { Type } from 'typebox'
import { recordAction } from '../../../core/action.ts'
import { may } from '../../../core/actor.ts'
import { removeAttachments } from '../../../core/attachments/attachment.ts'
import { audit } from '../../../core/audit.ts'
import { type Context, forgetBehind, short_mark } from '../../../core/messages/redact.ts'
import { redactEverywhere, without } from '../../../core/messages/redact-everywhere.ts'
import type { RecordRow } from '../../../core/records/record.ts'
import { forgetWords } from '../../../core/search/entry.ts'
import { raw } from '../../../platform/db/transaction.ts'
import { invalid } from '../../../platform/http/problem.ts'
import { Body, Id, Text } from '../../../platform/http/schema.ts'
import { articleOf, indexDraft, indexPublished, versionOf } from '../article.ts'
import { articleLife } from '../lifecycle.ts'

/** Takes a passage out of all versions and of all that was said of the article, and pictures off the disk. */
export const redact = recordAction({
  name: 'knowledge.redact',
  summary:
    'Take a passage out of an article for good, its old versions and what was said of it included, or pictures.',
  life: articleLife,
  input: Body({
    text: Type.Optional(
      Text(20_000, { minLength: 1, description: 'What is taken out, wherever it stands.' }),
    ),
    picture_ids: Type.Optional(Type.Array(Id, { maxItems: 100 })),
  }),
  output: Type.Object({ places: Type.Integer(), pictures: Type.Integer() }),
  permits: (actor) => may(actor, 'knowledge.coach') || may(actor, 'knowledge.publish'),
  run: async ({ app, tx, actor, record, input, now }) => {
    await app.registry.guard?.requireUnheld(tx, record.id)
    const context = { app, tx, actor, now }
    const { text = '', picture_ids = [] } = input
    if (text.trim() === '' && picture_ids.length === 0)
      throw invalid('#/text', 'Say which words are taken out, or which pictures.')
    const pictures = await removePictures(context, record, picture_ids)
    const { places, changes, kept } =
      text.trim() === '' ? { places: 0, changes: {}, kept: {} } : await cutEverywhere(context, record, text)
    tx.send(audit(actor, now, 'knowledge.redact', { places, pictures }, record.id))
    return {
      result: { places, pictures },
      changes,
      facts: { places, pictures, ...kept },
      isInternal: true,
      forgetsWords: true,
    }
  },
})

async function removePictures(context: Context, record: RecordRow, ids: readonly string[]): Promise<number> {
  if (ids.length === 0) return 0
  const files = await context.tx.all(
    raw<{ id: string; storage_key: string }>(
      'select id, storage_key from core.attachment where org_id = $1 and record_id = $2 and id = any($3::uuid[]) and removed_at is null for update',
      [record.org_id, record.id, ids],
    ),
  )
  if (files.length !== new Set(ids).size)
    throw invalid('#/picture_ids', 'One of these pictures is not part of the article.')
  removeAttachments(context.app, context.tx, files, { personId: context.actor.personId, now: context.now })
  return files.length
}

/** The columns beside the versions that hold words about an article, by its id. */
const beside = [
  ['article', 'id', ['body', 'application', 'category']],
  ['comment', 'article_id', ['body']],
  ['flag', 'article_id', ['body', 'answer']],
  ['feedback', 'article_id', ['comment']],
  ['exchange_file', 'article_id', ['foreign_front_matter']],
] as const

async function cutEverywhere(context: Context, record: RecordRow, text: string) {
  const { tx } = context
  const versions = await tx.one(
    raw<{ cut: number }>('select knowledge.redact_versions($1, $2, $3) as cut', [
      record.id,
      text,
      short_mark,
    ]),
  )
  let places = versions.cut
  for (const [table, key, columns] of beside) {
    const cut = columns.map((column) => `${column} = replace(${column}, $3, $4)`).join(', ')
    const isThere = columns.map((column) => `position($3 in ${column}) > 0`).join(' or ')
    const rows = await tx.all(
      raw(
        `update knowledge.${table} set ${cut} where org_id = $1 and ${key} = $2 and (${isThere}) returning 1`,
        [record.org_id, record.id, text, short_mark],
      ),
    )
    // The article's own text is that of its latest version.
    if (table !== 'article') places += rows.length
  }
  places += await cutReports(context, record, text)
  const { changes, outside, inside, facts } = await redactEverywhere(context, record, text)
  places += outside + inside + (await forgetBehind(context, record, text, text))
  if (places === 0)
    throw invalid('#/text', 'This text is not in the article. Look at its present words and try again.')
  await findAnew(context, { ...record, ...changes })
  return { places, changes, kept: facts }
}

/** What imports told of the article. */
async function cutReports({ tx }: Context, record: RecordRow, text: string): Promise<number> {
  const runs = await tx.all(
    raw<{ id: string; report: unknown }>(
      `select id, report from knowledge.exchange_run
       where org_id = $1 and position($2 in report::text) > 0 and position($3 in report::text) > 0 for update`,
      [record.org_id, record.id, JSON.stringify(text).slice(1, -1)],
    ),
  )
  for (const { id, report } of runs)
    tx.send(
      raw('update knowledge.exchange_run set report = $3 where org_id = $1 and id = $2', [
        record.org_id,
        id,
        JSON.stringify(without(report, text)),
      ]),
    )
  return runs.length
}

/** Readers and writers find the article by the words that it still has. */
async function findAnew({ tx, now }: Context, record: RecordRow): Promise<void> {
  const article = await articleOf(tx, record)
  tx.send(forgetWords(record.org_id, record.id))
  tx.send(forgetWords(record.org_id, article.draft_entry_id))
  const { published_version, latest_version } = article
  if (published_version !== null)
    tx.send(indexPublished(record, await versionOf(tx, record.org_id, record.id, published_version), now))
  if (published_version !== latest_version)
    tx.send(indexDraft(record, article, await versionOf(tx, record.org_id, record.id, latest_version), now))
}
