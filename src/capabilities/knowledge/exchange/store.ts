/** Does what a plan says. Cut off anywhere and done again, it doubles nothing: what is stored already is the same. */
import { posix } from 'node:path'
import { Readable } from 'node:stream'
import { type Actor, may } from '../../../core/actor.ts'
import type { App } from '../../../core/app.ts'
import { execute } from '../../../core/execute.ts'
import { takeNumbers } from '../../../core/records/insert-rows.ts'
import { type Raw, raw, write } from '../../../platform/db/transaction.ts'
import { classify } from '../../../platform/files/classify.ts'
import { FileRefused } from '../../../platform/files/refusals.ts'
import { Problem } from '../../../platform/http/problem.ts'
import { newId } from '../../../platform/id/id.ts'
import { edit } from '../actions/edit.ts'
import { coverArticles } from '../bulk/cover-articles.ts'
import { type ArticleFile, sendFiles, storeArticles } from '../bulk/store-articles.ts'
import { type ArticleAudience, articleLife } from '../lifecycle.ts'
import type { Files } from './archive.ts'
import { type Remark, relative } from './dialect.ts'
import type { Plan, PlannedPage } from './plan.ts'

export type ImportSettings = {
  /** Whether readers see what is imported; else it is work in progress. Takes knowledge.publish. */
  is_published: boolean
  /** For pages that do not tell theirs. */
  audience: ArticleAudience
}

export type Done = {
  created: number
  changed: number
  same: number
  refused: number
  files: number
  remarks: Remark[]
}

const pages_per_batch = 20

type Work = { app: App; actor: Actor; files: Files; source: string; settings: ImportSettings; done: Done }

/** Stores the pages; `onProgress` is told after each batch how many of them are over. */
export async function storePlan(
  app: App,
  actor: Actor,
  plan: Plan,
  options: { files: Files; source: string; settings: ImportSettings },
  onProgress: (done: number) => Promise<void>,
): Promise<Done> {
  const done: Done = { created: 0, changed: 0, same: 0, refused: 0, files: 0, remarks: [...plan.remarks] }
  const work: Work = { app, actor, ...options, done }
  for (let from = 0; from < plan.pages.length; from += pages_per_batch) {
    const batch = plan.pages.slice(from, from + pages_per_batch)
    await storeNew(
      work,
      batch.filter(({ what }) => what === 'new'),
    )
    for (const page of batch.filter(({ what }) => what === 'changed')) await storeChanged(work, page)
    done.same += batch.filter(({ what }) => what === 'same').length
    done.refused += batch.filter(({ what }) => what === 'refused').length
    await onProgress(from + batch.length)
  }
  return done
}

/** The state that the page should come to. */
function wantedState({ state }: PlannedPage, { settings, actor }: Work): string {
  if (!settings.is_published || !may(actor, 'knowledge.publish')) return articleLife.initial
  return state ?? 'validated'
}

async function storeNew(work: Work, pages: readonly PlannedPage[]): Promise<void> {
  if (pages.length === 0) return
  const { app, actor, settings, done } = work
  const ready: { page: PlannedPage; body: string; files: ArticleFile[] }[] = []
  for (const page of pages) ready.push({ page, ...(await storeFiles(work, page)) })
  await write(app.pool, actor.orgId, async (tx) => {
    const numbers = await takeNumbers(tx, ready.length)
    const now = app.clock.now().toISOString()
    const covered = await coverArticles(
      app,
      tx,
      now,
      ready.map(({ page, body, files }, index) => ({
        id: page.id,
        number: numbers[index] ?? 0,
        importedKey: `exchange:${page.id}`,
        title: page.title,
        body,
        tags: page.tags,
        audience: page.audience ?? settings.audience,
        actorId: actor.personId,
        ownerId: page.owner_id ?? actor.personId,
        topic: page.topic,
        application: page.application,
        reviewAt: page.review_at,
        kind: page.article_kind ?? undefined,
        roleIds: page.role_ids ?? [],
        departmentIds: page.department_ids ?? [],
        isDraft: wantedState(page, work) !== 'validated',
        note: `Imported from ${page.path}.`.slice(0, 500),
        at: now,
        files,
      })),
    )
    storeArticles(tx, covered.articles)
    covered.keep()
    for (const { page, files } of ready) tx.send(rememberFile(actor.orgId, page, work.source, files, 1, now))
  })
  done.created += pages.length
  for (const page of pages) if (page.body.trim() !== '') await moveTo(work, page, wantedState(page, work))
}

