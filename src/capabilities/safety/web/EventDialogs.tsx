/** What asks for words or a choice before it is done to a safety event. */
import { useQuery } from '@tanstack/react-query'
import { type ReactNode, useState } from 'react'
import { FormDialog } from '../../../core/people/web/FormDialog.tsx'
import { api, ask } from '../../../web/api/client.ts'
import { SelectField, TextAreaField, TextField } from '../../../web/kit/fields.tsx'
import { hazardsQuery, type SafetyEvent, settingQuery, useAskAgain } from './data.ts'
import { RatingFields } from './RatingFields.tsx'
import { useSafetyT } from './useSafetyT.ts'

export type EventDialogName = 'assess' | 'close' | 'dismiss' | 'rename' | 'assign' | 'hazard'
type DialogProps = { event: SafetyEvent; onClose: () => void }

export function EventDialog({ name, ...props }: DialogProps & { name: EventDialogName }) {
  switch (name) {
    case 'assess':
      return <Assess {...props} />
    case 'rename':
      return <Rename {...props} />
    case 'assign':
      return <Assign {...props} />
    case 'hazard':
      return <PutToHazard {...props} />
    default:
      return <End {...props} verb={name} />
  }
}

type FrameProps = DialogProps & {
  title: string
  isReady: boolean
  send: () => Promise<unknown>
  children: (errors: ReadonlyMap<string, string>) => ReactNode
}

function Frame({ event, onClose, title, isReady, send, children }: FrameProps) {
  const t = useSafetyT()
  const askAgain = useAskAgain()
  return (
    <FormDialog
      title={title}
      submitLabel={t('safety.field.save')}
      isReady={isReady}
      onSubmit={async () => {
        await send()
        await askAgain(event.id)
      }}
      onClose={onClose}
    >
      {children}
    </FormDialog>
  )
}

const at = (event: SafetyEvent) => ({ params: { path: { id: event.id } } })
/** The error of a field, as a property that is only there when there is one. */
const errorOf = (errors: ReadonlyMap<string, string>, field: string) => {
  const error = errors.get(field)
  return error === undefined ? {} : { error }
}

function Assess({ event, onClose }: DialogProps) {
  const t = useSafetyT()
  const [rating, setRating] = useState({ severity: event.severity, likelihood: event.likelihood })
  const [findings, setFindings] = useState(event.findings ?? '')
  const { severity, likelihood } = rating
  return (
    <Frame
      event={event}
      onClose={onClose}
      title={t('safety.event.assessment')}
      isReady={severity !== null && likelihood !== null && findings.trim() !== ''}
      send={async () => {
        if (severity === null || likelihood === null) return
        const body = { severity, likelihood, findings: findings.trim() }
        await ask(api.POST('/api/safety-events/{id}/assess', { ...at(event), body }))
      }}
    >
      {(errors) => (
        <>
          <RatingFields {...rating} onChange={setRating} errors={errors} names={['severity', 'likelihood']} />
          <TextAreaField
            label={t('safety.field.findings')}
            maxLength={20_000}
            value={findings}
            {...errorOf(errors, 'findings')}
            onChange={(typed) => setFindings(typed.currentTarget.value)}
          />
        </>
      )}
    </Frame>
  )
}

function End({ event, onClose, verb }: DialogProps & { verb: 'close' | 'dismiss' }) {
  const t = useSafetyT()
  const [reason, setReason] = useState('')
  return (
    <Frame
      event={event}
      onClose={onClose}
      title={t(`safety.move.${verb}`)}
      isReady={reason.trim() !== ''}
      send={() =>
        ask(api.POST(`/api/safety-events/{id}/${verb}`, { ...at(event), body: { reason: reason.trim() } }))
      }
    >
      {(errors) => (
        <TextAreaField
          label={t(verb === 'close' ? 'safety.field.learned' : 'safety.field.reason')}
          maxLength={20_000}
          value={reason}
          {...errorOf(errors, 'reason')}
          onChange={(typed) => setReason(typed.currentTarget.value)}
        />
      )}
    </Frame>
  )
}

function Rename({ event, onClose }: DialogProps) {
  const t = useSafetyT()
  const [title, setTitle] = useState(event.title)
  return (
    <Frame
      event={event}
      onClose={onClose}
      title={t('safety.move.rename')}
      isReady={title.trim() !== ''}
      send={() =>
        ask(api.POST('/api/safety-events/{id}/rename', { ...at(event), body: { title: title.trim() } }))
      }
    >
      {(errors) => (
        <TextField
          label={t('safety.field.title')}
          hint={t('safety.field.titleHint')}
          maxLength={200}
          value={title}
          {...errorOf(errors, 'title')}
          onChange={(typed) => setTitle(typed.currentTarget.value)}
        />
      )}
    </Frame>
  )
}

function Assign({ event, onClose }: DialogProps) {
  const t = useSafetyT()
  const { data } = useQuery(settingQuery)
  const [owner_id, setOwner] = useState('')
  const others = (data?.officers ?? []).filter(({ id }) => id !== event.owner?.id)
  return (
    <Frame
      event={event}
      onClose={onClose}
      title={t('safety.move.assign')}
      isReady={owner_id !== ''}
      send={() => ask(api.POST('/api/safety-events/{id}/assign', { ...at(event), body: { owner_id } }))}
    >
      {(errors) => (
        <SelectField
          label={t('safety.field.officer')}
          value={owner_id}
          data={[
            { value: '', label: t('safety.field.choose') },
            ...others.map(({ id, name }) => ({ value: id, label: name })),
          ]}
          {...errorOf(errors, 'owner_id')}
          onChange={(chosen) => setOwner(chosen.currentTarget.value)}
        />
      )}
    </Frame>
  )
}

/** An existing hazard, or a new one that begins with the rating of the event. */
function PutToHazard({ event, onClose }: DialogProps) {
  const t = useSafetyT()
  const { data = [] } = useQuery(hazardsQuery({ state: 'current' }))
  const [chosen, setChosen] = useState('')
  const [title, setTitle] = useState(event.title)
  const rating = { severity: event.severity ?? 3, likelihood: event.likelihood ?? 3 }
  const others = data.filter(({ id }) => !event.hazards.some((hazard) => hazard.id === id))
  const send = () =>
    chosen === ''
      ? ask(
          api.POST('/api/hazards', {
            body: { title: title.trim(), cause: '', effect: '', ...rating, record_ids: [event.id] },
          }),
        )
      : ask(
          api.POST('/api/hazards/{id}/link', {
            params: { path: { id: chosen } },
            body: { record_id: event.id },
          }),
        )
  return (
    <Frame
      event={event}
      onClose={onClose}
      title={t('safety.move.hazard')}
      isReady={chosen !== '' || title.trim() !== ''}
      send={send}
    >
      {(errors) => (
        <>
          <SelectField
            label={t('safety.hazard.which')}
            value={chosen}
            data={[
              { value: '', label: t('safety.hazard.new') },
              ...others.map(({ id, number, title: name }) => ({ value: id, label: `${number} ${name}` })),
            ]}
            onChange={(picked) => setChosen(picked.currentTarget.value)}
          />
          {chosen === '' && (
            <TextField
              label={t('safety.field.title')}
              hint={t('safety.field.titleHint')}
              maxLength={300}
              value={title}
              {...errorOf(errors, 'title')}
              onChange={(typed) => setTitle(typed.currentTarget.value)}
            />
          )}
        </>
      )}
    </Frame>
  )
}
