import { Button } from '@mantine/core'
import { useSearch } from '@tanstack/react-router'
import { useState } from 'react'
import { api, ask } from '../../../../web/api/client.ts'
import { TextField } from '../../../../web/kit/fields.tsx'
import { PublicFrame } from './PublicFrame.tsx'
import styles from './public.module.css'
import { useAccountT } from './useAccountT.ts'
import { useForm } from './useForm.ts'

/** Asks for a link to choose a new password. The answer is the same whether somebody has that address. */
export function Page() {
  const t = useAccountT()
  const { o } = useSearch({ strict: false }) as { o?: unknown }
  const [email, setEmail] = useState('')
  const [isSent, setSent] = useState(false)
  const { onSubmit, isBusy, failure, fields } = useForm(async () => {
    await ask(
      api.POST('/api/session/reset', {
        body: { email: email.trim(), ...(o === undefined ? {} : { organization: String(o) }) },
      }),
    )
    setSent(true)
  })
  if (isSent)
    return (
      <PublicFrame title={t('account.forgot.sent')}>
        <p role="status">{t('account.forgot.sentBody', { email: email.trim() })}</p>
        <p>{t('account.forgot.nothing')}</p>
      </PublicFrame>
    )
  return (
    <PublicFrame title={t('account.forgot.title')}>
      <form className={styles.form} onSubmit={onSubmit}>
        <p>{t('account.forgot.note')}</p>
        <TextField
          label={t('account.email')}
          type="email"
          autoComplete="username"
          required
          value={email}
          error={fields.get('email') ?? failure}
          onChange={(event) => setEmail(event.currentTarget.value)}
        />
        <Button type="submit" loading={isBusy}>
          {t('account.forgot.send')}
        </Button>
      </form>
    </PublicFrame>
  )
}
