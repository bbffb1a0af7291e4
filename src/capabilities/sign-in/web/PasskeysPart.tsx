import { Button } from '@mantine/core'
import { IconFingerprint } from '@tabler/icons-react'
import { useQuery, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { api, ask } from '../../../web/api/client.ts'
import type { paths } from '../../../web/api/openapi.generated.ts'
import { useFormat } from '../../../web/i18n/useFormat.tsx'
import { ConfirmDialog } from '../../../web/kit/ConfirmDialog.tsx'
import { ErrorState } from '../../../web/kit/ErrorState.tsx'
import { TextField } from '../../../web/kit/fields.tsx'
import { ListSkeleton } from '../../../web/kit/Skeletons.tsx'
import { toast } from '../../../web/kit/toast.ts'
import { RecoveryCodes } from './factor/RecoveryCodes.tsx'
import { PasskeyForm } from './PasskeyForm.tsx'
import { canUsePasskeys } from './passkey-browser.ts'
import styles from './sign-in.module.css'
import { useSending } from './useSending.ts'
import { useSignInT } from './useSignInT.ts'

type Passkey = paths['/api/passkeys']['get']['responses'][200]['content']['application/json']['rows'][number]

const passkeysQuery = { queryKey: ['passkeys'], queryFn: () => ask(api.GET('/api/passkeys')) }

/** The own passkeys: added, named, removed. */
export function PasskeysPart() {
  const t = useSignInT()
  const [isAdding, setAdding] = useState(false)
  const [codes, setCodes] = useState<readonly string[]>()
  const passkeys = useQuery(passkeysQuery)
  const refresh = useRefresh()
  const added = (made: readonly string[] | null) => {
    setAdding(false)
    if (made) setCodes(made)
    toast.show(t('signIn.passkey.added'), 'success')
    void refresh()
  }
  return (
    <section className={styles.part} aria-labelledby="passkeys">
      <h2 id="passkeys">{t('signIn.passkey.title')}</h2>
      <p className={styles.quiet}>{t('signIn.passkey.note', { host: window.location.hostname })}</p>
      {passkeys.isPending && <ListSkeleton rows={1} />}
      {passkeys.isError && <ErrorState problem={passkeys.error} onRetry={() => passkeys.refetch()} />}
      {passkeys.data?.rows.length === 0 && <p>{t('signIn.passkey.none')}</p>}
      <ul className={styles.passkeys}>
        {passkeys.data?.rows.map((passkey) => (
          <PasskeyLine key={passkey.id} passkey={passkey} onChanged={refresh} />
        ))}
      </ul>
      {codes && <RecoveryCodes codes={codes} onKept={() => setCodes(undefined)} />}
      {!codes && isAdding && <PasskeyForm onDone={added} onCancel={() => setAdding(false)} />}
      {!codes && !isAdding && canUsePasskeys() && (
        <Button variant="default" className={styles.button} onClick={() => setAdding(true)}>
          {t('signIn.passkey.add')}
        </Button>
      )}
      {!canUsePasskeys() && <p className={styles.quiet}>{t('signIn.passkey.unsupported')}</p>}
    </section>
  )
}

function useRefresh(): () => Promise<void> {
  const queries = useQueryClient()
  return async () => {
    const keys = ['passkeys', 'factor', 'me', 'sessions']
    await Promise.all(keys.map((key) => queries.invalidateQueries({ queryKey: [key] })))
  }
}

function PasskeyLine({ passkey, onChanged }: { passkey: Passkey; onChanged: () => Promise<void> }) {
  const t = useSignInT()
  const [isAsking, setAsking] = useState(false)
  const [isNaming, setNaming] = useState(false)
  const { run, isBusy, failure } = useSending()
  const { name } = passkey
  const remove = () => {
    setAsking(false)
    return run(async () => {
      const params = { path: { id: passkey.id } }
      await ask(api.POST('/api/passkeys/{id}/remove', { params, body: {} }))
      toast.show(t('signIn.passkey.removed'))
      await onChanged()
    })
  }
  return (
    <li>
      <IconFingerprint size={24} stroke={1.6} aria-hidden />
      {isNaming ? (
        <Rename
          passkey={passkey}
          onDone={async () => {
            setNaming(false)
            await onChanged()
          }}
        />
      ) : (
        <>
          <About passkey={passkey} />
          <span className={styles.row}>
            <Button
              variant="default"
              aria-label={t('signIn.passkey.renameOf', { name })}
              onClick={() => setNaming(true)}
            >
              {t('signIn.passkey.rename')}
            </Button>
            <Button
              variant="default"
              loading={isBusy}
              aria-label={t('signIn.passkey.removeOf', { name })}
              onClick={() => setAsking(true)}
            >
              {t('signIn.passkey.remove')}
            </Button>
          </span>
        </>
      )}
      {failure && (
        <p role="alert" className={styles.failure}>
          {failure}
        </p>
      )}
      <ConfirmDialog
        isOpen={isAsking}
        title={t('signIn.passkey.removeAsk', { name })}
        confirmLabel={t('signIn.passkey.remove')}
        onConfirm={remove}
        onCancel={() => setAsking(false)}
      >
        {t('signIn.passkey.removeBody')}
      </ConfirmDialog>
    </li>
  )
}

function About({ passkey }: { passkey: Passkey }) {
  const t = useSignInT()
  const format = useFormat()
  const told = [
    t('signIn.passkey.made', { date: format.date(passkey.created_at) }),
    passkey.last_used_at
      ? t('signIn.passkey.used', { date: format.date(passkey.last_used_at) })
      : t('signIn.passkey.unused'),
    ...(passkey.is_synced ? [t('signIn.passkey.synced')] : []),
    ...(passkey.rp_id === window.location.hostname
      ? []
      : [t('signIn.passkey.elsewhere', { host: passkey.rp_id })]),
  ]
  return (
    <span className={styles.passkey}>
      <strong>{passkey.name}</strong>
      <span className={styles.quiet}>{told.join(' · ')}</span>
    </span>
  )
}

function Rename({ passkey, onDone }: { passkey: Passkey; onDone: () => Promise<void> }) {
  const t = useSignInT()
  const [name, setName] = useState(passkey.name)
  const { run, isBusy, fields, failure } = useSending()
  const save = () =>
    run(async () => {
      const params = { path: { id: passkey.id } }
      await ask(api.PATCH('/api/passkeys/{id}', { params, body: { name: name.trim() } }))
      await onDone()
    })
  return (
    <form
      className={styles.passkey}
      onSubmit={(event) => {
        event.preventDefault()
        void save()
      }}
    >
      <TextField
        label={t('signIn.passkey.name')}
        maxLength={100}
        autoFocus
        value={name}
        error={fields.get('name') ?? failure}
        onChange={(event) => setName(event.currentTarget.value)}
      />
      <Button type="submit" className={styles.button} loading={isBusy} disabled={name.trim() === ''}>
        {t('signIn.passkey.save')}
      </Button>
    </form>
  )
}
