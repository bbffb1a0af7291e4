import { useQuery, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { SelectField } from '../../../../web/kit/fields.tsx'
import { toast } from '../../../../web/kit/toast.ts'
import { FormDialog } from '../../../../web/records/FormDialog.tsx'
import { Shown } from '../../../../web/records/masks/Shown.tsx'
import { act, type TicketRow } from '../../web/data/ticket.ts'
import { eachOf, type Failure, previewQuery, refresh, unmergeAll } from './data.ts'
import { Effects } from './MergeDialog.tsx'
import styles from './merging.module.css'
import { useMergingT } from './useMergingT.ts'

type BulkMergeDialogProps = {
  rows: readonly TicketRow[]
  onFailures: (failures: readonly Failure[]) => void
  onDone: () => void
  onClose: () => void
}

/** Merges the selected tickets into one of them, the oldest unless another is chosen; each says before what becomes of it. */
export function BulkMergeDialog({ rows, onFailures, onDone, onClose }: BulkMergeDialogProps) {
  const t = useMergingT()
  const queries = useQueryClient()
  const oldestFirst = rows.toSorted((a, b) => a.created_at.localeCompare(b.created_at) || a.number - b.number)
  const [intoId, setIntoId] = useState(oldestFirst[0]?.id ?? '')
  const others = oldestFirst.filter((row) => row.id !== intoId).map((row) => row.id)
  const { data, error } = useQuery(previewQuery(intoId, others))
  const ready = data?.into.id === intoId ? data.rows.filter((row) => row.problem === null) : []
  const submit = async () => {
    const { done, failures } = await eachOf(ready, ({ id }) => act(id, 'merge', { into_id: intoId }))
    await refresh(queries)
    onFailures(failures)
    if (failures.length === 0) onDone()
    if (done.length > 0)
      toast.undo(t('merging.bulk.done', { count: done.length, into: data?.into.number ?? 0 }), () => {
        void unmergeAll(done).then((undone) => {
          onFailures(undone.failures)
          return refresh(queries)
        })
      })
  }
  return (
    <FormDialog
      title={t('merging.bulk.title', { count: rows.length })}
      submitLabel={t('merging.bulk.do', { count: ready.length })}
      isReady={ready.length > 0}
      onSubmit={submit}
      onClose={onClose}
    >
      <SelectField
        label={t('merging.bulk.into')}
        hint={t('merging.bulk.intoHint')}
        value={intoId}
        data={oldestFirst.map((row) => ({ value: row.id, label: `#${row.number} ${row.title}` }))}
        onChange={(event) => setIntoId(event.currentTarget.value)}
      />
      {error && <p className={styles.failure}>{error.message}</p>}
      <ul className={styles.list} aria-label={t('merging.bulk.what')}>
        {data?.rows.map((row) => (
          <li key={row.id}>
            <strong>
              #{row.number} <Shown text={row.title} />
            </strong>
            {row.problem === null ? (
              <Effects row={row} from={row.number} into={data.into.number} />
            ) : (
              <span className={styles.failure}>{row.problem}</span>
            )}
          </li>
        ))}
      </ul>
    </FormDialog>
  )
}
