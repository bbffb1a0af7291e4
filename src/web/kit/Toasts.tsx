import { IconAlertTriangle, IconCheck, IconX } from '@tabler/icons-react'
import { useEffect, useState, useSyncExternalStore } from 'react'
import { useKitT } from '../i18n/useKitT.ts'
import styles from './Toasts.module.css'
import { currentToasts, subscribeToasts, type Toast, toast } from './toast.ts'

/** Draws what `toast` was told. KitProvider holds the only one. */
export function Toasts() {
  const t = useKitT()
  const toasts = useSyncExternalStore(subscribeToasts, currentToasts)
  return (
    <section
      className={`${styles.region} wl-no-print`}
      aria-label={t('kit.toasts')}
      aria-live="polite"
      aria-relevant="additions"
    >
      {toasts.map((each) => (
        <ToastRow key={each.id} toast={each} />
      ))}
    </section>
  )
}

function ToastRow({ toast: row }: { toast: Toast }) {
  const t = useKitT()
  const [isHeld, setHeld] = useState(false)
  useEffect(() => {
    if (isHeld) return
    const timer = setTimeout(() => toast.dismiss(row.id), row.lasts_ms)
    return () => clearTimeout(timer)
  }, [isHeld, row])
  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: The handlers hold the clock; nothing is operated by them.
    <div
      className={styles.toast}
      onPointerEnter={() => setHeld(true)}
      onPointerLeave={() => setHeld(false)}
      onFocus={() => setHeld(true)}
      onBlur={() => setHeld(false)}
    >
      {row.tone === 'success' && <IconCheck size={18} aria-hidden />}
      {row.tone === 'danger' && <IconAlertTriangle size={18} aria-hidden />}
      <p>{row.text}</p>
      {row.onAction && (
        <button type="button" className={styles.button} onClick={() => toast.act(row.id)}>
          {row.actionLabel || t('kit.undo')}
        </button>
      )}
      <button
        type="button"
        className={`${styles.button} ${styles.close}`}
        aria-label={t('kit.close')}
        onClick={() => toast.dismiss(row.id)}
      >
        <IconX size={18} aria-hidden />
      </button>
    </div>
  )
}
