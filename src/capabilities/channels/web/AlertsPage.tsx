/** Sources of alerts: how each is, its settings, and messages of which no ticket could be made. */
import { Button, Group } from '@mantine/core'
import { useQuery, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { api, ask, ProblemError } from '../../../web/api/client.ts'
import { useFormat } from '../../../web/i18n/useFormat.tsx'
import { ConfirmDialog } from '../../../web/kit/ConfirmDialog.tsx'
import { EmptyState } from '../../../web/kit/EmptyState.tsx'
import { ErrorState } from '../../../web/kit/ErrorState.tsx'
import { PageHeader } from '../../../web/kit/PageHeader.tsx'
import { ListSkeleton } from '../../../web/kit/Skeletons.tsx'
import { StatusBadge } from '../../../web/kit/StatusBadge.tsx'
import { toast } from '../../../web/kit/toast.ts'
import { confirmed } from '../../../web/shell/step-up.ts'
import { type Source, sourcesQuery } from './connect-data.ts'
import { sentenceOf } from './data.ts'
import styles from './imports.module.css'
import { ParkedAlerts } from './ParkedAlerts.tsx'
import { SecretOnce } from './SecretOnce.tsx'
import { SourceForm } from './SourceForm.tsx'
import { StaleAlerts } from './StaleAlerts.tsx'
import { useChannelsT } from './useChannelsT.ts'

type Made = { id: string; name: string; secret: string }

export function Page() {
  const t = useChannelsT()
  return (
    <div className={styles.page}>
      <PageHeader title={t('channels.alerts.title')} note={t('channels.alerts.note')} />
      <Sources />
      <StaleAlerts />
      <section className={styles.section} aria-labelledby="parked">
        <h2 id="parked">{t('channels.alerts.parked')}</h2>
        <ParkedAlerts />
      </section>
    </div>
  )
}

function Sources() {
  const t = useChannelsT()
  const [edited, setEdited] = useState<string>()
  const [made, setMade] = useState<Made>()
  const { data, error, refetch } = useQuery(sourcesQuery)
  return (
    <section className={styles.section} aria-labelledby="sources">
      <h2 id="sources">{t('channels.alerts.sources')}</h2>
      {error && <ErrorState problem={error} onRetry={() => void refetch()} />}
      {!data && !error && <ListSkeleton rows={2} />}
      {data?.rows.length === 0 && edited === undefined && (
        <EmptyState title={t('channels.alerts.none')}>{t('channels.alerts.noneBody')}</EmptyState>
      )}
      <ul className={styles.list}>
        {data?.rows.map((source) => (
          <li key={source.id}>
            <SourceLine source={source} />
            <Group gap="xs">
              <Button variant="default" size="xs" onClick={() => setEdited(source.id)}>
                {t('channels.alerts.edit', { name: source.name })}
              </Button>
              <Renew source={source} onMade={setMade} />
            </Group>
            {made?.id === source.id && <Once made={made} onKept={() => setMade(undefined)} />}
            {edited === source.id && (
              <SourceForm key={source.version} source={source} onDone={() => setEdited(undefined)} />
            )}
          </li>
        ))}
      </ul>
      {edited === 'new' ? (
        <SourceForm
          onDone={(added) => {
            setEdited(undefined)
            setMade(added)
          }}
        />
      ) : (
        <Button mt="sm" variant="default" onClick={() => setEdited('new')}>
          {t('channels.alerts.add')}
        </Button>
      )}
    </section>
  )
}

function Once({ made, onKept }: { made: Made; onKept: () => void }) {
  const t = useChannelsT()
  return (
    <SecretOnce title={t('channels.alerts.made', { name: made.name })} secret={made.secret} onKept={onKept} />
  )
}

function SourceLine({ source }: { source: Source }) {
  const t = useChannelsT()
  const format = useFormat()
  const word = !source.is_on ? 'off' : source.firing > 0 ? 'firing' : source.last_at ? 'quiet' : 'never'
  const tone = { off: 'neutral', firing: 'warning', quiet: 'success', never: 'info' } as const
  const facts = [
    ...(source.last_at ? [t('channels.alerts.last', { when: format.dateTime(source.last_at) })] : []),
    t('channels.alerts.firingCount', { count: source.firing }),
    t('channels.alerts.ticketCount', { count: source.open_tickets }),
    ...(source.waiting > 0 ? [t('channels.alerts.waitingCount', { count: source.waiting })] : []),
    ...(source.parked > 0 ? [t('channels.alerts.parkedCount', { count: source.parked })] : []),
  ]
  const at = `${window.location.origin}/api/alerts/${source.id}`
  return (
    <span>
      <strong>{source.name}</strong>{' '}
      <StatusBadge tone={tone[word]} label={t(`channels.alerts.state.${word}`)} />
      <br />
      <span className={styles.small}>{facts.join(' · ')}</span>
      <details className={styles.folds}>
        <summary>{t('channels.alerts.addresses')}</summary>
        <ul className={styles.addresses}>
          {(['alertmanager', 'api/v2/alerts', 'icinga', 'mapped'] as const).map((way) => (
            <li key={way}>
              {t(`channels.alerts.way.${way === 'api/v2/alerts' ? 'api_v2' : way}`)}{' '}
              <code>
                {at}/{way}
              </code>
            </li>
          ))}
        </ul>
      </details>
    </span>
  )
}

function Renew({ source, onMade }: { source: Source; onMade: (made: Made) => void }) {
  const t = useChannelsT()
  const queries = useQueryClient()
  const [isAsking, setAsking] = useState(false)
  const renew = async () => {
    setAsking(false)
    try {
      const params = { path: { id: source.id } }
      const { secret } = await confirmed(() =>
        ask(api.POST('/api/alerts/sources/{id}/renew-secret', { params, body: {} })),
      )
      onMade({ id: source.id, name: source.name, secret })
      await queries.invalidateQueries({ queryKey: ['alerts', 'sources'] })
    } catch (error) {
      if (!(error instanceof ProblemError && error.type === 'step-up-needed'))
        toast.show(sentenceOf(error) || t('channels.failed'), 'danger')
    }
  }
  return (
    <>
      <Button
        variant="default"
        size="xs"
        aria-label={t('channels.alerts.renewOf', { name: source.name })}
        onClick={() => setAsking(true)}
      >
        {t('channels.alerts.renew')}
      </Button>
      <ConfirmDialog
        isOpen={isAsking}
        title={t('channels.alerts.renewOf', { name: source.name })}
        confirmLabel={t('channels.alerts.renew')}
        tone="danger"
        onConfirm={() => void renew()}
        onCancel={() => setAsking(false)}
      >
        {t('channels.alerts.renewBody')}
      </ConfirmDialog>
    </>
  )
}
