import { Button } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { useNavigate, useSearch } from '@tanstack/react-router'
import { useState } from 'react'
import { Time } from '../../../../web/i18n/Time.tsx'
import { useFormat } from '../../../../web/i18n/useFormat.tsx'
import { AppLink } from '../../../../web/kit/AppLink.tsx'
import { ErrorState } from '../../../../web/kit/ErrorState.tsx'
import { FileDrop } from '../../../../web/kit/FileDrop.tsx'
import { PageHeader } from '../../../../web/kit/PageHeader.tsx'
import { ListSkeleton } from '../../../../web/kit/Skeletons.tsx'
import { exchangePath, runQuery, runsQuery, sentenceOf, upload_bytes_max, uploadFolder } from './data.ts'
import { ExportForm } from './ExportForm.tsx'
import styles from './exchange.module.css'
import { Preview } from './Preview.tsx'
import { RunForm } from './RunForm.tsx'
import { useExchangeT } from './useExchangeT.ts'

/** A folder of Markdown goes in, with a look at it first; the articles go out. */
export function Page() {
  const t = useExchangeT()
  const { run = '' } = useSearch({ strict: false }) as { run?: string }
  return (
    <div className={styles.page}>
      <PageHeader
        title={t('articleExchange.title')}
        note={t('articleExchange.note')}
        above={<AppLink href="/desk/knowledge">{t('articleExchange.back')}</AppLink>}
      />
      <section className={styles.section} aria-labelledby="exchange-import">
        <h2 id="exchange-import">{t('articleExchange.import.title')}</h2>
        {run === '' ? <Choose /> : <Chosen id={run} />}
      </section>
      {run === '' && <Recent />}
      {run === '' && <ExportForm />}
    </div>
  )
}

function Choose() {
  const t = useExchangeT()
  const navigate = useNavigate()
  const [isLooking, setLooking] = useState(false)
  const [refusal, setRefusal] = useState('')
  const take = async ([file]: File[]) => {
    if (!file) return
    setLooking(true)
    setRefusal('')
    try {
      const { id } = await uploadFolder(file)
      await navigate({ to: '.', search: { run: id } as never })
    } catch (error) {
      setRefusal(sentenceOf(error))
    } finally {
      setLooking(false)
    }
  }
  return (
    <>
      <p className={styles.quiet}>{t('articleExchange.import.lead')}</p>
      <FileDrop
        label={t('articleExchange.import.file')}
        accept=".zip,.md,.markdown"
        files_max={1}
        size_bytes_max={upload_bytes_max}
        isDisabled={isLooking}
        onFiles={(files) => void take(files)}
      />
      <p role="status" className={styles.quiet}>
        {isLooking ? t('articleExchange.import.looking') : ''}
      </p>
      {refusal !== '' && (
        <p role="alert" className={styles.failure}>
          {refusal}
        </p>
      )}
    </>
  )
}

function Chosen({ id }: { id: string }) {
  const t = useExchangeT()
  const run = useQuery(runQuery(id))
  if (run.isPending) return <ListSkeleton rows={4} />
  if (run.isError) return <ErrorState problem={run.error} onRetry={() => void run.refetch()} />
  return (
    <>
      <h3 className={styles.file}>{run.data.file_name}</h3>
      <RunForm run={run.data} />
      <Preview run={run.data} />
      <Button component={AppLink} href={exchangePath} variant="default">
        {t('articleExchange.import.again')}
      </Button>
    </>
  )
}

function Recent() {
  const t = useExchangeT()
  const format = useFormat()
  const runs = useQuery(runsQuery)
  if (!runs.data) return null
  return (
    <section className={styles.section} aria-labelledby="exchange-recent">
      <h2 id="exchange-recent">{t('articleExchange.recent.title')}</h2>
      {runs.data.rows.length === 0 && <p className={styles.quiet}>{t('articleExchange.recent.none')}</p>}
      <ul className={styles.list}>
        {runs.data.rows.map((run) => (
          <li key={run.id}>
            <AppLink href={`${exchangePath}?run=${run.id}`}>{run.file_name}</AppLink>
            <span className={styles.quiet}>
              {t(`articleExchange.state.${run.state}`)} ·{' '}
              {t('articleExchange.recent.line', {
                new: format.number(run.report.counts.new),
                changed: format.number(run.report.counts.changed),
              })}{' '}
              · {run.by} · <Time at={run.created_at} />
            </span>
          </li>
        ))}
      </ul>
    </section>
  )
}
