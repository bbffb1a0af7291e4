import { Button } from '@mantine/core'
import { toast } from '../../../../../web/kit/toast.ts'
import { usePortalT } from '../usePortalT.ts'
import styles from './profile.module.css'

type RecoveryCodesProps = { codes: readonly string[]; onKept: () => void }

/** The codes for the day without the phone, shown this once. */
export function RecoveryCodes({ codes, onKept }: RecoveryCodesProps) {
  const t = usePortalT()
  const copy = async () => {
    await navigator.clipboard.writeText(codes.join('\n'))
    toast.show(t('portal.profile.codesCopied'), 'success')
  }
  return (
    <div className={styles.fields}>
      <h3>{t('portal.profile.codes')}</h3>
      <p>{t('portal.profile.codesNote')}</p>
      <ul className={styles.codes}>
        {codes.map((code) => (
          <li key={code}>
            <code>{code}</code>
          </li>
        ))}
      </ul>
      <div className={styles.row}>
        <Button onClick={onKept}>{t('portal.profile.codesKept')}</Button>
        {/* Browsers offer the clipboard only to pages that came over an encrypted connection. */}
        {navigator.clipboard && (
          <Button variant="default" onClick={copy}>
            {t('portal.profile.codesCopy')}
          </Button>
        )}
      </div>
    </div>
  )
}
