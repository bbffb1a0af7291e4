import { Button, Group } from '@mantine/core'
import { queryOptions, useQuery, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { api, ask } from '../../../../web/api/client.ts'
import { ChoiceField, TextAreaField, TextField } from '../../../../web/kit/fields.tsx'
import { toast } from '../../../../web/kit/toast.ts'
import { FormDialog } from '../../../../web/records/FormDialog.tsx'
import styles from '../../macros/web/macros.module.css'
import { useMacrosT } from '../../macros/web/useMacrosT.ts'

export const laterQuery = (id: string) =>
  queryOptions({
    queryKey: ['later', id],
    queryFn: () => ask(api.GET('/api/tickets/{id}/later', { params: { path: { id } } })),
  })

/** Whether the team of the ticket works at that time, by the clocks of the hospital. */
const worksAtQuery = (id: string, at: string) =>
  queryOptions({
    queryKey: ['works-at', id, at],
    queryFn: () => ask(api.GET('/api/tickets/{id}/works-at', { params: { path: { id }, query: { at } } })),
    staleTime: 60_000,
    retry: false,
  })

/** The day and time, by the clocks of the zone, so many days from now. */
function morningIn(days: number, zone: string): string {
  const day = dayIn(days, zone)
  return `${day}T08:00`
}

/** The date in the zone, so many days from now, as 2026-03-08. */
export function dayIn(days: number, zone: string): string {
  return new Intl.DateTimeFormat('en-CA', { timeZone: zone }).format(new Date(Date.now() + days * 86_400_000))
}

/** A stored moment as a field for local times wants it. */
export function localIn(at: string, zone: string): string {
  const time = new Intl.DateTimeFormat('en-GB', {
    timeZone: zone,
    hour: '2-digit',
    minute: '2-digit',
    hourCycle: 'h23',
  })
  return `${new Intl.DateTimeFormat('en-CA', { timeZone: zone }).format(new Date(at))}T${time.format(new Date(at))}`
}

type WhenProps = {
  ticketId: string
  zone: string
  value: string
  error: string | undefined
  onChange: (at: string) => void
}

/** A day and a time by the clocks of the hospital; the usual ones are one click. */
function When({ ticketId, zone, value, error, onChange }: WhenProps) {
  const t = useMacrosT()
  const { data: hours } = useQuery({ ...worksAtQuery(ticketId, value), enabled: value !== '' })
  const today = new Date(`${dayIn(0, zone)}T12:00:00Z`).getUTCDay()
  const usual = [
    [t('macros.later.tomorrow'), 1],
    [t('macros.later.monday'), (8 - today) % 7 || 7],
    [t('macros.later.week'), 7],
  ] as const
  return (
    <>
      <TextField
        type="datetime-local"
        label={t('macros.later.at')}
        value={value}
        data-autofocus
        {...(error ? { error } : {})}
        onChange={(event) => onChange(event.currentTarget.value)}
      />
      <Group gap="xs">
        {usual.map(([label, days]) => (
          <Button
            key={label}
            size="compact-sm"
            variant="default"
            onClick={() => onChange(morningIn(days, zone))}
          >
            {label}
          </Button>
        ))}
      </Group>
      <p role="status" className={styles.small}>
        {value !== '' &&
          hours?.is_working === false &&
          t('macros.later.offHours', { calendar: hours.calendar ?? '' })}
      </p>
    </>
  )
}

type Waiting = { id: string; body: string; send_at: string }
type SendLaterProps = {
  ticketId: string
  /** The words that are to be sent; or what waits already. */
  body: string
  waiting?: Waiting
  onDone: () => void
  onClose: () => void
}

/** Asks when a reply is sent; of one that waits also its words. */
export function SendLaterDialog({ ticketId, body, waiting, onDone, onClose }: SendLaterProps) {
  const t = useMacrosT()
  const queries = useQueryClient()
  const { data } = useQuery(laterQuery(ticketId))
  const zone = data?.time_zone ?? 'UTC'
  const [words, setWords] = useState(body)
  const [chosen, setAt] = useState<string>()
  const wanted =
    waiting && Date.parse(waiting.send_at) > Date.now() ? localIn(waiting.send_at, zone) : morningIn(1, zone)
  const at = chosen ?? wanted
  const params = { path: { id: ticketId } }
  const submit = async () => {
    const given = { body: words, at }
    if (waiting)
      await ask(
        api.POST('/api/tickets/{id}/change-scheduled', {
          params,
          body: { ...given, reply_id: waiting.id },
        } as never),
      )
    else await ask(api.POST('/api/tickets/{id}/schedule-reply', { params, body: given } as never))
    toast.show(t('macros.later.planned'), 'success')
    onDone()
    await queries.invalidateQueries({ queryKey: ['later', ticketId] })
    await queries.invalidateQueries({ queryKey: ['record', ticketId] })
  }
  return (
    <FormDialog
      title={t(waiting ? 'macros.later.changeTitle' : 'macros.later.sendTitle')}
      submitLabel={t('macros.later.send')}
      isReady={at !== '' && words.trim() !== '' && data !== undefined}
      onSubmit={submit}
      onClose={onClose}
    >
      {(errors) => (
        <>
          {waiting && (
            <TextAreaField
              label={t('macros.later.text')}
              value={words}
              onChange={(event) => setWords(event.currentTarget.value)}
            />
          )}
          <When ticketId={ticketId} zone={zone} value={at} error={errors.get('at')} onChange={setAt} />
          <p className={styles.small}>{t('macros.later.zone', { zone })}</p>
        </>
      )}
    </FormDialog>
  )
}

type FollowUpProps = { ticket: { id: string; number: number; team: unknown }; onClose: () => void }

/** Asks when, and whom, to remind of the ticket. */
export function FollowUpDialog({ ticket, onClose }: FollowUpProps) {
  const t = useMacrosT()
  const queries = useQueryClient()
  const { data } = useQuery(laterQuery(ticket.id))
  const zone = data?.time_zone ?? 'UTC'
  const [chosen, setAt] = useState<string>()
  const [whom, setWhom] = useState<'me' | 'team'>('me')
  const [note, setNote] = useState('')
  const at = chosen ?? morningIn(1, zone)
  const submit = async () => {
    await ask(
      api.POST('/api/tickets/{id}/follow-up', {
        params: { path: { id: ticket.id } },
        body: { at, is_for_team: whom === 'team', note },
      } as never),
    )
    toast.show(t('macros.later.reminded'), 'success')
    await queries.invalidateQueries({ queryKey: ['later', ticket.id] })
    await queries.invalidateQueries({ queryKey: ['record', ticket.id] })
  }
  return (
    <FormDialog
      title={t('macros.later.remindTitle', { number: ticket.number })}
      submitLabel={t('macros.later.remind')}
      isReady={at !== '' && data !== undefined}
      onSubmit={submit}
      onClose={onClose}
    >
      {(errors) => (
        <>
          <When ticketId={ticket.id} zone={zone} value={at} error={errors.get('at')} onChange={setAt} />
          {ticket.team !== null && (
            <ChoiceField
              label={t('macros.later.whom')}
              value={whom}
              onChange={setWhom}
              options={[
                { value: 'me', label: t('macros.later.forMe') },
                { value: 'team', label: t('macros.later.forTeam') },
              ]}
            />
          )}
          <TextField
            label={t('macros.later.note')}
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
