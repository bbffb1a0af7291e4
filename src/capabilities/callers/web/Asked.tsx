/** What one is asked to confirm: that one called oneself, or somebody whom one manages. Nothing while nobody asks. */
import { Button } from '@mantine/core'
import { useQuery, useQueryClient } from '@tanstack/react-query'
import { useId, useState } from 'react'
import { api, ask } from '../../../web/api/client.ts'
import { toast } from '../../../web/kit/toast.ts'
import styles from './callers.module.css'
import { askedQuery, useSending, withRole } from './data.ts'
import { useCallersT } from './useCallersT.ts'

type Asking = Awaited<ReturnType<NonNullable<typeof askedQuery.queryFn>>>['rows'][number]

export function Asked() {
  const { data } = useQuery(askedQuery)
  return data?.rows.map((row) => <Question key={row.id} row={row} />)
}

function Question({ row }: { row: Asking }) {
  const t = useCallersT()
  const id = useId()
  const queries = useQueryClient()
  const { run, isBusy, failure } = useSending()
  const [isChoosing, setChoosing] = useState(false)
  const answer = (body: { is_right: boolean; match?: number }) =>
    run(async () => {
      const path = { params: { path: { id: row.id } }, body }
      const { state } = await ask(api.POST('/api/callers/verifications/{id}/answer', path))
      toast.show(
        t(state === 'passed' ? 'callers.asked.confirmed' : 'callers.asked.denied'),
        state === 'passed' ? 'success' : 'normal',
      )
      await queries.invalidateQueries({ queryKey: ['callers', 'asked'] })
    })
  const values = {
    agent: row.agent,
    person: row.person,
    act: withRole(t(`callers.act.${row.act}`), row.role),
  }
  return (
    <section className={styles.asked} aria-labelledby={id}>
      <h2 id={id} className={styles.plain}>
        {t(row.is_you ? 'callers.asked.titleYou' : 'callers.asked.title', values)}
      </h2>
      <p className={styles.plain}>{t(row.is_you ? 'callers.asked.bodyYou' : 'callers.asked.body', values)}</p>
      {failure && (
        <p role="alert" className={styles.failure}>
          {failure}
        </p>
      )}
      {isChoosing ? (
        <Numbers shown={row.shown} isBusy={isBusy} onChoose={(match) => answer({ is_right: true, match })} />
      ) : (
        <div className={styles.buttons}>
          <Button
            size="md"
            loading={isBusy}
            onClick={() => (row.is_you ? setChoosing(true) : answer({ is_right: true }))}
          >
            {t(row.is_you ? 'callers.asked.yesYou' : 'callers.asked.yes', values)}
          </Button>
          <Button
            size="md"
            color="red"
            variant="light"
            disabled={isBusy}
            onClick={() => answer({ is_right: false })}
          >
            {t('callers.asked.no')}
          </Button>
        </div>
      )}
    </section>
  )
}

type NumbersProps = { shown: readonly number[]; isBusy: boolean; onChoose: (match: number) => void }

/** One of them is what the help desk reads out. */
function Numbers({ shown, isBusy, onChoose }: NumbersProps) {
  const t = useCallersT()
  return (
    <>
      <p className={styles.plain}>{t('callers.asked.match')}</p>
      <div className={styles.matches}>
        {shown.map((match) => (
          <Button key={match} variant="default" disabled={isBusy} onClick={() => onChoose(match)}>
            {match}
          </Button>
        ))}
      </div>
    </>
  )
}
