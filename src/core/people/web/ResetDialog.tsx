import { useState } from 'react'
import { api, ask } from '../../../web/api/client.ts'
import { TextAreaField } from '../../../web/kit/fields.tsx'
import { confirmed } from '../../../web/shell/step-up.ts'
import { type Person, useRefresh } from './data.ts'
import { FormDialog } from './FormDialog.tsx'
import { useOrganizationT } from './useOrganizationT.ts'

type ResetDialogProps = {
  person: Person
  what: 'reset_password' | 'reset_factor'
  onClose: () => void
  onNews: (sentence: string) => void
}

/** Takes a password or second step away; whoever asks for it was verified before, or is now. */
export function ResetDialog({ person, what, onClose, onNews }: ResetDialogProps) {
  const t = useOrganizationT()
  const refresh = useRefresh()
  const [reason, setReason] = useState('')
  const send = async () => {
    const options = { params: { path: { id: person.id } }, body: { reason: reason.trim() } }
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
      isReady={reason.trim().length >= 3}
      onSubmit={send}
      onClose={onClose}
    >
      {(errors) => (
        <>
          <p style={{ margin: 0 }}>{t('organization.verify.note', { name: person.name })}</p>
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
