import { Button } from '@mantine/core'
import { useQueryClient } from '@tanstack/react-query'
import { useRouter } from '@tanstack/react-router'
import { useState } from 'react'
import { api, ask } from '../../../../../web/api/client.ts'
import { PasswordField } from '../../../../../web/kit/fields.tsx'
import { toast } from '../../../../../web/kit/toast.ts'
import { useMe } from '../../../../../web/shell/session.ts'
import { usePortalT } from '../usePortalT.ts'
import styles from './profile.module.css'
import { useSending } from './useSending.ts'

export function PasswordPart() {
  const t = usePortalT()
  const me = useMe()
  const [isOpen, setOpen] = useState(false)
  if (!me.has_password) return null
  return (
    <section className={styles.part} aria-labelledby="password">
      <h2 id="password">{t('portal.profile.password')}</h2>
      {isOpen ? (
        <ChangeForm onDone={() => setOpen(false)} />
      ) : (
        <Button variant="default" className={styles.button} onClick={() => setOpen(true)}>
          {t('portal.profile.passwordOpen')}
        </Button>
      )}
    </section>
  )
}

function ChangeForm({ onDone }: { onDone: () => void }) {
  const t = usePortalT()
  const me = useMe()
  const queries = useQueryClient()
  const router = useRouter()
  const [old_password, setOld] = useState('')
  const [new_password, setNew] = useState('')
  const { run, isBusy, fields, failure } = useSending()
  const change = () =>
    run(async () => {
      const { owes_factor } = await ask(
        api.POST('/api/session/password', { body: { old_password, new_password } }),
      )
      toast.show(t('portal.profile.passwordChanged'), 'success')
      // A role of hers wants a second step by now: nothing else opens before she has set one up.
      if (owes_factor) {
        queries.clear()
        return router.navigate({ href: `/second-step?next=${encodeURIComponent('/profile')}`, replace: true })
      }
      void queries.invalidateQueries({ queryKey: ['sessions'] })
      onDone()
    })
  return (
    <form
      className={styles.fields}
      onSubmit={(event) => {
        event.preventDefault()
        void change()
      }}
    >
      <p className={styles.quiet}>{t('portal.profile.passwordNote')}</p>
      {/* A password store needs to know whose password it is. */}
      <input
        type="text"
        name="username"
        autoComplete="username"
        value={me.email ?? me.name}
        readOnly
        hidden
      />
      <PasswordField
        label={t('portal.profile.passwordOld')}
        autoComplete="current-password"
        autoFocus
        value={old_password}
        error={fields.get('old_password') ?? failure}
        onChange={(event) => setOld(event.currentTarget.value)}
      />
      <PasswordField
        label={t('portal.profile.passwordNew')}
        autoComplete="new-password"
        value={new_password}
        error={fields.get('new_password')}
        onChange={(event) => setNew(event.currentTarget.value)}
      />
      <div className={styles.row}>
        <Button type="submit" loading={isBusy} disabled={!old_password || !new_password}>
          {t('portal.profile.passwordChange')}
        </Button>
        <Button variant="default" onClick={onDone}>
          {t('portal.profile.cancel')}
        </Button>
      </div>
    </form>
  )
}
