/** The change of our own key at a provider that speaks SAML: a new one is made, and later the old one retired. */
import { Button } from '@mantine/core'
import { useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { api, ask } from '../../../../web/api/client.ts'
import { ConfirmDialog } from '../../../../web/kit/ConfirmDialog.tsx'
import { toast } from '../../../../web/kit/toast.ts'
import styles from '../sign-in.module.css'
import { useSending } from '../useSending.ts'
import { useSignInT } from '../useSignInT.ts'
import type { Provider } from './data.ts'

export function KeyChange({ provider }: { provider: Provider }) {
  const t = useSignInT()
  const queries = useQueryClient()
  const [isAsking, setAsking] = useState(false)
  const { run, isBusy, failure } = useSending()
  const isChanging = provider.saml?.next_certificate != null
  const path = { params: { path: { id: provider.id } }, body: {} }
  const renew = () =>
    run(async () => {
      await ask(api.POST('/api/providers/{id}/renew-key', path))
      toast.show(t('signIn.saml.keyRenewed'), 'success')
      await queries.invalidateQueries({ queryKey: ['providers'] })
    })
  const retire = () =>
    run(async () => {
      setAsking(false)
      await ask(api.POST('/api/providers/{id}/retire-key', path))
      toast.show(t('signIn.saml.keyRetired'), 'success')
      await queries.invalidateQueries({ queryKey: ['providers'] })
    })
  return (
    <section className={styles.fields} aria-label={t('signIn.saml.key')}>
      <h3>{t('signIn.saml.key')}</h3>
      <p className={styles.quiet}>{t(isChanging ? 'signIn.saml.keyTwo' : 'signIn.saml.keyOne')}</p>
      {failure && (
        <p role="alert" className={styles.failure}>
          {failure}
        </p>
      )}
      <Button
        variant="default"
        className={styles.button}
        loading={isBusy}
        onClick={() => (isChanging ? setAsking(true) : void renew())}
      >
        {t(isChanging ? 'signIn.saml.keyRetire' : 'signIn.saml.keyRenew')}
      </Button>
      <ConfirmDialog
        isOpen={isAsking}
        title={t('signIn.saml.keyRetireSure')}
        confirmLabel={t('signIn.saml.keyRetire')}
        onConfirm={() => void retire()}
        onCancel={() => setAsking(false)}
      >
        {t('signIn.saml.keyRetireNote')}
      </ConfirmDialog>
    </section>
  )
}
