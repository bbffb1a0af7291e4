import { Fragment } from 'react'
import { aroundChanges, diffTexts, type Part } from '../diff.ts'
import { useKnowledgeT } from '../useKnowledgeT.ts'
import styles from './desk.module.css'

const CONTEXT_LINES = 3

type DiffProps = { before: string; after: string; label: string; isWhole?: boolean }

/** What was added and removed, by underline and strike-through as well as by color. */
export function Diff({ before, after, label, isWhole }: DiffProps) {
  const t = useKnowledgeT()
  const lines = diffTexts(before, after)
  if (lines.every((line) => !line.isChanged))
    return <p className={styles.quiet}>{t('knowledge.diff.same')}</p>
  const shown = isWhole ? lines : aroundChanges(lines, CONTEXT_LINES)
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: it scrolls, and a keyboard must be able to scroll it.
    <section className={styles.diff} aria-label={label} tabIndex={0}>
      {shown.map((line, index) =>
        line ? (
          // biome-ignore lint/suspicious/noArrayIndexKey: the lines of a comparison never change places.
          <p key={index}>
            {line.parts.map((part, place) => (
              // biome-ignore lint/suspicious/noArrayIndexKey: as above.
              <Fragment key={place}>{partOf(part)}</Fragment>
            ))}
          </p>
        ) : (
          // biome-ignore lint/suspicious/noArrayIndexKey: as above.
          <p key={index} className={styles.gap}>
            …
          </p>
        ),
      )}
    </section>
  )
}

function partOf({ kind, text }: Part) {
  if (kind === 'added') return <ins>{text}</ins>
  if (kind === 'removed') return <del>{text}</del>
  return text
}
