import { AppLink } from './AppLink.tsx'
import styles from './PersonChip.module.css'

type PersonChipProps = {
  name: string
  /** A second line: a role, a department. */
  note?: string
  href?: string
  size?: 'normal' | 'large'
}

/** A person by initials and name. No color is made up for a name: color has a meaning here. */
export function PersonChip({ name, note, href, size = 'normal' }: PersonChipProps) {
  const content = (
    <>
      <span className={styles.initials} aria-hidden>
        {initials(name)}
      </span>
      <span className={styles.words}>
        <span className={styles.name}>{name}</span>
        {note && <span className={styles.note}>{note}</span>}
      </span>
    </>
  )
  const className = `${styles.chip} ${size === 'large' ? styles.large : ''}`
  return href ? (
    <AppLink href={href} className={className}>
      {content}
    </AppLink>
  ) : (
    <span className={className}>{content}</span>
  )
}

function initials(name: string): string {
  const words = name.trim().split(/\s+/)
  const first = Array.from(words[0] ?? '')[0] ?? ''
  const last = words.length > 1 ? (Array.from(words.at(-1) ?? '')[0] ?? '') : ''
  return (first + last).toLocaleUpperCase()
}
