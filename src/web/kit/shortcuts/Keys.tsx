import styles from './Keys.module.css'
import { capsOf } from './keys.ts'

/** The caps of a shortcut, drawn for the reader's keyboard. */
export function Keys({ keys }: { keys: string }) {
  const isMac = /Mac|iPhone|iPad/.test(navigator.userAgent)
  return (
    <span className={styles.keys}>
      {capsOf(keys, isMac).map((press, index) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: The presses of one shortcut never move.
        <span key={index} className={styles.press}>
          {press.map((cap) => (
            <kbd key={cap} className={styles.cap}>
              {cap}
            </kbd>
          ))}
        </span>
      ))}
    </span>
  )
}
