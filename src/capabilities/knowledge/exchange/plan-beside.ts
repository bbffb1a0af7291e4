/** What stands beside the text of a page, as an article can hold it; what it cannot is told. */
import { type ArticleKind, articleKinds, articleLife, audiences } from '../lifecycle.ts'
import type { Remark } from './dialect.ts'
import type { Page } from './front-matter.ts'
import type { Current, NamedFor } from './known.ts'

const tags_max = 20
const tag_length_max = 60
const name_length_max = 200
const for_max = 20

type Around = { owners: ReadonlyMap<string, string>; named: NamedFor; current: Current | null }

/** Adds to `told` what somebody should look at. */
export function besideOf({ meta }: Page, path: string, { owners, named, current }: Around, told: Remark[]) {
  const note = (kind: Remark['kind'], detail: string) => told.push({ path, line: 1, kind, detail })
  const line = (text: string | null) =>
    text === null
      ? null
      : text
          .replace(/[\p{Cc}\p{Cs}\s]+/gu, ' ')
          .trim()
          .slice(0, name_length_max) || null
  const tags = (meta.tags ?? []).map((tag) =>
    tag
      .replace(/[\p{Cc}\p{Cs}]+/gu, ' ')
      .trim()
      .slice(0, tag_length_max),
  )
  if (tags.length > tags_max || tags.some((tag, at) => tag !== meta.tags?.[at]))
    note(
      'tags',
      `An article has at most ${tags_max} tags of ${tag_length_max} characters; the others were left out.`,
    )
  const owner_id = meta.owner === null ? null : (owners.get(meta.owner.toLowerCase()) ?? null)
  if (meta.owner !== null && owner_id === null)
    note('owner', `Nobody who may write articles here has the address “${meta.owner.slice(0, 200)}”.`)
  const audience = audiences.find((each) => each === meta.audience) ?? null
  if (meta.audience !== null && audience === null)
    note('front-matter', `“${meta.audience.slice(0, 60)}” is no audience; say ${audiences.join(', ')}.`)
  if (current !== null && audience !== null && audience !== current.audience)
    note('audience', `Whom it is for changes from ${current.audience} to ${audience}.`)
  const state = meta.state !== null && meta.state in articleLife.states ? meta.state : null
  if (meta.state !== null && state === null)
    note('state', `“${meta.state.slice(0, 60)}” is no state of an article.`)
  const review = meta.review_at === null ? Number.NaN : Date.parse(meta.review_at)
  if (meta.review_at !== null && Number.isNaN(review)) note('front-matter', 'The review date is no date.')
  const article_kind = articleKinds.find((each) => each === meta.kind) ?? null
  if (meta.kind !== null && article_kind === null)
    note('front-matter', `“${meta.kind.slice(0, 60)}” is no kind of article; say ${articleKinds.join(', ')}.`)
  const idsOf = (names: string[] | null, ids: ReadonlyMap<string, string>) => {
    for (const name of names ?? [])
      if (!ids.has(name.toLowerCase()))
        note('front-matter', `No role or department here is called “${name.slice(0, 200)}”.`)
    const known = names?.flatMap((name) => ids.get(name.toLowerCase()) ?? [])
    return known === undefined ? null : [...new Set(known)].slice(0, for_max)
  }
  return {
    article_kind: article_kind as ArticleKind | null,
    role_ids: idsOf(meta.roles, named.roles),
    department_ids: idsOf(meta.departments, named.departments),
    tags: [...new Set(tags.filter(Boolean))].slice(0, tags_max),
    topic: line(meta.category),
    application: line(meta.application),
    audience,
    state,
    owner_id,
    review_at: Number.isNaN(review) ? null : new Date(review).toISOString(),
  }
}
