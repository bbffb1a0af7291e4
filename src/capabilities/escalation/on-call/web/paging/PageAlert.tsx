import { Button } from '@mantine/core'
import { useQuery, useQueryClient } from '@tanstack/react-query'
import { useEffect } from 'react'
import { Time } from '../../../../../web/i18n/Time.tsx'
import { AppLink } from '../../../../../web/kit/AppLink.tsx'
import { Shown } from '../../../../../web/records/masks/Shown.tsx'
import { onRecordNews } from '../../../../../web/shell/live.ts'
import styles from '../on-call.module.css'
import { useOnCallT } from '../useOnCallT.ts'
import { callsQuery, useAcknowledge } from './data.ts'

/** Above every desk page: somebody needs the reader now. It stays until somebody acknowledges. */
export function PageAlert() {
  const t = useOnCallT()
  const queries = useQueryClient()
  const { data: calls = [] } = useQuery(callsQuery)
  const acknowledge = useAcknowledge(t('on_call.page.acknowledged'))
  useEffect(
    () =>
      // Another one's acknowledgement is news of the ticket and no notification to the reader.
      onRecordNews(({ action }) => {
        if (action.startsWith('escalation.'))
          void queries.invalidateQueries({ queryKey: callsQuery.queryKey })
      }),
    [queries],
  )
  return (
    <div aria-live="assertive">
      {calls.length > 0 && (
        <section className={styles.alert} aria-labelledby="paged">
          <h2 id="paged">{t('on_call.page.title')}</h2>
          <ul className={styles.list}>
            {calls.map((call) => (
              <li key={call.id}>
                <span className={styles.words}>
                  <AppLink href={`/desk/tickets/${call.record.id}`}>
                    <Shown text={`#${call.record.number} ${call.record.title}`} />
                  </AppLink>
                  <span className={styles.small}>
                    {t('on_call.page.by', { team: call.team.name, name: call.by.name })}{' '}
                    <Time at={call.called_at} />
                  </span>
                </span>
                <Button
                  size="compact-md"
                  aria-label={t('on_call.page.acknowledgeOf', { number: call.record.number })}
                  onClick={() => acknowledge(call.record.id, call.id)}
                >
                  {t('on_call.page.acknowledge')}
                </Button>
              </li>
            ))}
          </ul>
        </section>
      )}
    </div>
  )
}