async function storeChanged(work: Work, page: PlannedPage): Promise<void> {
  const { app, actor, done } = work
  // A changed page has what it changes.
  const current = page.current!
  const { body, files } = await storeFiles(work, page)
  const now = app.clock.now().toISOString()
  const isNewText = page.title !== current.latest_title || body !== current.latest_body
  const audience = isAudienceTaken(work, page) ? page.audience : null
  const input = {
    title: page.title,
    body,
    note: `Imported from ${page.path}.`.slice(0, 500),
    ...(page.tags.length > 0 ? { tags: page.tags } : {}),
    ...(page.topic === null ? {} : { topic: page.topic }),
    ...(page.application === null ? {} : { application: page.application }),
    ...(audience === null ? {} : { audience }),
    ...(page.owner_id === null ? {} : { owner_id: page.owner_id }),
    ...(page.review_at === null ? {} : { review_at: page.review_at }),
    ...(page.article_kind === null ? {} : { article_kind: page.article_kind }),
    ...(page.role_ids === null ? {} : { role_ids: page.role_ids }),
    ...(page.department_ids === null ? {} : { department_ids: page.department_ids }),
  }
  const version = current.latest_version + (isNewText ? 1 : 0)
  try {
    await execute(app, actor, edit, input, page.id, {
      first: async (tx) => {
        // The file is this article's by its id; another one that lay at its path gives the place up.
        tx.send(
          raw(
            `update knowledge.exchange_file set path = left(path, 400) || ' ' || article_id
             where org_id = $1 and source = $2 and path = $3 and article_id <> $4`,
            [actor.orgId, work.source, page.path, page.id],
          ),
        )
        // Readers see its pictures with the text that names them.
        sendFiles(tx, [{ id: page.id, actorId: actor.personId, at: now, files, isDraft: true }])
        tx.send(rememberFile(actor.orgId, page, work.source, files, version, now))
      },
    })
    done.changed++
  } catch (error) {
    if (!(error instanceof Problem)) throw error
    done.refused++
    done.remarks.push({ path: page.path, line: 1, kind: 'state', detail: error.message })
    return
  }
  const wanted = wantedState(page, work)
  const isRepublished = isNewText && current.state === 'validated' && wanted === 'validated'
  if (isRepublished) await act(work, page, 'publish')
  else if (wanted !== articleLife.initial || page.state !== null) await moveTo(work, page, wanted)
}

/** Whom an article that is shown is for changes at once, so that only an import for readers to see may change it. */
function isAudienceTaken({ settings, done }: Work, page: PlannedPage): boolean {
  const { current, audience } = page
  const isShown = current !== null && ['validated', 'not_validated'].includes(current.state)
  if (settings.is_published || !isShown || audience === null || audience === current.audience) return true
  done.remarks.push({
    path: page.path,
    line: 1,
    kind: 'audience',
    detail: `Readers see this article already, and it was imported as work in progress: it stays for ${current.audience}.`,
  })
  return false
}

/** Goes from state to state by the shortest way of moves that the importer may take. */
async function moveTo(work: Work, page: PlannedPage, wanted: string): Promise<void> {
  const { settings } = work
  if (!settings.is_published) return
  const isOut = page.body.trim() !== '' && wantedState(page, work) === 'validated'
  const from = page.current?.state ?? (isOut ? 'validated' : articleLife.initial)
  for (const move of wayTo(from, wanted)) if (!(await act(work, page, move))) return
}

