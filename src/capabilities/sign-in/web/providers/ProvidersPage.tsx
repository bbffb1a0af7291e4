import { Button } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { EmptyState } from '../../../../web/kit/EmptyState.tsx'
import { ErrorState } from '../../../../web/kit/ErrorState.tsx'
import { PageHeader } from '../../../../web/kit/PageHeader.tsx'
import { PageSkeleton } from '../../../../web/kit/Skeletons.tsx'
import styles from '../sign-in.module.css'
import { useSignInT } from '../useSignInT.ts'
import { type Provider, providersQuery } from './data.ts'
import { ProviderForm } from './ProviderForm.tsx'

/** The providers by which people sign in; one is opened at a time. */
export function Page() {
  const t = useSignInT()
  const [open, setOpen] = useState<string>()
  const { data, error, refetch } = useQuery(providersQuery)
  const close = () => setOpen(undefined)
  return (
    <div className={styles.desk}>
      <PageHeader
        title={t('signIn.provider.title')}
        actions={
          open === undefined && (
            <>
              <Button onClick={() => setOpen('oidc')}>{t('signIn.provider.add')}</Button>
              <Button variant="default" onClick={() => setOpen('saml')}>
                {t('signIn.saml.add')}
              </Button>
            </>
          )
        }
      />
      <p className={styles.quiet}>{t('signIn.provider.note')}</p>
      {error && <ErrorState problem={error} onRetry={() => void refetch()} />}
      {!error && !data && <PageSkeleton />}
      {data?.rows.length === 0 && open === undefined && (
        <EmptyState title={t('signIn.provider.none')}>{t('signIn.provider.noneBody')}</EmptyState>
      )}
      {data?.rows.map((provider) =>
        open === provider.id ? (
          <ProviderForm
            key={`${provider.id} ${provider.version}`}
            organizationId={data.organization_id}
            provider={provider}
            kind={provider.kind}
            onClose={close}
          />
        ) : (
          <Line key={provider.id} provider={provider} onOpen={() => setOpen(provider.id)} />
        ),
      )}
      {data && (open === 'oidc' || open === 'saml') && (
        <ProviderForm
          organizationId={data.organization_id}
          provider={undefined}
          kind={open}
          onClose={(made) => setOpen(made)}
        />
      )}
    </div>
  )
}

function Line({ provider, onOpen }: { provider: Provider; onOpen: () => void }) {
  const t = useSignInT()
  return (
    <section className={styles.part} aria-label={provider.name}>
      <div className={styles.line}>
        <span className={styles.passkey}>
          <strong>{provider.name}</strong>
          <span className={styles.quiet}>
            {provider.issuer} · {t(provider.is_on ? 'signIn.provider.on' : 'signIn.provider.off')}
          </span>
        </span>
        <Button variant="default" onClick={onOpen}>
          {t('signIn.provider.edit', { name: provider.name })}
        </Button>
      </div>
    </section>
  )
}
