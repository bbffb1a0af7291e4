import { Button } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { api, ask, ProblemError } from '../../../web/api/client.ts'
import { nextDay, startOfDay } from '../../../web/i18n/day.ts'
import { Time } from '../../../web/i18n/Time.tsx'
import { TextField } from '../../../web/kit/fields.tsx'
import { toast } from '../../../web/kit/toast.ts'
import { FormDialog } from '../../../web/records/FormDialog.tsx'
import styles from './approvals.module.css'
import { ColleaguePicker } from './ColleaguePicker.tsx'
import { deputiesQuery, useRefresh } from './data.ts'
import { useApprovalsT } from './useApprovalsT.ts'

/** Who decides in one’s place for a while, and for whom one decides oneself. */
export function Deputies() {
  const t = useApprovalsT()
  const { data } = useQuery(deputiesQuery)
  const refresh = useRefresh()
  const [isOpen, setOpen] = useState(false)
  const remove = async (id: string) => {
    await ask(api.DELETE('/api/approvals/deputies/{id}', { params: { path: { id } }, body: null }))
      .then(() => toast.show(t('approvals.done.removed'), 'success'))
      .catch((error: unknown) => {
        if (!(error instanceof ProblemError)) throw error
        toast.show(error.message || error.title, 'danger')
      })
    await refresh()
  }
  if (!data) return null
  return (
    <section className={styles.section} aria-labelledby="deputies">
      <div className={styles.head}>
        <h2 id="deputies">{t('approvals.deputy.title')}</h2>
        <Button variant="default" onClick={() => setOpen(true)}>
          {t('approvals.deputy.name')}
        </Button>
      </div>
      {data.mine.length + data.for.length === 0 && (
        <p className={styles.small}>{t('approvals.deputy.none')}</p>
      )}
      <ul className={styles.list} aria-labelledby="deputies">
        {data.mine.map((each) => (
          <li key={each.id} className={styles.card}>
            <span className={styles.words}>
              <span>{t('approvals.deputy.mine', { name: each.name })}</span>
              <Span {...each} />
            </span>
            <Button
              variant="default"
              aria-label={t('approvals.deputy.removeOf', { name: each.name })}
              onClick={() => remove(each.id)}
            >
              {t('approvals.deputy.remove')}
            </Button>
          </li>
        ))}
        {data.for.map((each) => (
          <li key={each.id} className={styles.card}>
            <span className={styles.words}>
              <span>{t('approvals.deputy.for', { name: each.name })}</span>
              <Span {...each} />
            </span>
          </li>
        ))}
      </ul>
      {isOpen && <DeputyDialog onClose={() => setOpen(false)} />}
    </section>
  )
}

function Span({ from_at, until_at }: { from_at: string; until_at: string }) {
  const t = useApprovalsT()
  return (
    <span className={styles.small}>
      <Time at={from_at} as="dateTime" /> {t('approvals.deputy.until')} <Time at={until_at} as="dateTime" />
    </span>
  )
}

function DeputyDialog({ onClose }: { onClose: () => void }) {
  const t = useApprovalsT()
  const refresh = useRefresh()
  const [person, setPerson] = useState<{ id: string; name: string } | null>(null)
  const [from, setFrom] = useState('')
  const [through, setThrough] = useState('')
  const save = async () => {
    const from_at = startOfDay(from)
    const until_at = startOfDay(nextDay(through) ?? '')
    if (!from_at || !until_at)
      throw new ProblemError({ status: 422, title: '', detail: t('approvals.deputy.dayMissing') })
    await ask(
      api.POST('/api/approvals/deputies', { body: { deputy_id: person?.id ?? '', from_at, until_at } }),
    )
    toast.show(t('approvals.done.deputy'), 'success')
    await refresh()
  }
  return (
    <FormDialog
      title={t('approvals.deputy.dialog')}
      submitLabel={t('approvals.deputy.name')}
      isReady={person !== null}
      onSubmit={save}
      onClose={onClose}
    >
      {(errors) => (
        <>
          <ColleaguePicker
            label={t('approvals.deputy.who')}
            hint={t('approvals.deputy.hint')}
            value={person}
            onChange={setPerson}
            error={errors.get('deputy_id')}
          />
          <TextField
            type="date"
            label={t('approvals.deputy.from')}
            value={from}
            onChange={(event) => setFrom(event.currentTarget.value)}
          />
          <TextField
            type="date"
            label={t('approvals.deputy.to')}
            value={through}
            {...(errors.has('until_at') ? { error: errors.get('until_at') as string } : {})}
            onChange={(event) => setThrough(event.currentTarget.value)}
          />
        </>
      )}
    </FormDialog>
  )
}
