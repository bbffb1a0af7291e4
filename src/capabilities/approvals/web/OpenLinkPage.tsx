import { useQueryClient } from '@tanstack/react-query'
import { useNavigate, useSearch } from '@tanstack/react-router'
import { useEffect, useRef, useState } from 'react'
import { api, ask, ProblemError } from '../../../web/api/client.ts'
import { AppLink } from '../../../web/kit/AppLink.tsx'
import { PageHeader } from '../../../web/kit/PageHeader.tsx'
import styles from './approvals.module.css'
import { useApprovalsT } from './useApprovalsT.ts'

const base = '/approvals'

/** Where the link of a mail leads, after signing in: to the page of the decision, or to why it does not open. */
export function Page() {
  const t = useApprovalsT()
  const navigate = useNavigate()
  const queries = useQueryClient()
  const { t: token = '' } = useSearch({ strict: false }) as { t?: string }
  const [failure, setFailure] = useState('')
  // The link works once, so that it is asked once, however often the page is drawn.
  const asked = useRef(false)
  useEffect(() => {
    if (asked.current) return
    asked.current = true
    ask(api.POST('/api/approvals/open-link', { body: { token: String(token) } }))
      .then(({ id }) => navigate({ to: `${base}/${id}`, replace: true }))
      .catch((error: unknown) => {
        if (!(error instanceof ProblemError)) throw error
        setFailure(error.message || error.title)
      })
      .finally(() => queries.invalidateQueries({ queryKey: ['approvals'] }))
  }, [navigate, queries, token])
  return (
    <div className={styles.page}>
      <PageHeader title={failure ? t('approvals.link.failed') : t('approvals.link.title')} />
      {failure && (
        <>
          <p role="alert" className={styles.notice}>
            {failure}
          </p>
          <AppLink href={base} className={styles.back}>
            {t('approvals.link.toList')}
          </AppLink>
        </>
      )}
    </div>
  )
}
