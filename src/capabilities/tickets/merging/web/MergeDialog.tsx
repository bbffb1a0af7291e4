import { Radio } from '@mantine/core'
import { useDebouncedValue } from '@mantine/hooks'
import { useQuery, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { CheckboxField, TextField } from '../../../../web/kit/fields.tsx'
import { toast } from '../../../../web/kit/toast.ts'
import { FormDialog } from '../../../../web/records/FormDialog.tsx'
import { Shown } from '../../../../web/records/masks/Shown.tsx'
import { act, type Ticket } from '../../web/data/ticket.ts'
import { useTicketsT } from '../../web/useTicketsT.ts'
import { type Candidate, candidatesQuery, previewQuery, refresh, unmergeAll } from './data.ts'
import styles from './merging.module.css'
import { useMergingT } from './useMergingT.ts'

const TYPING_MS = 200

/** Chooses the ticket that goes on, among the likely ones or by words, and says before what will happen. */
export function MergeDialog({ ticket, onClose }: { ticket: Ticket; onClose: () => void }) {
  const t = useMergingT()
  const queries = useQueryClient()
  const [into, setInto] = useState<Candidate>()
  const [addsRequester, setAddsRequester] = useState(false)
  const { data } = useQuery({ ...previewQuery(into?.id ?? '', [ticket.id]), enabled: into !== undefined })
  const row = data?.into.id === into?.id ? data?.rows[0] : undefined
  const submit = async () => {
    if (!into) return
    const isAdding = addsRequester && row?.is_same_requester === false
    await act(ticket.id, 'merge', { into_id: into.id, ...(isAdding ? { adds_requester: true } : {}) })
    await refresh(queries)
    toast.undo(t('merging.merge.done', { from: ticket.number, into: into.number }), () => {
      void unmergeAll([ticket]).then(({ failures }) => {
        for (const failure of failures) toast.show(failure.why, 'danger')
        return refresh(queries)
      })
    })
  }
  return (
    <FormDialog
      title={t('merging.merge.title', { number: ticket.number })}
      submitLabel={t('merging.merge.do')}
      isReady={row !== undefined && row.problem === null}
      onSubmit={submit}
      onClose={onClose}
    >
      {(errors) => (
        <>
          <Candidates ticket={ticket} chosen={into} onChoose={setInto} error={errors.get('into_id')} />
          {into && row && (
            <div role="status">
              {row.problem !== null ? (
                <p className={styles.failure}>{row.problem}</p>
              ) : (
                <Effects row={row} from={ticket.number} into={into.number} />
              )}
            </div>
          )}
          {into && row?.problem === null && !row.is_same_requester && row.requester && (
            <CheckboxField
              label={t('merging.merge.adds', { name: row.requester, number: into.number })}
              hint={t('merging.merge.addsHint')}
              checked={addsRequester}
              onChange={(event) => setAddsRequester(event.currentTarget.checked)}
            />
          )}
        </>
      )}
    </FormDialog>
  )
}

type CandidatesProps = {
  ticket: Ticket
  chosen: Candidate | undefined
  onChoose: (candidate: Candidate) => void
  error: string | undefined
}

function Candidates({ ticket, chosen, onChoose, error }: CandidatesProps) {
  const t = useMergingT()
  const tickets = useTicketsT()
  const [typed, setTyped] = useState('')
  const [q] = useDebouncedValue(typed.trim(), TYPING_MS)
  const { data, isPending } = useQuery({
    ...candidatesQuery(ticket.id, q),
    placeholderData: (before) => before,
  })
  const rows = data?.rows ?? []
  return (
    <>
      <TextField
        label={t('merging.merge.search')}
        hint={t('merging.merge.searchHint')}
        required={false}
        value={typed}
        data-autofocus
        onChange={(event) => setTyped(event.currentTarget.value)}
      />
      {!isPending && rows.length === 0 && <p className={styles.dim}>{t('merging.merge.none')}</p>}
      <Radio.Group
        label={t('merging.merge.into')}
        value={chosen?.id ?? ''}
        error={error}
        onChange={(id) => {
          const found = rows.find((each) => each.id === id)
          if (found) onChoose(found)
        }}
      >
        <div className={styles.choices}>
          {rows.map((each) => (
            <Radio
              key={each.id}
              value={each.id}
              label={<Shown text={`#${each.number} ${each.title}`} />}
              description={[
                each.requester,
                tickets(`tickets.state.${each.state}`),
                each.place,
                each.device,
                each.reasons.map((reason) => t(`merging.reason.${reason}`)).join(', '),
              ]
                .filter(Boolean)
                .join(' · ')}
            />
          ))}
        </div>
      </Radio.Group>
    </>
  )
}

type Row = {
  requester: string | null
  is_same_requester: boolean
  messages: number
  open_parts: number
}

/** What merging one ticket does, in plain words. */
export function Effects({ row, from, into }: { row: Row; from: number; into: number }) {
  const t = useMergingT()
  const name = row.requester ?? ''
  return (
    <ul className={styles.effects}>
      <li>{t('merging.effect.ends', { from, into })}</li>
      <li>{t('merging.effect.messages', { count: row.messages, into })}</li>
      {name && !row.is_same_requester && <li>{t('merging.effect.requester', { name, into })}</li>}
      {row.is_same_requester && <li>{t('merging.effect.same', { name })}</li>}
      {row.open_parts > 0 && <li>{t('merging.effect.parts', { count: row.open_parts, from })}</li>}
    </ul>
  )
}
