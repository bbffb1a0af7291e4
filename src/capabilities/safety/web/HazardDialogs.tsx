/** Entering, describing and ending hazards, and their controls. */
import { useRouter } from '@tanstack/react-router'
import { useState } from 'react'
import { FormDialog } from '../../../core/people/web/FormDialog.tsx'
import { PersonPicker } from '../../../core/people/web/pickers.tsx'
import { api, ask } from '../../../web/api/client.ts'
import { ChoiceField, TextAreaField, TextField } from '../../../web/kit/fields.tsx'
import { type Control, type Hazard, hazardsPath, useAskAgain } from './data.ts'
import { RatingFields } from './RatingFields.tsx'
import { useSafetyT } from './useSafetyT.ts'

const errorOf = (errors: ReadonlyMap<string, string>, field: string) => {
  const error = errors.get(field)
  return error === undefined ? {} : { error }
}
const fresh = {
  title: '',
  cause: '',
  effect: '',
  severity: null,
  likelihood: null,
  severity_after: null,
  likelihood_after: null,
}

type Draft = Pick<Hazard, 'title' | 'cause' | 'effect' | 'severity_after' | 'likelihood_after'> & {
  severity: number | null
  likelihood: number | null
}

/** Sends a new hazard, or what changed of one; answers the id. */
function useSave(hazard: Hazard | undefined): (draft: Draft) => Promise<void> {
  const router = useRouter()
  const askAgain = useAskAgain()
  return async ({ severity, likelihood, severity_after, likelihood_after, ...words }) => {
    if (severity === null || likelihood === null) return
    const body = { ...words, title: words.title.trim(), severity, likelihood }
    if (hazard) {
      const path = { path: { id: hazard.id }, header: { 'if-match': String(hazard.version) } }
      await ask(
        api.POST('/api/hazards/{id}/edit', {
          params: path,
          body: { ...body, severity_after, likelihood_after },
        }),
      )
      await askAgain(hazard.id)
      return
    }
    const { id } = await ask(api.POST('/api/hazards', { body }))
    await askAgain()
    router.history.push(`${hazardsPath}/${id}`)
  }
}

/** Describes and rates a hazard; without one, a new one. */
export function DescribeDialog({ hazard, onClose }: { hazard?: Hazard; onClose: () => void }) {
  const t = useSafetyT()
  const save = useSave(hazard)
  const [draft, setDraft] = useState<Draft>(hazard ?? fresh)
  const change = (some: Partial<Draft>) => setDraft({ ...draft, ...some })
  const { title, cause, effect, severity, likelihood, severity_after, likelihood_after } = draft
  return (
    <FormDialog
      title={t(hazard ? 'safety.hazard.describe' : 'safety.hazard.add')}
      submitLabel={t('safety.field.save')}
      isReady={title.trim() !== '' && severity !== null && likelihood !== null}
      onSubmit={() => save({ title, cause, effect, severity, likelihood, severity_after, likelihood_after })}
      onClose={onClose}
    >
      {(errors) => (
        <>
          <TextField
            label={t('safety.field.title')}
            hint={t('safety.field.titleHint')}
            maxLength={300}
            value={title}
            {...errorOf(errors, 'title')}
            onChange={(event) => change({ title: event.currentTarget.value })}
          />
          <TextAreaField
            label={t('safety.hazard.cause')}
            maxLength={5000}
            value={cause}
            {...errorOf(errors, 'cause')}
            onChange={(event) => change({ cause: event.currentTarget.value })}
          />
          <TextAreaField
            label={t('safety.hazard.effect')}
            maxLength={5000}
            value={effect}
            {...errorOf(errors, 'effect')}
            onChange={(event) => change({ effect: event.currentTarget.value })}
          />
          <fieldset style={{ border: 0, margin: 0, padding: 0 }}>
            <legend>{t('safety.hazard.before')}</legend>
            <RatingFields severity={severity} likelihood={likelihood} onChange={change} errors={errors} />
          </fieldset>
          {hazard && (
            <fieldset style={{ border: 0, margin: 0, padding: 0 }}>
              <legend>{t('safety.hazard.after')}</legend>
              <RatingFields
                severity={severity_after}
                likelihood={likelihood_after}
                errors={errors}
                names={['severity_after', 'likelihood_after']}
                onChange={(rating) =>
                  change({ severity_after: rating.severity, likelihood_after: rating.likelihood })
                }
              />
            </fieldset>
          )}
        </>
      )}
    </FormDialog>
  )
}

/** A control of the hazard, or a new one. */
export function ControlDialog(props: { hazardId: string; control?: Control; onClose: () => void }) {
  const { hazardId, control, onClose } = props
  const t = useSafetyT()
  const askAgain = useAskAgain()
  const [body, setBody] = useState(control?.body ?? '')
  const [state, setState] = useState<Control['state']>(control?.state ?? 'planned')
  const [owner, setOwner] = useState(control?.owner ?? null)
  const [due_on, setDue] = useState(control?.due_on ?? '')
  const send = async () => {
    const params = { path: { id: hazardId } }
    const fields = { body: body.trim(), state, owner_id: owner?.id ?? null, due_on: due_on || null }
    await (control
      ? ask(
          api.POST('/api/hazards/{id}/edit-control', { params, body: { control_id: control.id, ...fields } }),
        )
      : ask(api.POST('/api/hazards/{id}/add-control', { params, body: fields })))
    await askAgain(hazardId)
  }
  return (
    <FormDialog
      title={t(control ? 'safety.hazard.editControl' : 'safety.hazard.addControl')}
      submitLabel={t('safety.field.save')}
      isReady={body.trim() !== ''}
      onSubmit={send}
      onClose={onClose}
    >
      {(errors) => (
        <>
          <TextAreaField
            label={t('safety.hazard.control')}
            maxLength={2000}
            value={body}
            {...errorOf(errors, 'body')}
            onChange={(event) => setBody(event.currentTarget.value)}
          />
          <ChoiceField
            label={t('safety.hazard.controlState')}
            value={state}
            options={(['existing', 'planned'] as const).map((value) => ({
              value,
              label: t(`safety.hazard.${value}`),
            }))}
            onChange={setState}
          />
          <PersonPicker
            label={t('safety.hazard.controlOwner')}
            value={owner}
            isClearable
            error={errors.get('owner_id')}
            onChange={setOwner}
          />
          <TextField
            type="date"
            label={t('safety.hazard.due')}
            value={due_on}
            {...errorOf(errors, 'due_on')}
            onChange={(event) => setDue(event.currentTarget.value)}
          />
        </>
      )}
    </FormDialog>
  )
}

/** Why the risk is accepted, or the hazard is gone. */
export function EndDialog({
  hazard,
  verb,
  onClose,
}: {
  hazard: Hazard
  verb: 'accept' | 'close'
  onClose: () => void
}) {
  const t = useSafetyT()
  const askAgain = useAskAgain()
  const [reason, setReason] = useState('')
  return (
    <FormDialog
      title={t(`safety.hazard.move.${verb}`)}
      submitLabel={t('safety.field.save')}
      isReady={reason.trim() !== ''}
      onSubmit={async () => {
        const body = { reason: reason.trim() }
        await ask(api.POST(`/api/hazards/{id}/${verb}`, { params: { path: { id: hazard.id } }, body }))
        await askAgain(hazard.id)
      }}
      onClose={onClose}
    >
      {(errors) => (
        <TextAreaField
          label={t('safety.field.reason')}
          maxLength={5000}
          value={reason}
          {...errorOf(errors, 'reason')}
          onChange={(event) => setReason(event.currentTarget.value)}
        />
      )}
    </FormDialog>
  )
}
