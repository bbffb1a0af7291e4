import { Button } from '@mantine/core'
import { useQuery, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { PersonPicker } from '../../../core/people/web/pickers.tsx'
import { api, ask, ProblemError } from '../../../web/api/client.ts'
import { ChoiceField, SelectField } from '../../../web/kit/fields.tsx'
import { toast } from '../../../web/kit/toast.ts'
import { FormDialog } from '../../../web/records/FormDialog.tsx'
import { PanelSection } from '../../../web/records/PanelSection.tsx'
import styles from './approvals.module.css'
import { ofTicketQuery } from './data.ts'
import { Story } from './look.tsx'
import { useApprovalsT } from './useApprovalsT.ts'

const hours_to_remind = [4, 8, 24, 40] as const

/** On a ticket's page: who was asked to approve it and what they said; and the button to ask. */
export function TicketPart({ id }: { id: string; version: number }) {
  const t = useApprovalsT()
  const queries = useQueryClient()
  const { data } = useQuery(ofTicketQuery(id))
  const [isOpen, setOpen] = useState(false)
  // What may be done now came with the ticket itself.
  const open = queries.getQueryData<{ may: string[] }>(['record', id])?.may ?? []
  const mayAsk = open.includes('approvals.ask_approval')
  if (!data || (data.rounds.length === 0 && !mayAsk)) return null
  const last = data.rounds.at(-1)
  const withdraw = async () => {
    try {
      await ask(api.POST('/api/tickets/{id}/withdraw-approval', { params: { path: { id } }, body: {} }))
      toast.show(t('approvals.done.withdrawn'), 'success')
    } catch (error) {
      if (!(error instanceof ProblemError)) throw error
      toast.show(error.message || error.title, 'danger')
    }
    await queries.invalidateQueries({ queryKey: ['record', id] })
  }
  return (
    <PanelSection title={t('approvals.ticket.panel')}>
      {data.rounds.map((round) => (
        <div key={round.id} className={styles.words}>
          <span className={styles.small}>{t(`approvals.roundState.${round.state}`)}</span>
          <Story round={round} />
        </div>
      ))}
      {mayAsk && (
        <Button size="compact-sm" variant="default" onClick={() => setOpen(true)}>
          {t('approvals.ticket.ask')}
        </Button>
      )}
      {open.includes('approvals.withdraw_approval') && last?.steps[0]?.name === '' && (
        <Button size="compact-sm" variant="default" onClick={withdraw}>
          {t('approvals.ticket.withdraw')}
        </Button>
      )}
      {isOpen && <AskApprovalDialog ticketId={id} onClose={() => setOpen(false)} />}
    </PanelSection>
  )
}

type Named = { id: string; name: string }

function AskApprovalDialog({ ticketId, onClose }: { ticketId: string; onClose: () => void }) {
  const t = useApprovalsT()
  const queries = useQueryClient()
  const [people, setPeople] = useState<Named[]>([])
  const [needs, setNeeds] = useState<'any' | 'all'>('any')
  const [hours, setHours] = useState('8')
  const send = async () => {
    await ask(
      api.POST('/api/tickets/{id}/ask-approval', {
        params: { path: { id: ticketId } },
        body: {
          person_ids: people.map(({ id }) => id),
          needs,
          ...(hours ? { remind_hours: Number(hours) } : {}),
        },
      }),
    )
    toast.show(t('approvals.done.requested'), 'success')
    await queries.invalidateQueries({ queryKey: ['record', ticketId] })
  }
  return (
    <FormDialog
      title={t('approvals.ticket.dialog')}
      submitLabel={t('approvals.ticket.ask')}
      isReady={people.length > 0}
      onSubmit={send}
      onClose={onClose}
    >
      {(errors) => (
        <>
          <p className={styles.small}>{t('approvals.ticket.dialogHint')}</p>
          <PersonPicker
            key={people.length}
            label={t('approvals.ticket.add')}
            value={null}
            error={errors.get('person_ids')}
            onChange={(person) => {
              if (person && !people.some(({ id }) => id === person.id)) setPeople([...people, person])
            }}
          />
          <Chosen people={people} onChange={setPeople} />
          {people.length > 1 && (
            <ChoiceField
              label={t('approvals.ticket.needs')}
              value={needs}
              onChange={setNeeds}
              options={(['any', 'all'] as const).map((value) => ({
                value,
                label: t(`approvals.needs.${value}`),
              }))}
            />
          )}
          <SelectField
            label={t('approvals.ticket.remind')}
            value={hours}
            data={[
              { value: '', label: t('approvals.ticket.remindNever') },
              ...hours_to_remind.map((count) => ({
                value: String(count),
                label: t('approvals.ticket.hours', { count }),
              })),
            ]}
            onChange={(event) => setHours(event.currentTarget.value)}
          />
        </>
      )}
    </FormDialog>
  )
}

function Chosen({ people, onChange }: { people: readonly Named[]; onChange: (people: Named[]) => void }) {
  const t = useApprovalsT()
  return (
    <ul className={styles.chips}>
      {people.map((person) => (
        <li key={person.id}>
          <Button
            size="compact-sm"
            variant="light"
            aria-label={t('approvals.ticket.remove', { name: person.name })}
            onClick={() => onChange(people.filter(({ id }) => id !== person.id))}
          >
            {person.name} ×
          </Button>
        </li>
      ))}
    </ul>
  )
}
