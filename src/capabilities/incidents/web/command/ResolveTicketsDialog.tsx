import { Checkbox } from '@mantine/core'
import { useState } from 'react'
import { api, ask } from '../../../../web/api/client.ts'
import { ChoiceField, SelectField, TextAreaField } from '../../../../web/kit/fields.tsx'
import { toast } from '../../../../web/kit/toast.ts'
import { FormDialog } from '../../../../web/records/FormDialog.tsx'
import { Shown } from '../../../../web/records/masks/Shown.tsx'
import { type Incident, type Report, useRefresh } from '../data.ts'
import { errorOf } from '../error-of.ts'
import styles from '../incidents.module.css'
import { useIncidentsT } from '../useIncidentsT.ts'
import { useGivenAway } from './useGivenAway.tsx'

const codes = ['fixed', 'workaround', 'no_fault'] as const

type Props = { incident: Incident; reports: readonly Report[]; onClose: () => void }

/** Which of the tickets are resolved, and with what words to each requester. */
export function ResolveTicketsDialog({ incident, reports, onClose }: Props) {
  const t = useIncidentsT()
  const refresh = useRefresh(incident.id)
  const open = reports.filter((report) => report.category !== 'done')
  const [which, setWhich] = useState<'all' | 'some'>('all')
  const [chosen, setChosen] = useState<string[]>([])
  const [body, setBody] = useState('')
  const givenAway = useGivenAway(body)
  const [code, setCode] = useState<(typeof codes)[number]>('fixed')
  const nameOf = (report: Report) => <Shown text={`#${report.number} ${report.title}`} />
  const send = async () => {
    const these = which === 'all' ? { is_all: true } : { ticket_ids: chosen }
    const { tickets } = await ask(
      api.POST('/api/incidents/{id}/resolve-tickets', {
        params: { path: { id: incident.id } },
        body: { body, code, ...these, ...givenAway.consent },
      }),
    )
    toast.show(t('incidents.resolveTickets.done', { count: tickets }), 'success')
    await refresh()
  }
  return (
    <FormDialog
      title={t('incidents.reports.resolve')}
      submitLabel={t('incidents.resolveTickets.do')}
      isReady={body.trim() !== '' && (which === 'all' || chosen.length > 0)}
      onSubmit={send}
      onClose={onClose}
    >
      {(errors) => (
        <>
          <TextAreaField
            label={t('incidents.resolveTickets.body')}
            maxLength={20_000}
            value={body}
            {...errorOf(errors, 'body')}
            onChange={(event) => setBody(event.currentTarget.value)}
          />
          {givenAway.field(errors.get('may_give_away'))}
          <SelectField
            label={t('incidents.resolveTickets.code')}
            value={code}
            data={codes.map((value) => ({ value, label: t(`incidents.resolveTickets.${value}`) }))}
            onChange={(event) => setCode(event.currentTarget.value as (typeof codes)[number])}
          />
          <ChoiceField
            label={t('incidents.resolveTickets.which')}
            value={which}
            onChange={setWhich}
            options={[
              { value: 'all', label: t('incidents.resolveTickets.all') },
              { value: 'some', label: t('incidents.resolveTickets.some') },
            ]}
          />
          {which === 'some' && (
            <Checkbox.Group value={chosen} onChange={setChosen} label={t('incidents.resolveTickets.choose')}>
              <div className={styles.form}>
                {open.map((report) => (
                  <Checkbox key={report.id} value={report.id} label={nameOf(report)} />
                ))}
              </div>
            </Checkbox.Group>
          )}
        </>
      )}
    </FormDialog>
  )
}
