import { Button, NumberInput } from '@mantine/core'
import { useQueryClient } from '@tanstack/react-query'
import { type FormEvent, useState } from 'react'
import { api, ask, ProblemError } from '../../../../web/api/client.ts'
import { toast } from '../../../../web/kit/toast.ts'
import { coachQuery } from './data.ts'
import styles from './measures.module.css'
import { useMeasuresT } from './useMeasuresT.ts'

const DAYS_MAX = 60

/** For how many days a ticket must stay solved before that counts for its article. */
export function ReopenDays({ days }: { days: number }) {
  const t = useMeasuresT()
  const queries = useQueryClient()
  const [typed, setTyped] = useState<number | string>(days)
  const [error, setError] = useState('')
  const [isBusy, setBusy] = useState(false)
  const save = async (event: FormEvent) => {
    event.preventDefault()
    const reopen_days = Number(typed)
    if (!Number.isInteger(reopen_days) || reopen_days < 1 || reopen_days > DAYS_MAX)
      return setError(t('articleMeasures.measures.daysWrong', { most: DAYS_MAX }))
    setError('')
    setBusy(true)
    try {
      await ask(api.PUT('/api/article-measures/setting', { body: { reopen_days } }))
      toast.show(t('articleMeasures.measures.saved'), 'success')
      await queries.invalidateQueries({ queryKey: coachQuery.queryKey })
      await queries.invalidateQueries({ queryKey: ['article-measures'] })
    } catch (failure) {
      setError(failure instanceof ProblemError ? (failure.detail ?? failure.title) : String(failure))
    } finally {
      setBusy(false)
    }
  }
  return (
    <form className={styles.setting} onSubmit={save} noValidate aria-labelledby="coach-days">
      <h2 id="coach-days">{t('articleMeasures.measures.setting')}</h2>
      <div className={styles.row}>
        <NumberInput
          label={t('articleMeasures.measures.days')}
          description={t('articleMeasures.measures.daysHint')}
          min={1}
          max={DAYS_MAX}
          clampBehavior="none"
          allowDecimal={false}
          value={typed}
          error={error}
          onChange={setTyped}
        />
        <Button type="submit" variant="default" loading={isBusy} disabled={Number(typed) === days}>
          {t('articleMeasures.measures.save')}
        </Button>
      </div>
    </form>
  )
}
