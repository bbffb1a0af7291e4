import { useState } from 'react'
import { api, ask } from '../../../web/api/client.ts'
import { ChoiceField, TextAreaField } from '../../../web/kit/fields.tsx'
import { confirmed } from '../../../web/shell/step-up.ts'
import { type Person, useRefresh } from './data.ts'
import { FormDialog } from './FormDialog.tsx'
import { useOrganizationT } from './useOrganizationT.ts'

const proofs = ['call_back', 'manager', 'in_person'] as const
type ResetDialogProps = {
  person: Person
  what: 'reset_password' | 'reset_factor'
  onClose: () => void
  onNews: (sentence: string) => void
}

/** Takes a password or second step away; somebody answers for how the person was verified. */
export function ResetDialog({ person, what, onClose, onNews }: ResetDialogProps) {
  const t = useOrganizationT()
  const refresh = useRefresh()
  const [verified_by, setVerified] = useState<(typeof proofs)[number]>()
  const [reason, setReason] = useState('')
  const send = async () => {
    if (!verified_by) return
    const options = { params: { path: { id: person.id } }, body: { verified_by, reason: reason.trim() } }
    if (what === 'reset_factor') {
      await confirmed(() => ask(api.POST('/api/people/{id}/reset-factor', options)))
      onNews(t('organization.person.factorReset'))
    } else {
      const { mail } = await confirmed(() => ask(api.POST('/api/people/{id}/reset-password', options)))
      onNews(
        t(mail === 'held' ? 'organization.person.passwordResetHeld' : 'organization.person.passwordReset'),
      )
    }
    await refresh()
  }
  const title = t(
    what === 'reset_factor' ? 'organization.person.resetFactor' : 'organization.person.resetPassword',
  )
  return (
    <FormDialog
      title={title}
      submitLabel={title}
      isDanger
      isReady={verified_by !== undefined && reason.trim().length >= 3}
      onSubmit={send}
      onClose={onClose}
    >
      {(errors) => (
        <>
          <p style={{ margin: 0 }}>{t('organization.verify.note', { name: person.name })}</p>
          <ChoiceField
            label={t('organization.verify.how')}
            value={verified_by}
            onChange={setVerified}
            options={proofs.map((value) => ({ value, label: t(`organization.verify.${value}`) }))}
          />
          <TextAreaField
            label={t('organization.verify.reason')}
            value={reason}
            maxLength={2000}
            {...(errors.get('reason') ? { error: errors.get('reason') as string } : {})}
            onChange={(event) => setReason(event.currentTarget.value)}
          />
        </>
      )}
    </FormDialog>
  )
}