/** The moves from one state to another, the fewest possible; none when there is no way. */
export function wayTo(from: string, to: string): string[] {
  const ways = new Map<string, string[]>([[from, []]])
  for (const state of ways.keys()) {
    for (const [move, { from: starts, to: end }] of Object.entries(articleLife.moves)) {
      // Sending back asks for a reason, which a file does not have.
      if (
        move === 'send_back' ||
        move === 'validate' ||
        ways.has(end) ||
        !(starts as readonly string[]).includes(state)
      )
        continue
      ways.set(end, [...(ways.get(state) ?? []), move])
    }
  }
  return ways.get(to) ?? []
}

async function act(work: Work, page: PlannedPage, move: string): Promise<boolean> {
  const action = [...work.app.registry.recordActions.values()].find(
    (each) => each.life.kind === 'article' && each.move === move,
  )
  if (!action) return false
  try {
    await execute(work.app, work.actor, action, {}, page.id)
    return true
  } catch (error) {
    if (!(error instanceof Problem)) throw error
    work.done.remarks.push({ path: page.path, line: 1, kind: 'state', detail: error.message })
    return false
  }
}

/** Puts the new files into the store; the place of one that is refused keeps the path, with a remark. */
async function storeFiles(work: Work, page: PlannedPage): Promise<{ body: string; files: ArticleFile[] }> {
  const { app, actor, done } = work
  const files: ArticleFile[] = []
  let { body } = page
  const carrier = newId()
  for (const asset of page.assets.filter(({ isNew }) => isNew)) {
    try {
      // Every asset of a plan was found among the files.
      const put = await app.files.put(Readable.from([Buffer.from(work.files.get(asset.path)!)]), {
        size_bytes_max: app.config.uploadBytesMax,
      })
      const verdict = classify({
        name: posix.basename(asset.path),
        size_bytes: put.size_bytes,
        content: put.content,
      })
      if (verdict.refusal) {
        await app.files.remove(put.key)
        throw verdict.refusal
      }
      if (asset.isShown && !verdict.isInline)
        body = body.replaceAll(`/api/attachments/${asset.id}/image`, `/api/attachments/${asset.id}`)
      files.push({
        id: asset.id,
        record_id: page.id,
        message_id: carrier,
        uploaded_by: actor.personId,
        name: verdict.name,
        media_type: verdict.type,
        size_bytes: put.size_bytes,
        sha256: `\\x${put.sha256}`,
        storage_key: put.key,
        is_inline: verdict.isInline,
        scan: app.config.clamd === undefined ? null : 'waiting',
        created_at: app.clock.now().toISOString(),
      })
      done.files++
    } catch (error) {
      if (!(error instanceof FileRefused)) throw error
      const address = `/api/attachments/${asset.id}${asset.isShown ? '/image' : ''}`
      body = body.replaceAll(address, relative(page.path, asset.path))
      done.remarks.push({ path: page.path, line: 1, kind: 'file', detail: `${asset.path}: ${error.message}` })
    }
  }
  return { body, files }
}

function rememberFile(
  orgId: string,
  page: PlannedPage,
  source: string,
  files: readonly ArticleFile[],
  version: number,
  now: string,
): Raw<unknown> {
  const stored = new Set(files.map(({ id }) => id))
  const kept = page.assets.filter(({ id, isNew }) => !isNew || stored.has(id))
  return raw(
    `insert into knowledge.exchange_file (org_id, article_id, key, source, path, foreign_front_matter, assets, sha256, broken_links, imported_version, imported_at)
     values ($1,$2,$3,$4,$5,$6,$7::jsonb,$8,$9,$10,$11)
     on conflict (org_id, article_id) do update set source = excluded.source, path = excluded.path, foreign_front_matter = excluded.foreign_front_matter,
       assets = knowledge.exchange_file.assets || excluded.assets, sha256 = excluded.sha256, broken_links = excluded.broken_links,
       imported_version = excluded.imported_version, imported_at = excluded.imported_at`,
    [
      orgId,
      page.id,
      page.key,
      source,
      page.path,
      page.foreign,
      JSON.stringify(Object.fromEntries(kept.map(({ id, path }) => [id, path]))),
      page.sha256,
      page.broken_links,
      version,
      now,
    ],
  )
}
