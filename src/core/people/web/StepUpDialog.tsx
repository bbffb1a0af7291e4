import { useState, useSyncExternalStore } from 'react'
import { api, ask, ProblemError } from '../../../web/api/client.ts'
import { PasswordField, TextField } from '../../../web/kit/fields.tsx'
import { FormDialog } from './FormDialog.tsx'
import { currentStepUp, subscribeStepUp } from './step-up.ts'
import { useOrganizationT } from './useOrganizationT.ts'

/** Asks who one is, above whatever page is open, when a privileged action needs it. */
export function StepUpDialog() {
  const waiting = useSyncExternalStore(subscribeStepUp, currentStepUp)
  return waiting ? <Proof proved={waiting.proved} gaveUp={waiting.gaveUp} /> : null
}

function Proof({ proved, gaveUp }: { proved: () => void; gaveUp: () => void }) {
  const t = useOrganizationT()
  const [secret, setSecret] = useState('')
  // Who has a second step is told so by the API, since the page does not know it.
  const [isCode, setCode] = useState(false)
  const send = async () => {
    try {
      await ask(api.POST('/api/session/confirm', { body: isCode ? { code: secret } : { password: secret } }))
    } catch (error) {
      if (!isCode && error instanceof ProblemError && error.fields.has('code')) {
        setCode(true)
        setSecret('')
        throw new ProblemError({ status: 422, detail: t('organization.stepUp.codeNeeded') })
      }
      throw error
    }
    proved()
  }
  return (
    <FormDialog
      title={t('organization.stepUp.title')}
      submitLabel={t('organization.stepUp.submit')}
      isReady={secret.length > 0}
      onSubmit={send}
      onClose={gaveUp}
    >
      {(errors) => (
        <>
          <p style={{ margin: 0 }}>{t('organization.stepUp.note')}</p>
          {isCode ? (
            <TextField
              key="code"
              label={t('organization.stepUp.code')}
              autoComplete="one-time-code"
              inputMode="numeric"
              value={secret}
              error={errors.get('code')}
              data-autofocus
              autoFocus
              onChange={(event) => setSecret(event.currentTarget.value)}
            />
          ) : (
            <PasswordField
              key="password"
              label={t('organization.stepUp.password')}
              autoComplete="current-password"
              value={secret}
              error={errors.get('password')}
              data-autofocus
              onChange={(event) => setSecret(event.currentTarget.value)}
            />
          )}
        </>
      )}
    </FormDialog>
  )
}
