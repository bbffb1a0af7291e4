import { Button } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { api, ask } from '../../../web/api/client.ts'
import { Time } from '../../../web/i18n/Time.tsx'
import { toast } from '../../../web/kit/toast.ts'
import { FormDialog } from '../../../web/records/FormDialog.tsx'
import styles from './approvals.module.css'
import { ColleaguePicker } from './ColleaguePicker.tsx'
import { type StuckRow, stuckQuery, useRefresh } from './data.ts'
import { useApprovalsT } from './useApprovalsT.ts'

/** For who answers for an item: what waits for somebody who has left, with the way on; nothing while nothing does. */
export function Stuck() {
  const t = useApprovalsT()
  const { data } = useQuery(stuckQuery)
  const [row, setRow] = useState<StuckRow>()
  if (!data || data.rows.length === 0) return null
  return (
    <section className={styles.section} aria-labelledby="stuck">
      <h2 id="stuck">{t('approvals.stuck.title')}</h2>
      <p className={styles.small}>{t('approvals.stuck.note')}</p>
      <ul className={styles.list} aria-labelledby="stuck">
        {data.rows.map((each) => {
          const name = nameOf(each, t)
          return (
            <li key={each.id} className={styles.card}>
              <span className={styles.words}>
                <span className={styles.name}>{name}</span>
                <span className={styles.small}>
                  {t('approvals.stuck.left', { name: each.approver })}
                  {each.step && ` · ${t('approvals.stuck.step', { step: each.step })}`} ·{' '}
                  <Time at={each.stuck_at} />
                </span>
              </span>
              <Button
                variant="default"
                aria-label={`${t('approvals.stuck.ask')}: ${name}`}
                onClick={() => setRow(each)}
              >
                {t('approvals.stuck.ask')}
              </Button>
            </li>
          )
        })}
      </ul>
      {row && <AskAnewDialog row={row} onClose={() => setRow(undefined)} />}
    </section>
  )
}

function nameOf({ number, requester }: StuckRow, t: ReturnType<typeof useApprovalsT>): string {
  return requester === null
    ? t('approvals.stuck.rowOfNobody', { number })
    : t('approvals.stuck.row', { number, name: requester })
}

function AskAnewDialog({ row, onClose }: { row: StuckRow; onClose: () => void }) {
  const t = useApprovalsT()
  const refresh = useRefresh()
  const [person, setPerson] = useState<{ id: string; name: string } | null>(null)
  const send = async () => {
    const params = { path: { id: row.id } }
    await ask(
      api.POST('/api/approvals/{id}/ask-again', { params, body: { person_id: person?.id ?? '' } }),
    ).finally(refresh)
    toast.show(t('approvals.stuck.done'), 'success')
  }
  return (
    <FormDialog
      title={t('approvals.stuck.dialog')}
      submitLabel={t('approvals.stuck.ask')}
      isReady={person !== null}
      onSubmit={send}
      onClose={onClose}
    >
      {(errors) => (
        <>
          <p className={styles.small}>{t('approvals.stuck.hint')}</p>
          <ColleaguePicker
            label={t('approvals.stuck.who')}
            value={person}
            onChange={setPerson}
            error={errors.get('person_id')}
          />
        </>
      )}
    </FormDialog>
  )
}
