import { Button } from '@mantine/core'
import { useState } from 'react'
import { PasswordField, TextField } from '../../../web/kit/fields.tsx'
import { useMe } from '../../../web/shell/session.ts'
import { makePasskey } from './passkey-browser.ts'
import styles from './sign-in.module.css'
import { useSending } from './useSending.ts'
import { useSignInT } from './useSignInT.ts'

type PasskeyFormProps = { onDone: (codes: readonly string[] | null) => void; onCancel: () => void }

/** Its name, the password where nothing stronger is set up, and then what the device asks. */
export function PasskeyForm({ onDone, onCancel }: PasskeyFormProps) {
  const t = useSignInT()
  const me = useMe()
  const [name, setName] = useState(useUsualName())
  const [password, setPassword] = useState('')
  const { run, isBusy, fields, failure } = useSending()
  const needsPassword = !me.has_factor && !me.owes_factor && me.has_password
  const make = () => run(async () => onDone(await makePasskey(name.trim(), password)))
  return (
    <form
      className={styles.fields}
      onSubmit={(event) => {
        event.preventDefault()
        void make()
      }}
    >
      <TextField
        label={t('signIn.passkey.name')}
        hint={t('signIn.passkey.nameHint')}
        maxLength={100}
        autoFocus
        value={name}
        error={fields.get('name')}
        onChange={(event) => setName(event.currentTarget.value)}
      />
      {needsPassword && (
        <PasswordField
          label={t('signIn.factor.confirmPassword')}
          autoComplete="current-password"
          value={password}
          error={fields.get('password')}
          onChange={(event) => setPassword(event.currentTarget.value)}
        />
      )}
      {failure && (
        <p role="alert" className={styles.failure}>
          {failure}
        </p>
      )}
      <div className={styles.row}>
        <Button
          type="submit"
          loading={isBusy}
          disabled={name.trim() === '' || (needsPassword && password === '')}
        >
          {t('signIn.passkey.addSubmit')}
        </Button>
        <Button variant="default" onClick={onCancel}>
          {t('signIn.factor.cancel')}
        </Button>
      </div>
    </form>
  )
}

const systems = ['iPhone', 'iPad', 'Android', 'Windows', 'Mac', 'Linux']

/** "My iPhone", as far as the browser tells what it runs on. */
function useUsualName(): string {
  const t = useSignInT()
  const device = systems.find((system) => navigator.userAgent.includes(system))
  return t('signIn.passkey.nameUsual', { device: device ?? t('signIn.passkey.device') })
}
