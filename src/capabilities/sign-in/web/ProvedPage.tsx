import { useSearch } from '@tanstack/react-router'
import { useEffect } from 'react'
import { Density } from '../../../web/kit/Density.tsx'
import { useTitle } from '../../../web/kit/useTitle.ts'
import { type Proved, proofChannel } from './proved.ts'
import styles from './sign-in.module.css'
import { useSignInT } from './useSignInT.ts'

/** Where a proof at the provider comes back to: tells the page that waits, and closes. */
export function Page() {
  const t = useSignInT()
  const { refused } = useSearch({ strict: false }) as { refused?: string }
  useTitle(t('signIn.proof.done'))
  useEffect(() => {
    const channel = new BroadcastChannel(proofChannel)
    channel.postMessage({ refused } satisfies Proved)
    channel.close()
    window.close()
  }, [refused])
  return (
    <Density kind="portal">
      <main id="main" className={styles.frame}>
        <div className={styles.card}>
          <h1>{t('signIn.proof.done')}</h1>
          <p>{t('signIn.proof.close')}</p>
        </div>
      </main>
    </Density>
  )
}
