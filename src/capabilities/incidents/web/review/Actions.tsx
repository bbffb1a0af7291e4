import { Button } from '@mantine/core'
import { useState } from 'react'
import { PersonPicker } from '../../../../core/people/web/pickers.tsx'
import { api, ask } from '../../../../web/api/client.ts'
import { useFormat } from '../../../../web/i18n/useFormat.tsx'
import { AppLink } from '../../../../web/kit/AppLink.tsx'
import { TextAreaField, TextField } from '../../../../web/kit/fields.tsx'
import { FormDialog } from '../../../../web/records/FormDialog.tsx'
import { attempt, type Incident, useRefresh } from '../data.ts'
import { errorOf } from '../error-of.ts'
import styles from '../incidents.module.css'
import { useIncidentsT } from '../useIncidentsT.ts'

type Action = Incident['actions'][number]

/** What is to be done: each becomes a ticket, or is declined with a reason. */
export function Actions({ incident }: { incident: Incident }) {
  const t = useIncidentsT()
  const [isAdding, setAdding] = useState(false)
  const [declined, setDeclined] = useState<Action>()
  const isOpen = incident.state === 'review'
  return (
    <section className={styles.card} aria-labelledby="actions">
      <div className={styles.head}>
        <h2 id="actions">{t('incidents.actions.title')}</h2>
        {isOpen && (
          <Button className="wl-no-print" size="compact-sm" variant="default" onClick={() => setAdding(true)}>
            {t('incidents.actions.add')}
          </Button>
        )}
      </div>
      {incident.actions.length === 0 && <p className={styles.small}>{t('incidents.actions.none')}</p>}
      <ul className={styles.list}>
        {incident.actions.map((action) => (
          <Item key={action.id} action={action} incident={incident} onDecline={() => setDeclined(action)} />
        ))}
      </ul>
      {isAdding && <AddDialog incident={incident} onClose={() => setAdding(false)} />}
      {declined && (
        <DeclineDialog incident={incident} action={declined} onClose={() => setDeclined(undefined)} />
      )}
    </section>
  )
}

type ItemProps = { action: Action; incident: Incident; onDecline: () => void }

function Item({ action, incident, onDecline }: ItemProps) {
  const t = useIncidentsT()
  const format = useFormat()
  const refresh = useRefresh(incident.id)
  const isUndecided = action.ticket === null && action.declined_why === null
  const file = async () => {
    const body = t('incidents.actions.body', { number: incident.number, title: incident.title })
    const due = action.due_on ? `\n${t('incidents.actions.due', { day: format.date(action.due_on) })}` : ''
    const deed = ask(
      api.POST('/api/incidents/{id}/file-action', {
        params: { path: { id: incident.id } },
        body: { action_id: action.id, body: body + due },
      }),
    )
    if (await attempt(deed, t('incidents.actions.filed'))) await refresh()
  }
  return (
    <li>
      <span className={styles.words}>
        <strong>{action.title}</strong>
        <span className={styles.small}>
          {action.owner.name}
          {action.due_on && ` · ${t('incidents.actions.due', { day: format.date(action.due_on) })}`}
          {action.declined_why && ` · ${t('incidents.actions.declined', { why: action.declined_why })}`}
        </span>
        {action.ticket && (
          <AppLink href={`/desk/tickets/${action.ticket.id}`}>
            {t('incidents.actions.ticket', { number: action.ticket.number })}
          </AppLink>
        )}
      </span>
      {isUndecided && incident.state === 'review' && (
        <span className={`${styles.row} wl-no-print`}>
          <Button size="compact-sm" onClick={file}>
            {t('incidents.actions.file')}
          </Button>
          {incident.may.includes('incidents.decline_action') && (
            <Button size="compact-sm" variant="default" onClick={onDecline}>
              {t('incidents.actions.decline')}
            </Button>
          )}
        </span>
      )}
    </li>
  )
}

function AddDialog({ incident, onClose }: { incident: Incident; onClose: () => void }) {
  const t = useIncidentsT()
  const refresh = useRefresh(incident.id)
  const [title, setTitle] = useState('')
  const [owner, setOwner] = useState<{ id: string; name: string } | null>(null)
  const [due, setDue] = useState('')
  const send = async () => {
    await ask(
      api.POST('/api/incidents/{id}/add-action', {
        params: { path: { id: incident.id } },
        body: { title: title.trim(), owner_id: owner?.id ?? '', ...(due ? { due_on: due } : {}) },
      }),
    )
    await refresh()
  }
  return (
    <FormDialog
      title={t('incidents.actions.add')}
      submitLabel={t('incidents.actions.save')}
      isReady={title.trim() !== '' && owner !== null}
      onSubmit={send}
      onClose={onClose}
    >
      {(errors) => (
        <>
          <TextField
            label={t('incidents.actions.what')}
            maxLength={500}
            value={title}
            {...errorOf(errors, 'title')}
            onChange={(event) => setTitle(event.currentTarget.value)}
          />
          <PersonPicker
            label={t('incidents.actions.who')}
            value={owner}
            onChange={setOwner}
            error={errors.get('owner_id')}
          />
          <TextField
            type="date"
            label={t('incidents.actions.until')}
            value={due}
            {...errorOf(errors, 'due_on')}
            onChange={(event) => setDue(event.currentTarget.value)}
          />
        </>
      )}
    </FormDialog>
  )
}

type DeclineProps = { incident: Incident; action: Action; onClose: () => void }

function DeclineDialog({ incident, action, onClose }: DeclineProps) {
  const t = useIncidentsT()
  const refresh = useRefresh(incident.id)
  const [reason, setReason] = useState('')
  const send = async () => {
    await ask(
      api.POST('/api/incidents/{id}/decline-action', {
        params: { path: { id: incident.id } },
        body: { action_id: action.id, reason: reason.trim() },
      }),
    )
    await refresh()
  }
  return (
    <FormDialog
      title={t('incidents.actions.declineTitle', { title: action.title })}
      submitLabel={t('incidents.actions.decline')}
      isReady={reason.trim() !== ''}
      onSubmit={send}
      onClose={onClose}
    >
      {(errors) => (
        <TextAreaField
          label={t('incidents.actions.why')}
          maxLength={2000}
          value={reason}
          {...errorOf(errors, 'reason')}
          onChange={(event) => setReason(event.currentTarget.value)}
        />
      )}
    </FormDialog>
  )
}
