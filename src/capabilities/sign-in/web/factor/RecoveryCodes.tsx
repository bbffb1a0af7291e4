import { Button } from '@mantine/core'
import { toast } from '../../../../web/kit/toast.ts'
import styles from '../sign-in.module.css'
import { useSignInT } from '../useSignInT.ts'

type RecoveryCodesProps = { codes: readonly string[]; onKept: () => void }

/** The codes for the day without the phone, shown this once. */
export function RecoveryCodes({ codes, onKept }: RecoveryCodesProps) {
  const t = useSignInT()
  const copy = async () => {
    await navigator.clipboard.writeText(codes.join('\n'))
    toast.show(t('signIn.factor.codesCopied'), 'success')
  }
  return (
    <div className={styles.fields}>
      <h3>{t('signIn.factor.codes')}</h3>
      <p>{t('signIn.factor.codesNote')}</p>
      <ul className={styles.codes}>
        {codes.map((code) => (
          <li key={code}>
            <code>{code}</code>
          </li>
        ))}
      </ul>
      <div className={styles.row}>
        <Button onClick={onKept}>{t('signIn.factor.codesKept')}</Button>
        {/* Browsers offer the clipboard only to pages that came over an encrypted connection. */}
        {navigator.clipboard && (
          <Button variant="default" onClick={copy}>
            {t('signIn.factor.codesCopy')}
          </Button>
        )}
      </div>
    </div>
  )
}
