/** Knowledge: articles, their versions and what readers say of them. See README.md for what always holds. */
import type { Capability } from '../../core/registry.ts'
import { declareTexts } from '../../core/search/texts.ts'
import { create } from './actions/create.ts'
import { edit, restoreVersion } from './actions/edit.ts'
import { archive, publish, revive, sendBack, submit, unpublish, validate } from './actions/publish.ts'
import { rate } from './actions/rate.ts'
import { articleLife } from './lifecycle.ts'
import { list } from './queries/list.ts'
import { show, showBySlug } from './queries/show.ts'
import { suggest } from './queries/suggest.ts'
import { textsOfArticles } from './queries/texts.ts'
import { compare, versions } from './queries/versions.ts'

export { type ArticleFile, knownArticles, storeArticles, type WholeArticle } from './bulk/store-articles.ts'
export type { ArticleAudience } from './lifecycle.ts'

declareTexts('article', textsOfArticles)

export const knowledge: Capability = {
  name: 'knowledge',
  plural: { article: 'articles' },
  lifecycles: [articleLife],
  readings: [{ kind: 'article', all: 'knowledge.write', internal: 'knowledge.read_internal' }],
  recordActions: [
    edit,
    restoreVersion,
    submit,
    validate,
    sendBack,
    publish,
    unpublish,
    archive,
    revive,
    rate,
  ],
  plainActions: [create],
  readers: [list, showBySlug, show, versions, compare, suggest],
}
