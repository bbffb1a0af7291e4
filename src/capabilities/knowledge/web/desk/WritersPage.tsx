import { Button } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { api, ask } from '../../../../web/api/client.ts'
import { AppLink } from '../../../../web/kit/AppLink.tsx'
import { EmptyState } from '../../../../web/kit/EmptyState.tsx'
import { ErrorState } from '../../../../web/kit/ErrorState.tsx'
import { TextAreaField } from '../../../../web/kit/fields.tsx'
import { PageHeader } from '../../../../web/kit/PageHeader.tsx'
import { DataTable } from '../../../../web/kit/table/DataTable.tsx'
import { useMay } from '../../../../web/shell/session.ts'
import { useDeed } from '../act.ts'
import { useKnowledgeT } from '../useKnowledgeT.ts'
import { type Kind, useTemplates } from './articles.ts'
import styles from './desk.module.css'
import { PublicSwitch } from './PublicSwitch.tsx'

/** For coaches: who writes with which license, and the templates that articles begin with. */
export function Page() {
  const t = useKnowledgeT()
  const holders = useQuery({
    queryKey: ['articles', 'licenses'],
    queryFn: () => ask(api.GET('/api/articles/licenses')),
  })
  const may = useMay()
  const rows = holders.data?.rows ?? []
  return (
    <div className={styles.page}>
      <PageHeader
        title={t('knowledge.writers.title')}
        above={
          <AppLink href="/desk/knowledge" className={styles.crumb}>
            {t('knowledge.desk.title')}
          </AppLink>
        }
        note={t('knowledge.writers.note')}
      />
      <DataTable
        id="knowledge-writers"
        label={t('knowledge.writers.title')}
        columns={[
          {
            key: 'name',
            header: t('knowledge.writers.name'),
            isMain: true,
            width: 'minmax(12rem, 3fr)',
            render: (row) => row.name,
          },
          {
            key: 'license',
            header: t('knowledge.writers.license'),
            width: '10rem',
            narrow: 'show',
            render: (row) => t(`knowledge.license.${row.license}`),
          },
          {
            key: 'articles',
            header: t('knowledge.writers.articles'),
            width: '8rem',
            align: 'end',
            render: (row) => row.articles,
          },
        ]}
        rows={rows}
        rowKey={(row) => row.id}
        rowName={(row) => row.name}
        rows_total={rows.length}
        isLoading={holders.isPending}
        hasMore={false}
        loadMore={() => undefined}
        empty={<EmptyState title={t('knowledge.writers.none')} />}
        error={holders.isError && <ErrorState problem={holders.error} onRetry={() => holders.refetch()} />}
      />
      {may('organization.manage') && <PublicSwitch />}
      <Templates />
    </div>
  )
}

/** The templates that articles begin with. */
function Templates() {
  const t = useKnowledgeT()
  const templates = useTemplates()
  return (
    <>
      <h2 className={styles.heading}>{t('knowledge.writers.templates')}</h2>
      <p className={styles.quiet}>
        {t('knowledge.writers.templatesHint', {
          symptom: '{{symptom}}',
          cause: '{{cause}}',
          steps: '{{steps}}',
        })}
      </p>
      {templates.map((template) => (
        <Template key={`${template.kind}${template.is_own}`} {...template} />
      ))}
    </>
  )
}

function Template({ kind, body, is_own }: { kind: Kind; body: string; is_own: boolean }) {
  const t = useKnowledgeT()
  const [text, setText] = useState(body)
  const { run, isBusy } = useDeed([['articles', 'templates']])
  const name = t(`knowledge.kind.${kind}`)
  const store = (next: string | null) =>
    run(
      () =>
        ask(api.PUT('/api/articles/templates/{kind}', { params: { path: { kind } }, body: { body: next } })),
      t('knowledge.writers.stored', { name }),
    )
  return (
    <section className={styles.form} aria-label={name}>
      <TextAreaField
        label={name}
        hint={is_own ? t('knowledge.writers.own') : t('knowledge.writers.shipped')}
        required={false}
        maxLength={20_000}
        value={text}
        onChange={(event) => setText(event.currentTarget.value)}
      />
      <div className={styles.row}>
        <Button disabled={isBusy || text === body} onClick={() => void store(text)}>
          {t('knowledge.edit.save')}
        </Button>
        {is_own && (
          <Button variant="default" disabled={isBusy} onClick={() => void store(null)}>
            {t('knowledge.writers.reset')}
          </Button>
        )}
      </div>
    </section>
  )
}
