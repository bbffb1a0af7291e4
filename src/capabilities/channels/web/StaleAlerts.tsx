/** Alerts of which nothing is heard any more: somebody says that they are over, and why. */
import { Button, Group } from '@mantine/core'
import { useQuery, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { api, ask } from '../../../web/api/client.ts'
import { useFormat } from '../../../web/i18n/useFormat.tsx'
import { AppLink } from '../../../web/kit/AppLink.tsx'
import { TextAreaField } from '../../../web/kit/fields.tsx'
import { toast } from '../../../web/kit/toast.ts'
import { type Stale, staleQuery } from './connect-data.ts'
import { sentenceOf } from './data.ts'
import styles from './imports.module.css'
import { useChannelsT } from './useChannelsT.ts'

/** Nothing is shown while there are none. */
export function StaleAlerts() {
  const t = useChannelsT()
  const { data } = useQuery(staleQuery)
  if (!data || data.rows.length === 0) return null
  return (
    <section className={styles.section} aria-labelledby="stale">
      <h2 id="stale">{t('channels.alerts.stale')}</h2>
      <p>{t('channels.alerts.staleBody')}</p>
      <ul className={styles.list}>
        {data.rows.map((group) => (
          <StaleLine key={group.id} group={group} />
        ))}
      </ul>
    </section>
  )
}

function StaleLine({ group }: { group: Stale }) {
  const t = useChannelsT()
  const format = useFormat()
  const [isEnding, setEnding] = useState(false)
  const facts = [
    t('channels.alerts.firingCount', { count: group.firing }),
    t('channels.alerts.firingSince', { when: format.dateTime(group.since) }),
    t('channels.alerts.lastHeard', { when: format.dateTime(group.last_heard_at) }),
  ]
  return (
    <li>
      <span>
        <strong>{group.source.name}</strong>{' '}
        {group.ticket && (
          <AppLink href={`/desk/tickets/${group.ticket.id}`}>
            {t('channels.alerts.ticket', { number: group.ticket.number })}
          </AppLink>
        )}
        <br />
        <span className={styles.small}>{facts.join(' · ')}</span>
      </span>
      {isEnding ? (
        <EndForm group={group} onDone={() => setEnding(false)} />
      ) : (
        <Button variant="default" size="xs" onClick={() => setEnding(true)}>
          {t('channels.alerts.end')}
        </Button>
      )}
    </li>
  )
}

function EndForm({ group, onDone }: { group: Stale; onDone: () => void }) {
  const t = useChannelsT()
  const queries = useQueryClient()
  const [reason, setReason] = useState('')
  const [isBusy, setBusy] = useState(false)
  const end = async () => {
    setBusy(true)
    const params = { path: { id: group.id } }
    await ask(api.POST('/api/alerts/stale/{id}/end', { params, body: { reason } })).then(
      () => {
        toast.show(t('channels.alerts.ended'), 'success')
        onDone()
      },
      (error: unknown) => toast.show(sentenceOf(error) || t('channels.failed'), 'danger'),
    )
    setBusy(false)
    await queries.invalidateQueries({ queryKey: ['alerts'] })
  }
  return (
    <form
      className={styles.mail}
      onSubmit={(event) => {
        event.preventDefault()
        void end()
      }}
    >
      <TextAreaField
        label={t('channels.alerts.endReason')}
        hint={t('channels.alerts.reasonHint')}
        required
        minLength={3}
        maxLength={500}
        value={reason}
        onChange={(event) => setReason(event.currentTarget.value)}
      />
      <Group gap="xs" mt="sm">
        <Button type="submit" loading={isBusy}>
          {t('channels.alerts.end')}
        </Button>
        <Button variant="default" onClick={onDone}>
          {t('channels.alerts.cancel')}
        </Button>
      </Group>
    </form>
  )
}
