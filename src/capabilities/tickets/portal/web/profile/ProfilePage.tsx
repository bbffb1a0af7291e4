import { Button } from '@mantine/core'
import { useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { api, ask } from '../../../../../web/api/client.ts'
import { AppearanceFields } from '../../../../../web/kit/AppearanceFields.tsx'
import { TextField } from '../../../../../web/kit/fields.tsx'
import { PageHeader } from '../../../../../web/kit/PageHeader.tsx'
import { toast } from '../../../../../web/kit/toast.ts'
import { PortalParts } from '../../../../../web/shell/PortalParts.tsx'
import { useMe } from '../../../../../web/shell/session.ts'
import { usePortalT } from '../usePortalT.ts'
import { PasswordPart } from './PasswordPart.tsx'
import styles from './profile.module.css'
import { SessionsPart } from './SessionsPart.tsx'
import { useSending } from './useSending.ts'

/** One's own account: how it looks, how one signs in, and where one is signed in. */
export function Page() {
  const t = usePortalT()
  return (
    <div className={styles.page}>
      <PageHeader title={t('portal.profile.title')} />
      <YouPart />
      <LookPart />
      <PasswordPart />
      <PortalParts on="profile" />
      <SessionsPart />
    </div>
  )
}

function YouPart() {
  const t = usePortalT()
  const me = useMe()
  const [phone, setPhone] = useState('')
  const { run, isBusy, fields, failure } = useSending()
  const save = () =>
    run(async () => {
      await ask(api.PATCH('/api/profile', { body: { phone: phone.trim() } }))
      toast.show(t('portal.profile.phoneSaved'), 'success')
    })
  return (
    <section className={styles.part} aria-labelledby="you">
      <h2 id="you">{t('portal.profile.you')}</h2>
      <p className={styles.name}>{me.name}</p>
      {me.email && (
        <p className={styles.quiet}>
          {t('portal.profile.email')}: {me.email}
        </p>
      )}
      <form
        className={styles.inline}
        onSubmit={(event) => {
          event.preventDefault()
          void save()
        }}
      >
        <TextField
          label={t('portal.profile.phone')}
          type="tel"
          autoComplete="tel"
          value={phone}
          error={fields.get('phone') ?? failure}
          onChange={(event) => setPhone(event.currentTarget.value)}
        />
        <Button type="submit" variant="default" loading={isBusy} disabled={phone.trim() === ''}>
          {t('portal.profile.phoneSave')}
        </Button>
      </form>
    </section>
  )
}

/** The language is kept with the person, for her mails; the rest is this device's. */
function LookPart() {
  const t = usePortalT()
  const queries = useQueryClient()
  const keepLanguage = async (language: 'en' | 'es') => {
    await api.PATCH('/api/profile', { body: { language } })
    await queries.invalidateQueries({ queryKey: ['me'] })
  }
  return (
    <section className={styles.part} aria-labelledby="look">
      <h2 id="look">{t('portal.profile.look')}</h2>
      <AppearanceFields onLanguage={(language) => void keepLanguage(language)} />
    </section>
  )
}
