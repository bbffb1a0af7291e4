import { Button } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { useRouter, useRouterState } from '@tanstack/react-router'
import { useState } from 'react'
import { api, ask, ProblemError } from '../../../../web/api/client.ts'
import { AppLink } from '../../../../web/kit/AppLink.tsx'
import { ErrorState } from '../../../../web/kit/ErrorState.tsx'
import { PasswordField } from '../../../../web/kit/fields.tsx'
import { TextSkeleton } from '../../../../web/kit/Skeletons.tsx'
import { PublicFrame } from './PublicFrame.tsx'
import styles from './public.module.css'
import { useAccountT } from './useAccountT.ts'
import { useForm } from './useForm.ts'

type Purpose = 'reset' | 'invitation'
type Owner = { name: string; email: string; organization: string; length_min: number }

/** Choosing a password by a link that works once. Looking at the page does not use the link. */
export function ChoosePassword({ purpose }: { purpose: Purpose }) {
  const t = useAccountT()
  const link = useRouterState({ select: (state) => state.location.hash.replace(/^#/, '') })
  const owner = useQuery({
    queryKey: ['login-link', purpose, link],
    queryFn: () => ask(api.POST('/api/session/link', { body: { link: link || '-', purpose } })),
    retry: false,
    refetchOnWindowFocus: false,
    staleTime: Number.POSITIVE_INFINITY,
  })
  const title = t(`account.${purpose}.title`)
  if (owner.isPending)
    return (
      <PublicFrame title={title}>
        <TextSkeleton />
      </PublicFrame>
    )
  if (owner.isError) {
    const isOver = owner.error instanceof ProblemError && owner.error.status === 410
    return (
      <PublicFrame title={title}>
        <ErrorState
          problem={owner.error}
          onRetry={isOver ? undefined : () => owner.refetch()}
          action={isOver && <AppLink href="/forgot">{t('account.newLink')}</AppLink>}
        />
      </PublicFrame>
    )
  }
  return <PasswordForm purpose={purpose} link={link} owner={owner.data} />
}

function PasswordForm({ purpose, link, owner }: { purpose: Purpose; link: string; owner: Owner }) {
  const t = useAccountT()
  const router = useRouter()
  const [password, setPassword] = useState('')
  const [isDone, setDone] = useState(false)
  const { onSubmit, isBusy, failure, fields } = useForm(async () => {
    await ask(api.POST('/api/session/choose-password', { body: { link, purpose, password } }))
    setDone(true)
  })
  if (isDone)
    return (
      <PublicFrame title={t('account.done.title')} hasSignIn={false}>
        <p role="status">{t('account.done.body')}</p>
        <Button onClick={() => router.navigate({ href: '/sign-in', replace: true })}>
          {t('account.signIn')}
        </Button>
      </PublicFrame>
    )
  return (
    <PublicFrame title={t(`account.${purpose}.title`)}>
      <form className={styles.form} onSubmit={onSubmit}>
        <p>{t(`account.${purpose}.note`, { name: owner.name, organization: owner.organization })}</p>
        <input type="text" name="username" autoComplete="username" value={owner.email} readOnly hidden />
        <PasswordField
          label={t('account.password')}
          hint={t('account.passwordHint', { count: owner.length_min })}
          autoComplete="new-password"
          required
          value={password}
          error={fields.get('password') ?? failure}
          onChange={(event) => setPassword(event.currentTarget.value)}
        />
        <Button type="submit" loading={isBusy} disabled={password === ''}>
          {t('account.choose')}
        </Button>
      </form>
    </PublicFrame>
  )
}
