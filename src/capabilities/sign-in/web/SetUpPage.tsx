import { Button } from '@mantine/core'
import { useQuery, useQueryClient } from '@tanstack/react-query'
import { useRouter, useSearch } from '@tanstack/react-router'
import { Suspense, useEffect, useState } from 'react'
import { Density } from '../../../web/kit/Density.tsx'
import { TextSkeleton } from '../../../web/kit/Skeletons.tsx'
import { useTitle } from '../../../web/kit/useTitle.ts'
import { homeOf, meQuery } from '../../../web/shell/session.ts'
import { useSignOut } from '../../../web/shell/useSignedIn.ts'
import { AppSetUp } from './factor/FactorSetUp.tsx'
import { RecoveryCodes } from './factor/RecoveryCodes.tsx'
import { PasskeyForm } from './PasskeyForm.tsx'
import { canUsePasskeys } from './passkey-browser.ts'
import styles from './sign-in.module.css'
import { useSignInT } from './useSignInT.ts'

/** Who signed in without the second step that a role demands sets one up here; nothing else is open. */
export function Page() {
  return (
    <Density kind="portal">
      <main id="main" className={styles.frame}>
        <Suspense fallback={<TextSkeleton lines={4} />}>
          <SetUp />
        </Suspense>
      </main>
    </Density>
  )
}

function SetUp() {
  const t = useSignInT()
  const enter = useEnter()
  const [codes, setCodes] = useState<readonly string[]>()
  const me = useQuery(meQuery)
  useTitle(t('signIn.setUp.title'))
  const isNoBusiness = codes === undefined && (me.isError || me.data?.owes_factor === false)
  useEffect(() => {
    if (isNoBusiness) void enter()
  }, [isNoBusiness, enter])
  if (!me.data || isNoBusiness) return <TextSkeleton lines={4} />
  return (
    <div className={styles.card}>
      <h1>{t('signIn.setUp.title')}</h1>
      {codes ? (
        <>
          <p>{t('signIn.setUp.done')}</p>
          <RecoveryCodes codes={codes} onKept={() => void enter()} />
        </>
      ) : (
        <Choice onDone={setCodes} />
      )}
    </div>
  )
}

/** On to where she wanted to go, under what she may do now. */
function useEnter(): () => Promise<void> {
  const router = useRouter()
  const queries = useQueryClient()
  const { next } = useSearch({ strict: false }) as { next?: string }
  return async () => {
    queries.clear()
    const me = await queries.fetchQuery(meQuery).catch(() => undefined)
    const isOwn = next !== undefined && /^\/(?![/\\])/.test(next) && next !== '/'
    const home = me ? homeOf(me) : '/sign-in'
    await router.navigate({ href: me && isOwn ? next : home, replace: true })
  }
}

const long = { root: styles.long ?? '', label: styles.longLabel ?? '' }

function Choice({ onDone }: { onDone: (codes: readonly string[]) => void }) {
  const t = useSignInT()
  const signOut = useSignOut()
  const [way, setWay] = useState<'passkey' | 'app'>()
  const back = () => setWay(undefined)
  if (way === 'app') return <AppSetUp onDone={onDone} onCancel={back} />
  if (way === 'passkey') return <PasskeyForm onDone={(codes) => onDone(codes ?? [])} onCancel={back} />
  return (
    <>
      <p>{t('signIn.setUp.why')}</p>
      <div className={styles.choices}>
        {canUsePasskeys() && (
          <>
            <Button classNames={long} onClick={() => setWay('passkey')}>
              {t('signIn.setUp.passkey')}
            </Button>
            <p className={styles.quiet}>{t('signIn.setUp.passkeyNote')}</p>
          </>
        )}
        <Button variant="default" classNames={long} onClick={() => setWay('app')}>
          {t('signIn.setUp.app')}
        </Button>
        <p className={styles.quiet}>{t('signIn.setUp.appNote')}</p>
        <Button variant="subtle" classNames={long} onClick={() => void signOut()}>
          {t('signIn.setUp.other')}
        </Button>
      </div>
    </>
  )
}
