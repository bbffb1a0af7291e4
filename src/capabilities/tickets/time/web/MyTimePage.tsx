import { Button, Stack } from '@mantine/core'
import { keepPreviousData, queryOptions, useQuery } from '@tanstack/react-query'
import { useRouter, useSearch } from '@tanstack/react-router'
import { api, ask } from '../../../../web/api/client.ts'
import type { paths } from '../../../../web/api/openapi.generated.ts'
import { Time } from '../../../../web/i18n/Time.tsx'
import { useFormat } from '../../../../web/i18n/useFormat.tsx'
import { AppLink } from '../../../../web/kit/AppLink.tsx'
import { EmptyState } from '../../../../web/kit/EmptyState.tsx'
import { ErrorState } from '../../../../web/kit/ErrorState.tsx'
import { TextField } from '../../../../web/kit/fields.tsx'
import { PageHeader } from '../../../../web/kit/PageHeader.tsx'
import { ListSkeleton } from '../../../../web/kit/Skeletons.tsx'
import { Shown } from '../../../../web/records/masks/Shown.tsx'
import styles from '../../macros/web/macros.module.css'
import { useMacrosT } from '../../macros/web/useMacrosT.ts'

const localDay = (days: number) =>
  new Intl.DateTimeFormat('en-CA').format(new Date(Date.now() + days * 86_400_000))
const isDay = (text: unknown): text is string => typeof text === 'string' && /^\d{4}-\d\d-\d\d$/.test(text)

const timeQuery = (query: { from: string; to: string }) =>
  queryOptions({
    queryKey: ['time', query],
    queryFn: () => ask(api.GET('/api/time', { params: { query } })),
  })
type MyTime = paths['/api/time']['get']['responses'][200]['content']['application/json']

/** One's own time between two days: by ticket, entry by entry, and as CSV. */
export function Page() {
  const t = useMacrosT()
  const router = useRouter()
  const search = useSearch({ strict: false }) as { from?: unknown; to?: unknown }
  const query = {
    from: isDay(search.from) ? search.from : localDay(-6),
    to: isDay(search.to) ? search.to : localDay(0),
  }
  const { data, error, refetch } = useQuery({ ...timeQuery(query), placeholderData: keepPreviousData })
  const go = (some: Partial<typeof query>) =>
    router.history.replace(`/desk/time?${new URLSearchParams({ ...query, ...some }).toString()}`)
  return (
    <div className={styles.page}>
      <PageHeader
        title={t('macros.time.mine')}
        note={t('macros.time.note')}
        actions={
          <Button
            component="a"
            variant="default"
            href={`/api/time.csv?${new URLSearchParams(query).toString()}`}
          >
            {t('macros.time.csv')}
          </Button>
        }
      />
      <Stack gap="md">
        <div className={styles.row}>
          <TextField
            type="date"
            label={t('macros.time.from')}
            value={query.from}
            onChange={(event) => go({ from: event.currentTarget.value })}
          />
          <TextField
            type="date"
            label={t('macros.time.to')}
            value={query.to}
            onChange={(event) => go({ to: event.currentTarget.value })}
          />
        </div>
        {error ? (
          <ErrorState problem={error} onRetry={() => void refetch()} />
        ) : !data ? (
          <ListSkeleton />
        ) : data.rows.length === 0 ? (
          <EmptyState title={t('macros.time.none')} />
        ) : (
          <Figures data={data} />
        )}
      </Stack>
    </div>
  )
}

/** The sum, the sums by ticket, and each entry. */
function Figures({ data }: { data: MyTime }) {
  const t = useMacrosT()
  const format = useFormat()
  return (
    <>
      <strong>{t('macros.time.total', { time: format.workingTime(data.total_minutes) })}</strong>
      <section>
        <h2>{t('macros.time.byTicket')}</h2>
        <ul className={styles.list}>
          {data.tickets.map((row) => (
            <li key={row.ticket_id}>
              <span className={styles.line}>
                <AppLink href={`/desk/tickets/${row.ticket_id}`}>
                  <Shown text={`#${row.number} ${row.title}`} />
                </AppLink>
                <strong>{format.workingTime(row.minutes)}</strong>
              </span>
            </li>
          ))}
        </ul>
      </section>
      <section>
        <h2>{t('macros.time.entries')}</h2>
        <ul className={styles.list}>
          {data.rows.map((row) => (
            <li key={`${row.created_at} ${row.ticket_id}`}>
              <span className={styles.line}>
                <Time at={row.created_at} as="dateTime" /> <span>{`#${row.number}`}</span>
                <strong>{format.workingTime(row.minutes)}</strong>
              </span>
              {row.note && (
                <span className={styles.small}>
                  <Shown text={row.note} />
                </span>
              )}
            </li>
          ))}
        </ul>
      </section>
    </>
  )
}
