import { Button, Group } from '@mantine/core'
import { queryOptions, useQuery, useQueryClient } from '@tanstack/react-query'
import { useEffect, useState } from 'react'
import { Failure, useSubmit } from '../../../../core/people/web/FormDialog.tsx'
import { api, ask } from '../../../../web/api/client.ts'
import { Time } from '../../../../web/i18n/Time.tsx'
import { useFormat } from '../../../../web/i18n/useFormat.tsx'
import { AppLink } from '../../../../web/kit/AppLink.tsx'
import { TextField } from '../../../../web/kit/fields.tsx'
import { toast } from '../../../../web/kit/toast.ts'
import { FormDialog } from '../../../../web/records/FormDialog.tsx'
import { Shown } from '../../../../web/records/masks/Shown.tsx'
import { PanelSection } from '../../../../web/records/PanelSection.tsx'
import { useMay } from '../../../../web/shell/session.ts'
import styles from '../../macros/web/macros.module.css'
import { useMacrosT } from '../../macros/web/useMacrosT.ts'

export const timerQuery = queryOptions({ queryKey: ['timer'], queryFn: () => ask(api.GET('/api/timer')) })
const timeQuery = (id: string) =>
  queryOptions({
    queryKey: ['record', id, 'time'],
    queryFn: () => ask(api.GET('/api/tickets/{id}/time', { params: { path: { id } } })),
  })
type Entry = NonNullable<ReturnType<typeof useEntries>>['entries'][number]
function useEntries(id: string) {
  return useQuery(timeQuery(id)).data
}

/** On a ticket's page: one's clock, and the time that was noted by person and entry. */
export function TimePart({ id, version }: { id: string; version: number }) {
  const t = useMacrosT()
  const format = useFormat()
  const may = useMay()
  const { data, refetch } = useQuery(timeQuery(id))
  const [corrected, setCorrected] = useState<Entry>()
  // biome-ignore lint/correctness/useExhaustiveDependencies: A new version of the ticket may have more time.
  useEffect(() => void refetch(), [version, refetch])
  if (!data || (!may('tickets.log_time') && data.entries.length === 0)) return null
  return (
    <PanelSection title={t('macros.time.title')}>
      {may('tickets.log_time') && <Clock ticketId={id} />}
      {data.sums.length > 1 && (
        <p className={styles.small}>
          {data.sums.map(({ person, minutes }) => `${person} ${format.workingTime(minutes)}`).join(', ')}
        </p>
      )}
      <ul className={styles.list}>
        {data.entries.map((entry) => (
          <li key={entry.id}>
            <span className={styles.line}>
              <strong>{format.workingTime(entry.minutes)}</strong> {entry.person}{' '}
              <Time at={entry.created_at} />
              {entry.is_corrected && <span className={styles.small}>{t('macros.time.corrected')}</span>}
              {entry.is_own && (
                <Button
                  size="compact-xs"
                  variant="default"
                  aria-label={t('macros.time.correctOf', { time: format.workingTime(entry.minutes) })}
                  onClick={() => setCorrected(entry)}
                >
                  {t('macros.time.correct')}
                </Button>
              )}
            </span>
            {entry.note && (
              <span className={styles.small}>
                <Shown text={entry.note} />
              </span>
            )}
          </li>
        ))}
      </ul>
      {corrected && <CorrectDialog ticketId={id} entry={corrected} onClose={() => setCorrected(undefined)} />}
    </PanelSection>
  )
}

function Clock({ ticketId }: { ticketId: string }) {
  const t = useMacrosT()
  const queries = useQueryClient()
  const { data } = useQuery(timerQuery)
  const again = async () => {
    await queries.invalidateQueries({ queryKey: ['timer'] })
    await queries.invalidateQueries({ queryKey: ['record', ticketId] })
  }
  const start = useSubmit(async () => {
    await ask(api.PUT('/api/timer', { body: { ticket_id: ticketId } }))
    await again()
  })
  const stop = useSubmit(async () => {
    const { minutes } = await ask(api.POST('/api/timer/stop', { body: {} }))
    toast.show(t('macros.time.stopped', { count: minutes } as never), 'success')
    await again()
  })
  const cancel = useSubmit(async () => {
    await ask(api.DELETE('/api/timer', { body: {} }))
    await again()
  })
  if (!data) return null
  const { timer } = data
  return (
    <>
      {timer && timer.ticket_id !== ticketId && (
        <p className={styles.small}>
          <AppLink href={`/desk/tickets/${timer.ticket_id}`}>
            {t('macros.time.elsewhere', { number: timer.number })}
          </AppLink>
        </p>
      )}
      {timer && timer.ticket_id === ticketId && (
        <p className={styles.small}>
          {t('macros.time.runs')} <Time at={timer.started_at} />
        </p>
      )}
      <Failure problem={start.problem ?? stop.problem ?? cancel.problem} />
      <Group gap="xs">
        {!timer && (
          <Button
            size="compact-sm"
            variant="default"
            loading={start.isBusy}
            onClick={() => void start.submit()}
          >
            {t('macros.time.start')}
          </Button>
        )}
        {timer && timer.ticket_id === ticketId && (
          <>
            <Button size="compact-sm" loading={stop.isBusy} onClick={() => void stop.submit()}>
              {t('macros.time.stop')}
            </Button>
            <Button
              size="compact-sm"
              variant="default"
              loading={cancel.isBusy}
              onClick={() => void cancel.submit()}
            >
              {t('macros.time.cancel')}
            </Button>
          </>
        )}
      </Group>
    </>
  )
}

function CorrectDialog({
  ticketId,
  entry,
  onClose,
}: {
  ticketId: string
  entry: Entry
  onClose: () => void
}) {
  const t = useMacrosT()
  const queries = useQueryClient()
  const [minutes, setMinutes] = useState(String(entry.minutes))
  const [note, setNote] = useState(entry.note)
  const submit = async () => {
    const body = { entry_id: entry.id, minutes: Number(minutes), note }
    await ask(
      api.POST('/api/tickets/{id}/correct-time', { params: { path: { id: ticketId } }, body } as never),
    )
    toast.show(t('macros.time.correctedDone'), 'success')
    await queries.invalidateQueries({ queryKey: ['record', ticketId] })
  }
  return (
    <FormDialog
      title={t('macros.time.correctTitle')}
      submitLabel={t('macros.edit.save')}
      isReady={/^\d{1,4}$/.test(minutes)}
      onSubmit={submit}
      onClose={onClose}
    >
      {(errors) => (
        <>
          <TextField
            type="number"
            label={t('macros.time.minutes')}
            value={minutes}
            error={errors.get('minutes') ?? ''}
            onChange={(event) => setMinutes(event.currentTarget.value)}
          />
          <TextField
            label={t('macros.time.what')}
            required={false}
            maxLength={500}
            value={note}
            onChange={(event) => setNote(event.currentTarget.value)}
          />
        </>
      )}
    </FormDialog>
  )
}
