/** The mail that goes out: its limits, its signature, and its words. */
import { useQuery } from '@tanstack/react-query'
import { AppLink } from '../../../../web/kit/AppLink.tsx'
import { ErrorState } from '../../../../web/kit/ErrorState.tsx'
import { PageHeader } from '../../../../web/kit/PageHeader.tsx'
import { ListSkeleton } from '../../../../web/kit/Skeletons.tsx'
import { useMay } from '../../../../web/shell/session.ts'
import { sendingQuery, templatesQuery } from './data.ts'
import { Limits } from './Limits.tsx'
import styles from './mail-out.module.css'
import { Signature } from './Signature.tsx'
import { useMailOutT } from './useMailOutT.ts'
import { Words } from './Words.tsx'

export function Page() {
  const t = useMailOutT()
  const may = useMay()
  const sending = useQuery(sendingQuery)
  const templates = useQuery(templatesQuery)
  const error = sending.error ?? templates.error
  return (
    <div className={styles.page}>
      <PageHeader title={t('mailOut.title')} note={t('mailOut.note')} />
      {may('outbox.read') && (
        <p>
          <AppLink href="/desk/organization/outbox">{t('mailOut.outbox')}</AppLink>
        </p>
      )}
      {error ? (
        <ErrorState
          problem={error}
          onRetry={() => void Promise.all([sending.refetch(), templates.refetch()])}
        />
      ) : !sending.data || !templates.data ? (
        <ListSkeleton rows={4} />
      ) : (
        <>
          <Words templates={templates.data} />
          <Limits key={sending.data.version} sending={sending.data} />
          <Signature sending={sending.data} />
        </>
      )}
    </div>
  )
}
