import { Button } from '@mantine/core'
import { useQueryClient } from '@tanstack/react-query'
import { useRouter, useSearch } from '@tanstack/react-router'
import { type FormEvent, useEffect, useRef, useState } from 'react'
import { api, ask, background, ProblemError } from '../api/client.ts'
import { AppLink } from '../kit/AppLink.tsx'
import { Density } from '../kit/Density.tsx'
import { PasswordField, TextField } from '../kit/fields.tsx'
import { useTitle } from '../kit/useTitle.ts'
import { SignInParts } from './PortalParts.tsx'
import { homeOf, meQuery } from './session.ts'
import styles from './shell.module.css'
import { useShellT } from './useShellT.ts'

/** The first page for everybody: e-mail, password, and the second factor where there is one. */
export function Page() {
  return (
    <Density kind="portal">
      <main id="main" className={styles.signIn}>
        <SignIn />
      </main>
    </Density>
  )
}

function SignIn() {
  const t = useShellT()
  const search = useSearch({ strict: false }) as {
    next?: string
    ended?: unknown
    o?: string
    factor?: unknown
  }
  const organization = search.o ?? organizationIn(search.next)
  const [pending, setPending] = useState<SignedIn>()
  const enter = useEnter(search.next)
  useTitle(t('shell.signIn.title'))
  useSetUpFirst()
  useBegun(search.factor !== undefined, setPending)
  return (
    <div className={styles.card}>
      <h1>{pending ? t('shell.signIn.factorTitle') : t('shell.signIn.title')}</h1>
      {search.ended !== undefined && <p className={styles.note}>{t('shell.signIn.ended')}</p>}
      {pending ? (
        <FactorForm hasPasskey={pending.has_passkey} onDone={enter} onOther={() => setPending(undefined)} />
      ) : (
        <>
          <PasswordForm
            organization={organization}
            onDone={(answer) => (answer.needs_factor ? setPending(answer) : enter(answer))}
          />
          <SignInParts on="start" organization={organization} onDone={enter} />
        </>
      )}
    </div>
  )
}

/** Who comes from a provider and has a second step here begins with that. */
function useBegun(isBegun: boolean, onPending: (pending: SignedIn) => void): void {
  const told = useRef(onPending)
  useEffect(() => {
    if (!isBegun) return
    void api.GET('/api/session', background).then(({ data }) => {
      if (data?.needs_factor) told.current(data)
    })
  }, [isBegun])
}

type SignedIn = { needs_factor: boolean; owes_factor: boolean; has_passkey: boolean }

/** Where there are several organizations, the link of a mail says in which of them one is known. */
function organizationIn(next: string | undefined): string | undefined {
  return new URLSearchParams(next?.split('?')[1]).get('o') ?? undefined
}

/** Nobody can sign in to an installation without an organization; it is set up first. */
function useSetUpFirst(): void {
  const router = useRouter()
  useEffect(() => {
    void fetch('/api/setup')
      .then(async (response) =>
        response.ok ? ((await response.json()) as { isNeeded: boolean }) : undefined,
      )
      .then((setup) => {
        if (setup?.isNeeded) void router.navigate({ href: '/setup', replace: true })
      })
      // Whether it is set up does not matter while the server is away: signing in will say that it is.
      .catch(() => undefined)
  }, [router])
}

function useEnter(next: string | undefined) {
  const router = useRouter()
  const queries = useQueryClient()
  return async (answer?: SignedIn) => {
    queries.clear()
    if (answer?.owes_factor) {
      const search = next ? `?next=${encodeURIComponent(next)}` : ''
      return router.navigate({ href: `/second-step${search}`, replace: true })
    }
    const me = await queries.fetchQuery(meQuery)
    // Only addresses of our own: a link may not send somebody who just signed in to another site.
    const isOwn =
      next !== undefined && next.startsWith('/') && !next.startsWith('//') && !next.startsWith('/\\')
    await router.navigate({ href: isOwn && next !== '/' ? next : homeOf(me), replace: true })
  }
}

function PasswordForm({
  organization,
  onDone,
}: {
  organization: string | undefined
  onDone: (answer: SignedIn) => void
}) {
  const t = useShellT()
  const [email, setEmail] = useState('')
  const [password, setPassword] = useState('')
  const { run, isBusy, failure } = useSubmit()
  const submit = (event: FormEvent) => {
    event.preventDefault()
    run(async () => {
      const answer = await ask(
        api.POST('/api/session', { body: { email, password, ...(organization ? { organization } : {}) } }),
      )
      onDone(answer)
    })
  }
  return (
    <form onSubmit={submit} className={styles.accountFields}>
      {failure && (
        <p className={styles.failure} role="alert">
          {failure}
        </p>
      )}
      <TextField
        label={t('shell.signIn.email')}
        type="email"
        name="email"
        autoComplete="username webauthn"
        required
        value={email}
        onChange={(event) => setEmail(event.currentTarget.value)}
      />
      <PasswordField
        label={t('shell.signIn.password')}
        name="password"
        autoComplete="current-password"
        required
        value={password}
        onChange={(event) => setPassword(event.currentTarget.value)}
      />
      <Button type="submit" loading={isBusy}>
        {t('shell.signIn.submit')}
      </Button>
      <AppLink href="/forgot">{t('shell.signIn.forgot')}</AppLink>
    </form>
  )
}

type FactorFormProps = { hasPasskey: boolean; onDone: () => void; onOther: () => void }

function FactorForm({ hasPasskey, onDone, onOther }: FactorFormProps) {
  const t = useShellT()
  const [code, setCode] = useState('')
  const { run, isBusy, failure } = useSubmit()
  const submit = (event: FormEvent) => {
    event.preventDefault()
    run(async () => {
      await ask(api.POST('/api/session/factor' as never, { body: { code } } as never))
      onDone()
    })
  }
  return (
    <form onSubmit={submit} className={styles.accountFields}>
      {hasPasskey && <SignInParts on="factor" onDone={onDone} />}
      <p>{t('shell.signIn.factorNote')}</p>
      {failure && (
        <p className={styles.failure} role="alert">
          {failure}
        </p>
      )}
      <TextField
        label={t('shell.signIn.factorCode')}
        name="code"
        autoComplete="one-time-code"
        required
        value={code}
        onChange={(event) => setCode(event.currentTarget.value)}
      />
      <Button type="submit" loading={isBusy}>
        {t('shell.signIn.factorSubmit')}
      </Button>
      <Button variant="subtle" onClick={onOther}>
        {t('shell.signIn.other')}
      </Button>
    </form>
  )
}

/** Sends a form once at a time and keeps the sentence of its refusal. */
function useSubmit() {
  const [isBusy, setBusy] = useState(false)
  const [failure, setFailure] = useState<string>()
  const run = async (send: () => Promise<void>) => {
    setBusy(true)
    setFailure(undefined)
    try {
      await send()
    } catch (error) {
      if (!(error instanceof ProblemError)) throw error
      setFailure(error.detail ?? error.title)
    } finally {
      setBusy(false)
    }
  }
  return { run, isBusy, failure }
}
