import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { useRouter } from '@tanstack/react-router'
import { useFormat } from '../../../web/i18n/useFormat.tsx'
import { AppLink } from '../../../web/kit/AppLink.tsx'
import { EmptyState } from '../../../web/kit/EmptyState.tsx'
import { ErrorState } from '../../../web/kit/ErrorState.tsx'
import { FileDrop } from '../../../web/kit/FileDrop.tsx'
import { PageHeader } from '../../../web/kit/PageHeader.tsx'
import { ListSkeleton } from '../../../web/kit/Skeletons.tsx'
import { importsQuery, sentenceOf, upload_bytes_max, uploadImport } from './data.ts'
import { FolderChoice } from './FolderChoice.tsx'
import styles from './imports.module.css'
import { importsPath } from './paths.ts'
import { RunBadge } from './RunBadge.tsx'
import { useChannelsT } from './useChannelsT.ts'

/** The beginning of an import, and the imports of the past. */
export function Page() {
  const t = useChannelsT()
  const router = useRouter()
  const queries = useQueryClient()
  const upload = useMutation({
    mutationFn: uploadImport,
    onSuccess: (run) => {
      queries.setQueryData(['imports', run.id], run)
      router.history.push(`${importsPath}/${run.id}`)
    },
  })
  return (
    <div className={styles.page}>
      <PageHeader title={t('channels.list.title')} note={t('channels.list.note')} />
      <h2 className={styles.choice}>{t('channels.list.tickets')}</h2>
      <p className={styles.dim}>{t('channels.list.ticketsNote')}</p>
      <FileDrop
        label={upload.isPending ? t('channels.list.uploading') : t('channels.list.choose')}
        accept=".csv,.tsv,.txt,.xes,.gz,.zip,.tar,.tgz"
        files_max={1}
        size_bytes_max={upload_bytes_max}
        isDisabled={upload.isPending}
        onFiles={([file]) => file && upload.mutate(file)}
      />
      <FolderChoice isPending={upload.isPending} onFolder={upload.mutate} />
      {upload.error && (
        <p role="alert" className={styles.failure}>
          {sentenceOf(upload.error) || t('channels.list.uploadFailed')}
        </p>
      )}
      <section className={styles.section} aria-labelledby="imports-past">
        <h2 id="imports-past">{t('channels.list.past')}</h2>
        <Past />
      </section>
    </div>
  )
}

function Past() {
  const t = useChannelsT()
  const format = useFormat()
  const { data, error, refetch } = useQuery(importsQuery)
  if (error) return <ErrorState problem={error} onRetry={() => void refetch()} />
  if (!data) return <ListSkeleton rows={3} />
  if (data.rows.length === 0)
    return <EmptyState title={t('channels.list.empty')}>{t('channels.list.emptyBody')}</EmptyState>
  return (
    <ul className={styles.list}>
      {data.rows.map((row) => (
        <li key={row.id}>
          <span>
            <AppLink href={`${importsPath}/${row.id}`}>{row.file_name}</AppLink>{' '}
            <span className={styles.small}>
              {[
                format.fileSize(row.size_bytes),
                format.dateTime(row.created_at),
                row.created_by?.name ?? t('channels.list.commandLine'),
                ...(row.stored === null
                  ? []
                  : [t(`channels.list.stored_${row.kind}`, { count: row.stored })]),
              ].join(' · ')}
            </span>
          </span>
          <RunBadge run={row} />
        </li>
      ))}
    </ul>
  )
}
