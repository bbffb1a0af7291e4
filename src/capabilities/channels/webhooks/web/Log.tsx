/** What was sent and is to be sent, and what is done about it. */
import { Button } from '@mantine/core'
import { useInfiniteQuery, useQueryClient } from '@tanstack/react-query'
import { useRouter, useSearch } from '@tanstack/react-router'
import { api, ask } from '../../../../web/api/client.ts'
import { said } from '../../../../web/i18n/said.ts'
import { useFormat } from '../../../../web/i18n/useFormat.tsx'
import { EmptyState } from '../../../../web/kit/EmptyState.tsx'
import { ErrorState } from '../../../../web/kit/ErrorState.tsx'
import { SelectField } from '../../../../web/kit/fields.tsx'
import { ListSkeleton } from '../../../../web/kit/Skeletons.tsx'
import { StatusBadge, type Tone } from '../../../../web/kit/StatusBadge.tsx'
import { toast } from '../../../../web/kit/toast.ts'
import { type LogLine, log_every_ms, logPage, logStates, sentenceOf } from './data.ts'
import { webhooksPath } from './paths.ts'
import { ReplayAll } from './ReplayAll.tsx'
import { useWebhooksT } from './useWebhooksT.ts'
import styles from './webhooks.module.css'

const tones: Record<LogLine['state'], Tone> = {
  waiting: 'info',
  sent: 'success',
  dead: 'danger',
  withheld: 'neutral',
}

export function Log({ id }: { id: string }) {
  const t = useWebhooksT()
  const router = useRouter()
  const { state } = useSearch({ strict: false }) as { state?: LogLine['state'] }
  const found = useInfiniteQuery({
    queryKey: ['webhooks', id, 'log', state],
    queryFn: ({ pageParam }) => logPage(id, state, pageParam),
    initialPageParam: '',
    getNextPageParam: (page) => page.next,
    refetchInterval: log_every_ms,
  })
  const rows = found.data?.pages.flatMap((page) => page.rows) ?? []
  return (
    <section className={styles.section} aria-labelledby="webhook-log">
      <h2 id="webhook-log">{t('webhooks.log')}</h2>
      <p className={styles.dim}>{t('webhooks.logNote')}</p>
      <div className={styles.bar}>
        <SelectField
          label={t('webhooks.show')}
          value={state ?? ''}
          data={[
            { value: '', label: t('webhooks.all') },
            ...logStates.map((value) => ({ value, label: t(`webhooks.states.${value}`) })),
          ]}
          onChange={(event) => {
            const chosen = event.currentTarget.value
            router.history.push(`${webhooksPath}/${id}${chosen ? `?state=${chosen}` : ''}`)
          }}
        />
        <ReplayAll id={id} />
      </div>
      {found.error ? (
        <ErrorState problem={found.error} onRetry={() => void found.refetch()} />
      ) : found.isPending ? (
        <ListSkeleton rows={3} />
      ) : rows.length === 0 ? (
        <EmptyState title={t('webhooks.logEmpty')}>{t('webhooks.logEmptyBody')}</EmptyState>
      ) : (
        <ul className={styles.list}>
          {rows.map((line) => (
            <Line key={line.id} id={id} line={line} />
          ))}
        </ul>
      )}
      {found.hasNextPage && (
        <Button
          mt="sm"
          variant="default"
          loading={found.isFetchingNextPage}
          onClick={() => void found.fetchNextPage()}
        >
          {t('webhooks.more')}
        </Button>
      )}
    </section>
  )
}

function Line({ id, line }: { id: string; line: LogLine }) {
  const t = useWebhooksT()
  const format = useFormat()
  const queries = useQueryClient()
  const what = t(`webhooks.kind.${line.kind}`)
  const when = format.dateTime(line.at)
  const replay = async () => {
    const params = { path: { id } }
    await ask(api.POST('/api/webhooks/{id}/replay', { params, body: { delivery_id: line.id } })).then(
      () => toast.show(t('webhooks.replayed'), 'success'),
      (error: unknown) => toast.show(sentenceOf(error) || t('webhooks.failed'), 'danger'),
    )
    await queries.invalidateQueries({ queryKey: ['webhooks'] })
  }
  return (
    <li>
      <span className={styles.words}>
        {line.ticket !== null && <strong>{t('webhooks.ticketNumber', { number: line.ticket })}</strong>}{' '}
        {what}
        <br />
        <span className={styles.small}>{[when, ...useFacts(line)].join(' · ')}</span>
      </span>
      <span className={styles.end}>
        <StatusBadge tone={tones[line.state]} label={t(`webhooks.states.${line.state}`)} />
        {line.state !== 'waiting' && (
          <Button
            size="xs"
            variant="default"
            aria-label={t('webhooks.replayOf', { what, when })}
            onClick={() => void replay()}
          >
            {t('webhooks.replay')}
          </Button>
        )}
      </span>
    </li>
  )
}

function useFacts(line: LogLine): string[] {
  const t = useWebhooksT()
  const format = useFormat()
  return [
    ...(line.status === null || line.took_ms === null
      ? []
      : [t('webhooks.answer', { status: line.status, ms: line.took_ms })]),
    ...(line.size_bytes === null ? [] : [format.fileSize(line.size_bytes)]),
    ...(line.tries > 1 ? [t('webhooks.triesOf', { count: line.tries })] : []),
    ...(line.failure ? [said(line.failure)] : []),
    ...(line.state === 'withheld' ? [t('webhooks.withheldWhy')] : []),
    ...(line.due_at && line.tries > 0 ? [t('webhooks.next', { when: format.dateTime(line.due_at) })] : []),
  ]
}
