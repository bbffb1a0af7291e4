import { Button, SegmentedControl } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { useNavigate, useParams, useSearch } from '@tanstack/react-router'
import { api, ask } from '../../../../web/api/client.ts'
import { Time } from '../../../../web/i18n/Time.tsx'
import { useNow } from '../../../../web/i18n/useFormat.tsx'
import { AppLink } from '../../../../web/kit/AppLink.tsx'
import { Markdown } from '../../../../web/kit/Markdown.tsx'
import { PageHeader } from '../../../../web/kit/PageHeader.tsx'
import { PageSkeleton } from '../../../../web/kit/Skeletons.tsx'
import { Shown } from '../../../../web/records/masks/Shown.tsx'
import { RestrictionNotice } from '../../../restriction/web/index.ts'
import { ArticleMeasures } from '../../measure/web/ArticleMeasures.tsx'
import { useDeed } from '../act.ts'
import { type ArticlePage, articleQuery } from '../answers/library.ts'
import { TalkParts } from '../talk/TalkParts.tsx'
import { useKnowledgeT } from '../useKnowledgeT.ts'
import { ArticleLost } from './ArticleLost.tsx'
import { ArticleMoves } from './ArticleMoves.tsx'
import { ArticleTimeline } from './ArticleTimeline.tsx'
import { isOverdue } from './articles.ts'
import styles from './desk.module.css'
import { AudienceBadge, StateBadge } from './look.tsx'

/** One article at the desk: the text as readers see it or as it stands, and everything beside it. */
export function Page() {
  const { id = '' } = useParams({ strict: false }) as { id?: string }
  const isDraft = (useSearch({ strict: false }) as { draft?: unknown }).draft !== undefined
  const article = useQuery(articleQuery(id, isDraft))
  if (article.isPending) return <div className={styles.page}>{<PageSkeleton />}</div>
  if (article.isError)
    return <ArticleLost id={id} problem={article.error} onRetry={() => article.refetch()} />
  return <Article article={article.data} isDraft={isDraft} />
}

function Article({ article, isDraft }: { article: ArticlePage; isDraft: boolean }) {
  const t = useKnowledgeT()
  const navigate = useNavigate()
  return (
    <div className={styles.page}>
      <PageHeader
        title={article.title}
        above={
          <>
            <AppLink href="/desk/knowledge" className={styles.crumb}>
              {t('knowledge.desk.title')}
            </AppLink>{' '}
            · {article.number}
          </>
        }
        actions={<ArticleMoves article={article} />}
      />
      {article.restriction && <RestrictionNotice id={article.id} />}
      <div className={styles.badges}>
        <StateBadge state={article.state} />
        <AudienceBadge audience={article.audience} />
        {article.has_unpublished_changes && (
          <SegmentedControl
            size="xs"
            aria-label={t('knowledge.desk.which')}
            value={isDraft ? 'draft' : 'shown'}
            data={[
              { value: 'shown', label: t('knowledge.desk.published') },
              { value: 'draft', label: t('knowledge.desk.latest') },
            ]}
            onChange={(value) =>
              navigate({ to: '.', search: value === 'draft' ? { draft: 1 } : {}, replace: true })
            }
          />
        )}
      </div>
      {article.has_unpublished_changes && <p className={styles.notice}>{t('knowledge.desk.unpublished')}</p>}
      {article.state === 'not_validated' && (
        <p className={styles.notice}>{t('knowledge.desk.notValidated')}</p>
      )}
      {article.state === 'validated' && article.shown_to !== article.audience && (
        <p className={styles.notice}>{t('knowledge.desk.notPublished')}</p>
      )}
      {article.dead_links.length > 0 && (
        <div role="note" className={styles.notice}>
          <p>{t('knowledge.desk.deadLinks', { count: article.dead_links.length })}</p>
          <ul>
            {article.dead_links.map(({ address, why }) => (
              <li key={address}>
                <code>{address}</code>: {t(`knowledge.desk.dead.${why}`)}
              </li>
            ))}
          </ul>
        </div>
      )}
      <div className={styles.columns}>
        <article className={styles.text}>
          <Markdown source={article.body} headingOffset={1} />
        </article>
        <Facts article={article} />
        <div className={styles.below}>
          <TalkParts id={article.id} mayFlag={article.may.includes('knowledge.flag')} />
          {article.latest_version !== null && <ArticleTimeline id={article.id} />}
        </div>
      </div>
    </div>
  )
}

