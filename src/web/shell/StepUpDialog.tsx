import { useState, useSyncExternalStore } from 'react'
import { api, ask, ProblemError } from '../api/client.ts'
import { PasswordField, TextField } from '../kit/fields.tsx'
import { FormDialog } from '../records/FormDialog.tsx'
import { SignInParts } from './PortalParts.tsx'
import { useMe } from './session.ts'
import { currentStepUp, subscribeStepUp } from './step-up.ts'
import { useShellT } from './useShellT.ts'

/** Asks who one is, above whatever page is open, when a privileged action needs it. */
export function StepUpDialog() {
  const waiting = useSyncExternalStore(subscribeStepUp, currentStepUp)
  return waiting ? <Proof proved={waiting.proved} gaveUp={waiting.gaveUp} /> : null
}

function Proof({ proved, gaveUp }: { proved: () => void; gaveUp: () => void }) {
  const t = useShellT()
  const [secret, setSecret] = useState('')
  // Who set up the second step in another window meanwhile is told so by the API.
  const me = useMe()
  const [isCode, setCode] = useState(me.has_factor)
  const send = async () => {
    try {
      await ask(api.POST('/api/session/confirm', { body: isCode ? { code: secret } : { password: secret } }))
    } catch (error) {
      if (!isCode && error instanceof ProblemError && error.fields.has('code')) {
        setCode(true)
        setSecret('')
        throw new ProblemError({ status: 422, detail: t('shell.stepUp.codeNeeded') })
      }
      throw error
    }
    proved()
  }
  return (
    <FormDialog
      title={t('shell.stepUp.title')}
      submitLabel={t('shell.stepUp.submit')}
      isReady={secret.length > 0}
      onSubmit={send}
      onClose={gaveUp}
    >
      {(errors) => (
        <>
          <p style={{ margin: 0 }}>{t('shell.stepUp.note')}</p>
          <SignInParts on="confirm" onDone={proved} />
          {isCode ? (
            <TextField
              key="code"
              label={t('shell.stepUp.code')}
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
              label={t('shell.stepUp.password')}
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
