/** Proves once more who one is: by code, by password, by passkey, or at the provider. */
import { Button, Group, Modal, Stack } from '@mantine/core'
import { useState } from 'react'
import { api, ask, ProblemError } from '../api/client.ts'
import { useKitT } from '../i18n/useKitT.ts'
import { AppLink } from '../kit/AppLink.tsx'
import { PasswordField, TextField } from '../kit/fields.tsx'
import { FormDialog } from '../records/FormDialog.tsx'
import { SignInParts } from './PortalParts.tsx'
import { useMe } from './session.ts'
import styles from './shell.module.css'
import { useShellT } from './useShellT.ts'

type ProofProps = { proved: () => void; gaveUp: () => void }

/** Shows the ways alone that this person has. */
export function Proof(props: ProofProps) {
  const me = useMe()
  const hasField = me.has_factor || (me.has_password && !me.is_factor_wanted)
  return hasField ? <Typed {...props} /> : <Elsewhere {...props} />
}

/** Nothing to type: at the provider where one signs in, or not before there is a second step. */
function Elsewhere({ proved, gaveUp }: ProofProps) {
  const t = useShellT()
  const kit = useKitT()
  const me = useMe()
  return (
    <Modal
      opened
      onClose={gaveUp}
      title={t('shell.stepUp.title')}
      size="md"
      closeButtonProps={{ 'aria-label': kit('kit.close') }}
      styles={{ title: { fontWeight: 650, fontSize: 'var(--mantine-font-size-lg)' } }}
    >
      <Stack gap="sm">
        <p className={styles.plain}>{t('shell.stepUp.note')}</p>
        <SignInParts on="confirm" onDone={proved} />
        <p className={styles.plain}>
          {t(me.is_factor_wanted ? 'shell.stepUp.factorWanted' : 'shell.stepUp.noPassword')}{' '}
          <AppLink href="/profile" onClick={gaveUp}>
            {t('shell.stepUp.setUp')}
          </AppLink>
        </p>
      </Stack>
      <Group justify="flex-end" mt="lg">
        <Button variant="default" onClick={gaveUp}>
          {kit('kit.cancel')}
        </Button>
      </Group>
    </Modal>
  )
}

function Typed({ proved, gaveUp }: ProofProps) {
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
