import { Button } from '@mantine/core'
import { IconFingerprint } from '@tabler/icons-react'
import { useEffect, useRef } from 'react'
import { ProblemError } from '../../../web/api/client.ts'
import { useMe } from '../../../web/shell/session.ts'
import type { SignInPartProps } from '../../../web/shell/web-capability.ts'
import { canOfferPasskeys, canUsePasskeys, provePasskey, stopPasskey, type Use } from './passkey-browser.ts'
import styles from './sign-in.module.css'
import { useSending } from './useSending.ts'
import { useSignInT } from './useSignInT.ts'

/** Below the password: a passkey instead. Browsers that can do so suggest it at the e-mail field too. */
export function PasskeyStart({ organization, onDone }: SignInPartProps) {
  const t = useSignInT()
  const { run, isBusy, failure } = useSending()
  // The suggestion waits as long as the page stands, so that it is apart from what the button does.
  const suggestion = useSending()
  const prove = async (isOffered: boolean) => {
    await provePasskey('/api/session/passkey', organization, isOffered)
    onDone()
  }
  useSuggestion(() => suggestion.run(() => prove(true).catch(unlessRefused)))
  if (!canUsePasskeys()) return null
  return (
    <div className={styles.start}>
      <p className={styles.or}>{t('signIn.passkey.or')}</p>
      <Failure sentence={failure ?? suggestion.failure} />
      <PasskeyButton
        label={t('signIn.passkey.button')}
        isBusy={isBusy}
        onClick={() => void run(() => prove(false))}
      />
    </div>
  )
}

/** In the second step of signing in. */
export function PasskeyFactor(props: SignInPartProps) {
  return <PasskeyProof use="/api/session/factor/passkey" {...props} />
}

/** Where somebody confirms who they are. */
export function PasskeyConfirm(props: SignInPartProps) {
  const me = useMe()
  return me.has_passkey && <PasskeyProof use="/api/session/confirm/passkey" {...props} />
}

function PasskeyProof({ use, onDone }: SignInPartProps & { use: Use }) {
  const t = useSignInT()
  const { run, isBusy, failure } = useSending()
  if (!canUsePasskeys()) return null
  const prove = () =>
    run(async () => {
      await provePasskey(use)
      onDone()
    })
  return (
    <div className={styles.fields}>
      <Failure sentence={failure} />
      <PasskeyButton label={t('signIn.passkey.confirm')} isBusy={isBusy} onClick={() => void prove()} />
      <p className={styles.or}>{t('signIn.passkey.or')}</p>
    </div>
  )
}

/** Nobody asked for the suggestion: where the device offers none, nothing is said. */
function unlessRefused(error: unknown): void {
  if (error instanceof ProblemError) throw error
}

function useSuggestion(wait: () => Promise<void>): void {
  const waiting = useRef(wait)
  useEffect(() => {
    let isWanted = true
    void canOfferPasskeys().then((can) => {
      if (can && isWanted) void waiting.current()
    })
    return () => {
      isWanted = false
      stopPasskey()
    }
  }, [])
}

function Failure({ sentence }: { sentence: string | undefined }) {
  if (!sentence) return null
  return (
    <p role="alert" className={styles.failure}>
      {sentence}
    </p>
  )
}

function PasskeyButton(props: { label: string; isBusy: boolean; onClick: () => void }) {
  return (
    <Button
      variant="default"
      classNames={{ root: styles.long ?? '', label: styles.longLabel ?? '' }}
      leftSection={<IconFingerprint size={20} stroke={1.6} aria-hidden />}
      loading={props.isBusy}
      onClick={props.onClick}
    >
      {props.label}
    </Button>
  )
}
