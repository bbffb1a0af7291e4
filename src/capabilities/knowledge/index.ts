/** Knowledge: articles, their versions and what readers say of them. See README.md for what always holds. */
import { sql } from 'kysely'
import type { Capability } from '../../core/registry.ts'
import { declareField, declareKind, declarePrior } from '../../core/search/fields.ts'
import { declareTexts } from '../../core/search/texts.ts'
import { comment, removeComment } from './actions/comment.ts'
import { create } from './actions/create.ts'
import { edit, restoreVersion } from './actions/edit.ts'
import { answerFlag, flag } from './actions/flag.ts'
import { archive, publish, revive, sendBack, submit, unpublish, validate } from './actions/publish.ts'
import { rate } from './actions/rate.ts'
import { redact } from './actions/redact.ts'
import { review } from './actions/review.ts'
import { setTemplate } from './actions/template.ts'
import { didNotHelp } from './actions/use.ts'
import { applications } from './applications.ts'
import { hearTickets } from './follower.ts'
import { articleLife } from './lifecycle.ts'
import { mountPublic } from './public/routes.ts'
import { setPublic, showPublic } from './public/setting.ts'
import { fromTicket } from './queries/from-ticket.ts'
import { licenses } from './queries/licenses.ts'
import { list } from './queries/list.ts'
import { show, showBySlug } from './queries/show.ts'
import { suggest } from './queries/suggest.ts'
import { talk } from './queries/talk.ts'
import { templates } from './queries/templates.ts'
import { textsOfArticles } from './queries/texts.ts'
import { timeline } from './queries/timeline.ts'
import { articlesOfTicket } from './queries/uses.ts'
import { compare, versions } from './queries/versions.ts'
import { work } from './queries/work.ts'
import { remindReviews } from './reminders.ts'

export { declareApplications } from './applications.ts'
export { coverArticles } from './bulk/cover-articles.ts'
export { type ArticleFile, knownArticles, storeArticles, type WholeArticle } from './bulk/store-articles.ts'
export { declareCauses } from './causes.ts'
export { addressesOf, addressKey, resolveTarget, type Site } from './exchange/site.ts'
export { type InnerArticle, innerArticles, MayGiveAway, requireKept } from './given-away.ts'
export type { ArticleAudience } from './lifecycle.ts'

declareTexts('article', textsOfArticles)
declareField(
  'app',
  (actor, value) =>
    sql<boolean>`exists (select from knowledge.article a where r.kind = 'article' and a.org_id = ${actor.orgId} and a.id = r.id and lower(a.application) = lower(${value}))`,
)
declareKind(
  'known_error',
  'article',
  sql<boolean>`exists (select from knowledge.article a where a.org_id = r.org_id and a.id = r.id and to_jsonb(a)->>'article_kind' = 'known_error')`,
)
// An answer that was written for all weighs more than a ticket, and more when somebody has validated it.
declarePrior(
  'article',
  sql<number>`case when r.state in ('draft', 'work_in_progress', 'not_validated') then 1.1 else 1.25 end`,
)

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
    review,
    rate,
    comment,
    removeComment,
    flag,
    answerFlag,
    redact,
    didNotHelp,
  ],
  plainActions: [create, setTemplate, setPublic],
  readers: [
    list,
    applications,
    work,
    licenses,
    showPublic,
    templates,
    fromTicket,
    articlesOfTicket,
    showBySlug,
    show,
    talk,
    timeline,
    versions,
    compare,
    suggest,
  ],
  follower: hearTickets,
  jobs: { 'knowledge.remind_reviews': remindReviews },
  routes: mountPublic,
  schedules: ['10 * * * * knowledge.remind_reviews'],
}