function Facts({ article }: { article: ArticlePage }) {
  const t = useKnowledgeT()
  const now = useNow()
  const { helpful } = article
  const facts: [string, React.ReactNode][] = [
    [t('knowledge.field.kind'), t(`knowledge.kind.${article.article_kind}`)],
    [
      t('knowledge.field.shown'),
      article.shown_to ? t(`knowledge.audience.${article.shown_to}`) : t('knowledge.field.nobody'),
    ],
    [t('knowledge.field.owner'), article.owner?.name],
    [t('knowledge.field.topic'), article.topic],
    [t('knowledge.field.application'), article.application],
    [t('knowledge.field.tags'), article.tags.join(', ')],
    [
      t('knowledge.field.review'),
      article.review_at && (
        <span className={isOverdue(article, now) ? styles.overdue : undefined}>
          <Time at={article.review_at} as="date" />
          {isOverdue(article, now) && ` · ${t('knowledge.field.overdue')}`}
        </span>
      ),
    ],
    [t('knowledge.field.updated'), <Time key="updated" at={article.shown_at} as="dateTime" />],
    [t('knowledge.field.helpful'), t('knowledge.desk.helpful', { yes: helpful.yes, no: helpful.no })],
    [
      t('knowledge.field.used'),
      article.used.solved + article.used.did_not_help > 0 && t('knowledge.desk.used', article.used),
    ],
    [
      t('knowledge.field.views'),
      article.views_30_days === null ? null : t('knowledge.desk.views', { count: article.views_30_days }),
    ],
  ]
  return (
    <aside className={styles.facts} aria-label={t('knowledge.desk.about')}>
      <dl>
        {facts
          .filter(([, value]) => value)
          .map(([name, value]) => (
            <div key={name}>
              <dt>{name}</dt>
              <dd>{value}</dd>
            </div>
          ))}
      </dl>
      <Standing article={article} />
      {article.latest_version !== null && (
        <AppLink href={`/desk/knowledge/${article.id}/versions`}>
          {t('knowledge.desk.versions', { count: article.latest_version })}
        </AppLink>
      )}
      {article.shown_to !== null && (
        <AppLink href={`/answers/${article.id}`}>{t('knowledge.desk.asReader')}</AppLink>
      )}
      <ArticleMeasures id={article.id} />
      <h2>{t('knowledge.desk.tickets')}</h2>
      {article.tickets.length === 0 && <p className={styles.quiet}>{t('knowledge.desk.noTickets')}</p>}
      <ul>
        {article.tickets.map((ticket) => (
          <li key={ticket.id}>
            <AppLink href={`/desk/tickets/${ticket.id}`}>
              {ticket.number} <Shown text={ticket.title} />
            </AppLink>
          </li>
        ))}
      </ul>
    </aside>
  )
}

/** Looked at again, and why what one might expect to do is not open. */
function Standing({ article }: { article: ArticlePage }) {
  const t = useKnowledgeT()
  const { run, isBusy } = useDeed([['record', article.id], ['articles']])
  const isOpen = article.state === 'not_validated' || article.has_unpublished_changes
  const params = { path: { id: article.id } }
  return (
    <>
      {article.may.includes('knowledge.review') && (
        <Button
          size="compact-md"
          variant="default"
          disabled={isBusy}
          onClick={() =>
            void run(
              () => ask(api.POST('/api/articles/{id}/review', { params, body: {} })),
              t('knowledge.desk.reviewed'),
            )
          }
        >
          {t('knowledge.desk.stillRight')}
        </Button>
      )}
      {isOpen && article.latest_version !== null && !article.may.includes('knowledge.validate') && (
        <p className={styles.quiet}>{t(`knowledge.why.${article.why_not ?? 'license'}`)}</p>
      )}
    </>
  )
}
