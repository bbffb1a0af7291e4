/** Words with what they repeat folded away: the mail that was answered, or a signature. */
import { MaskedMarkdown } from '../../../privacy/web/index.ts'
import styles from './folded.module.css'
import { partQuoted } from './part-quoted.ts'

type Props = { source: string; headingOffset: number; label: string }

export function FoldedWords({ source, headingOffset, label }: Props) {
  const { words, quoted } = partQuoted(source)
  return (
    <>
      <MaskedMarkdown source={words} headingOffset={headingOffset} />
      {quoted !== '' && (
        <details className={styles.quoted}>
          <summary>{label}</summary>
          <MaskedMarkdown source={quoted} headingOffset={headingOffset} />
        </details>
      )}
    </>
  )
}
