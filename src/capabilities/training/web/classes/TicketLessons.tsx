import { Button } from '@mantine/core'
import { useQuery, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { FormDialog } from '../../../../core/people/web/FormDialog.tsx'
import { api, ask } from '../../../../web/api/client.ts'
import { said } from '../../../../web/i18n/said.ts'
import { useFormat } from '../../../../web/i18n/useFormat.tsx'
import { ChoiceField, SelectField } from '../../../../web/kit/fields.tsx'
import { toast } from '../../../../web/kit/toast.ts'
import { PanelSection } from '../../../../web/records/PanelSection.tsx'
import styles from '../training.module.css'
import { useTrainingT } from '../useTrainingT.ts'
import { type FittingClass, type TicketLessonsAnswer, ticketLessonsQuery } from './ticket-data.ts'

/** On a ticket: books its requester into a class, or sends them a short lesson. */
export function TicketLessons({ id, version }: { id: string; version: number }) {
  const t = useTrainingT()
  const queries = useQueryClient()
  const [open, setOpen] = useState<'book' | 'lesson'>()
  // What may be done now came with the ticket itself.
  const may = queries.getQueryData<{ may: string[] }>(['record', id])?.may ?? []
  if (!may.includes('classes.book_requester')) return null
  return (
    <PanelSection title={t('training.ticket.title')}>
      <div className={styles.buttons}>
        <Button size="compact-sm" variant="default" onClick={() => setOpen('book')}>
          {t('training.ticket.book')}
        </Button>
        <Button size="compact-sm" variant="default" onClick={() => setOpen('lesson')}>
          {t('training.ticket.send')}
        </Button>
      </div>
      {open === 'book' && <BookDialog id={id} onClose={() => setOpen(undefined)} />}
      {open === 'lesson' && <LessonDialog id={id} version={version} onClose={() => setOpen(undefined)} />}
    </PanelSection>
  )
}

function BookDialog({ id, onClose }: { id: string; onClose: () => void }) {
  const t = useTrainingT()
  const queries = useQueryClient()
  const { data } = useQuery(ticketLessonsQuery(id))
  const bookable = data?.classes.filter((each) => !isSeated(each) && !each.is_clash) ?? []
  const [wanted, setWanted] = useState<string>()
  // The first one that fits; where none does the agent has to choose.
  const chosen = bookable.find((each) => each.id === wanted) ?? bookable.find((each) => each.fits)
  const send = async () => {
    const { booking, is_mailed } = await ask(
      api.POST('/api/tickets/{id}/book-requester', {
        params: { path: { id } },
        body: { class_id: chosen?.id ?? '' },
      }),
    )
    toast.show(
      t(`training.ticket.done.${booking === 'waitlisted' || booking === 'requested' ? booking : 'booked'}`),
      'success',
    )
    if (!is_mailed) toast.show(t('training.ticket.noAddress'), 'danger')
    await queries.invalidateQueries({ queryKey: ['record', id] })
    await queries.invalidateQueries({ queryKey: ['training'] })
  }
  return (
    <FormDialog
      title={t('training.ticket.book')}
      submitLabel={t(
        chosen && isFull(chosen) && !chosen.needs_approval
          ? 'training.ticket.wait'
          : 'training.ticket.bookNow',
      )}
      isReady={chosen !== undefined}
      onSubmit={send}
      onClose={onClose}
    >
      {(errors) => (
        <>
          <Refused data={data} />
          {data?.why_not === null && bookable.length === 0 && (
            <p className={styles.small}>{t('training.ticket.noClass')}</p>
          )}
          {bookable.length > 0 && (
            <ClassChoice
              rows={bookable}
              value={chosen}
              {...(errors.has('class_id') ? { error: errors.get('class_id') as string } : {})}
              onChange={setWanted}
            />
          )}
          {data?.classes.filter(isSeated).map((each) => (
            <p key={each.id} className={styles.small}>
              {t(`training.ticket.has.${each.own as 'booked' | 'waitlisted' | 'requested'}`, {
                number: each.number,
                title: each.title,
              })}
            </p>
          ))}
        </>
      )}
    </FormDialog>
  )
}

const isSeated = ({ own }: FittingClass) => own !== null && own !== 'cancelled' && own !== 'declined'
const isFull = ({ free }: FittingClass) => free === 0

/** The class to choose, and plainly what a booking there would be: a seat, a place in line, or a question. */
function ClassChoice(props: {
  rows: readonly FittingClass[]
  value: FittingClass | undefined
  error?: string
  onChange: (id: string) => void
}) {
  const t = useTrainingT()
  const format = useFormat()
  const { rows, value, error, onChange } = props
  const option = (each: FittingClass) => ({
    value: each.id,
    label: `${format.dateTime(each.starts_at)} · ${each.title} · ${
      isFull(each) ? t('training.ticket.full') : t('training.ticket.free', { count: each.free })
    }`,
  })
  const groups = [
    { group: t('training.ticket.fits'), items: rows.filter(({ fits }) => fits).map(option) },
    { group: t('training.ticket.others'), items: rows.filter(({ fits }) => !fits).map(option) },
  ].filter(({ items }) => items.length > 0)
  return (
    <>
      <SelectField
        label={t('training.ticket.class')}
        value={value?.id ?? ''}
        data={[
          ...(value ? [] : [{ value: '', label: t('training.ticket.choose'), disabled: true }]),
          ...groups,
        ]}
        {...(error ? { error } : {})}
        onChange={(event) => onChange(event.currentTarget.value)}
      />
      {value && (
        <p className={styles.small}>
          {t(whatComes(value), { place: value.place ?? t('training.classes.noPlace'), count: value.waiting })}
        </p>
      )}
    </>
  )
}

function whatComes({ free, waiting, needs_approval }: FittingClass) {
  if (needs_approval) return 'training.ticket.willAsk'
  if (free > 0) return 'training.ticket.willBook'
  return waiting > 0 ? 'training.ticket.willWait' : 'training.ticket.willBeFirst'
}

/** Why nobody can be taught anything from here. */
function Refused({ data }: { data: TicketLessonsAnswer | undefined }) {
  return data?.why_not ? <p role="alert">{said(data.why_not)}</p> : null
}

function LessonDialog({ id, version, onClose }: { id: string; version: number; onClose: () => void }) {
  const t = useTrainingT()
  const queries = useQueryClient()
  const { data } = useQuery(ticketLessonsQuery(id))
  const [wanted, setWanted] = useState<string>()
  const chosen = data?.lessons.find((each) => each.id === wanted) ?? data?.lessons[0]
  const send = async () => {
    await ask(
      api.POST('/api/tickets/{id}/send-lesson', {
        params: { path: { id }, header: { 'if-match': `"${version}"` } },
        body: { kind: chosen?.kind ?? 'article', lesson_id: chosen?.id ?? '' },
      }),
    )
    toast.show(t('training.ticket.done.sent'), 'success')
    await queries.invalidateQueries({ queryKey: ['record', id] })
  }
  return (
    <FormDialog
      title={t('training.ticket.send')}
      submitLabel={t('training.ticket.sendNow')}
      isReady={chosen !== undefined}
      onSubmit={send}
      onClose={onClose}
    >
      <Refused data={data} />
      {data?.why_not === null && data.lessons.length === 0 && (
        <p className={styles.small}>{t('training.ticket.noLesson')}</p>
      )}
      {chosen && (
        <>
          <ChoiceField
            label={t('training.ticket.lesson')}
            value={chosen.id}
            onChange={setWanted}
            options={(data?.lessons ?? []).map((each) => ({
              value: each.id,
              label: t(`training.ticket.kind.${each.kind}`, { title: each.title }),
            }))}
          />
          <p className={styles.small}>{t('training.ticket.sendHint')}</p>
        </>
      )}
    </FormDialog>
  )
}
