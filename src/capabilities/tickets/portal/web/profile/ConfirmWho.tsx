import { Button, Modal } from '@mantine/core'
import { useState } from 'react'
import { api, ask } from '../../../../../web/api/client.ts'
import { PasswordField, TextField } from '../../../../../web/kit/fields.tsx'
import { useMe } from '../../../../../web/shell/session.ts'
import { usePortalT } from '../usePortalT.ts'
import styles from './profile.module.css'
import { useSending } from './useSending.ts'

type ConfirmWhoProps = { proof: { onConfirmed: () => void; onCancel: () => void } | undefined }

/** Asks for the code or the password once more, and then goes on with what was wanted. */
export function ConfirmWho({ proof }: ConfirmWhoProps) {
  const t = usePortalT()
  const me = useMe()
  const [text, setText] = useState('')
  const { run, isBusy, fields, failure } = useSending()
  const confirm = () =>
    run(async () => {
      await ask(
        api.POST('/api/session/confirm', { body: me.has_factor ? { code: text } : { password: text } }),
      )
      setText('')
      proof?.onConfirmed()
    })
  const field = {
    value: text,
    error: fields.get('code') ?? fields.get('password') ?? failure,
    onChange: (event: { currentTarget: { value: string } }) => setText(event.currentTarget.value),
    'data-autofocus': true,
  }
  return (
    <Modal
      opened={proof !== undefined}
      onClose={() => proof?.onCancel()}
      title={t('portal.profile.confirmTitle')}
      closeButtonProps={{ 'aria-label': t('portal.profile.cancel') }}
    >
      <form
        className={styles.fields}
        onSubmit={(event) => {
          event.preventDefault()
          void confirm()
        }}
      >
        {me.has_factor ? (
          <TextField label={t('portal.profile.confirmCode')} autoComplete="one-time-code" {...field} />
        ) : (
          <PasswordField
            label={t('portal.profile.confirmPassword')}
            autoComplete="current-password"
            {...field}
          />
        )}
        <Button type="submit" loading={isBusy} disabled={text === ''}>
          {t('portal.profile.confirm')}
        </Button>
      </form>
    </Modal>
  )
}
