import { Button, NativeSelect, Switch } from '@mantine/core'
import { useQuery, useQueryClient } from '@tanstack/react-query'
import { useNavigate, useParams, useRouter, useSearch } from '@tanstack/react-router'
import { useState } from 'react'
import { api, ask, ProblemError } from '../../../../web/api/client.ts'
import { Time } from '../../../../web/i18n/Time.tsx'
import { AppLink } from '../../../../web/kit/AppLink.tsx'
import { PageHeader } from '../../../../web/kit/PageHeader.tsx'
import { PageSkeleton, TextSkeleton } from '../../../../web/kit/Skeletons.tsx'
import { toast } from '../../../../web/kit/toast.ts'
import { articleQuery } from '../answers/library.ts'
import { useKnowledgeT } from '../useKnowledgeT.ts'
import { ArticleLost } from './ArticleLost.tsx'
import { compareQuery, type Version, versionsQuery } from './articles.ts'
import { Diff } from './Diff.tsx'
import styles from './desk.module.css'

/** Who changed what and why; two versions side by side in one text. */
export function Page() {
  const { id = '' } = useParams({ strict: false }) as { id?: string }
  const versions = useQuery(versionsQuery(id))
  const article = useQuery(articleQuery(id, true))
  if (versions.isPending || article.isPending)
    return (
      <div className={styles.page}>
        <PageSkeleton />
      </div>
    )
  if (versions.isError) return <ArticleLost problem={versions.error} onRetry={() => versions.refetch()} />
  if (article.isError) return <ArticleLost problem={article.error} onRetry={() => article.refetch()} />
  const { title, may, published_version } = article.data
  return (
    <Versions
      id={id}
      title={title}
      rows={versions.data.rows}
      published={published_version}
      mayRestore={may.includes('knowledge.restore_version')}
    />
  )
}

type VersionsProps = {
  id: string
  title: string
  rows: readonly Version[]
  published: number | null
  mayRestore: boolean
}

function Versions({ id, title, rows, published, mayRestore }: VersionsProps) {
  const t = useKnowledgeT()
  const navigate = useNavigate()
  const search = useSearch({ strict: false }) as { from?: unknown; to?: unknown }
  const [isWhole, setWhole] = useState(false)
  const newest = rows[0]?.version ?? 1
  const to = Number(search.to ?? newest)
  const from = Number(search.from ?? Math.max(1, to - 1))
  const choose = (part: { from?: number; to?: number }) =>
    navigate({ to: '.', search: { from, to, ...part }, replace: true })
  const options = rows.map(({ version }) => ({
    value: String(version),
    label: t('knowledge.version.n', { n: version }),
  }))
  return (
    <div className={styles.page}>
      <PageHeader
        title={t('knowledge.version.title')}
        above={
          <AppLink href={`/desk/knowledge/${id}`} className={styles.crumb}>
            {title}
          </AppLink>
        }
      />
      <div className={styles.versions}>
        <ol>
          {rows.map((row) => (
            <li key={row.version} data-chosen={row.version === to}>
              <VersionLine row={row} isPublished={row.version === published} />
              <div className={styles.row}>
                {row.version > 1 && (
                  <Button
                    size="compact-sm"
                    variant="subtle"
                    onClick={() => choose({ from: row.version - 1, to: row.version })}
                  >
                    {t('knowledge.version.show', { n: row.version })}
                  </Button>
                )}
                {mayRestore && row.version < newest && <Restore id={id} version={row.version} />}
              </div>
            </li>
          ))}
        </ol>
        <div className={styles.form}>
          <div className={styles.row}>
            <NativeSelect
              label={t('knowledge.version.from')}
              value={String(from)}
              data={options}
              onChange={(event) => choose({ from: Number(event.currentTarget.value) })}
            />
            <NativeSelect
              label={t('knowledge.version.to')}
              value={String(to)}
              data={options}
              onChange={(event) => choose({ to: Number(event.currentTarget.value) })}
            />
            <Switch
              label={t('knowledge.version.whole')}
              checked={isWhole}
              onChange={(event) => setWhole(event.currentTarget.checked)}
            />
          </div>
          <Comparison id={id} from={from} to={to} isWhole={isWhole} />
        </div>
      </div>
    </div>
  )
}

function VersionLine({ row, isPublished }: { row: Version; isPublished: boolean }) {
  const t = useKnowledgeT()
  return (
    <div className={styles.version}>
      <strong>
        {t('knowledge.version.n', { n: row.version })}
        {isPublished && ` · ${t('knowledge.version.published')}`}
      </strong>
      {row.note && <span>{row.note}</span>}
      <span className={styles.quiet}>
        {row.author && `${row.author.name}, `}
        <Time at={row.created_at} as="dateTime" />
      </span>
      {row.looks.map((look) => (
        <span key={look.id} className={styles.quiet}>
          {t('knowledge.look.by', { name: look.name })} <Time at={look.at} as="dateTime" />
        </span>
      ))}
    </div>
  )
}

function Comparison({ id, from, to, isWhole }: { id: string; from: number; to: number; isWhole: boolean }) {
  const t = useKnowledgeT()
  const both = useQuery(compareQuery(id, from, to))
  if (both.isPending) return <TextSkeleton lines={6} />
  if (both.isError) return <ArticleLost problem={both.error} onRetry={() => both.refetch()} />
  const text = ({ title, body }: { title: string; body: string }) => `${title}\n\n${body}`
  return (
    <Diff
      before={text(both.data.from)}
      after={text(both.data.to)}
      label={t('knowledge.version.changes', { from, to })}
      isWhole={isWhole}
    />
  )
}

/** An old text comes back as the newest version; nothing is lost by it, so nothing is asked. */
function Restore({ id, version }: { id: string; version: number }) {
  const t = useKnowledgeT()
  const router = useRouter()
  const queries = useQueryClient()
  const restore = async () => {
    try {
      const params = { path: { id } }
      const made = await ask(api.POST('/api/articles/{id}/restore-version', { params, body: { version } }))
      toast.show(t('knowledge.version.restored', { n: version, latest: made.latest_version }), 'success')
      await queries.invalidateQueries({ queryKey: ['record', id] })
      router.history.push(`/desk/knowledge/${id}?draft=1`)
    } catch (error) {
      toast.show(
        error instanceof ProblemError ? (error.detail ?? error.title) : t('knowledge.network'),
        'danger',
      )
    }
  }
  return (
    <Button size="compact-sm" variant="subtle" onClick={restore}>
      {t('knowledge.version.restore', { n: version })}
    </Button>
  )
}
