import { useFormat } from '../../../web/i18n/useFormat.tsx'
import type { ImportRun } from './data.ts'
import styles from './imports.module.css'
import { Sideways } from './Sideways.tsx'
import { type ChannelsKey, useChannelsT } from './useChannelsT.ts'

type Found = NonNullable<ImportRun['reconciliation']>
type Counts = Found['file']

const totals = ['tickets', 'events', 'reopened', 'reassigned', 'messages', 'publicMessages'] as const

/** File and database, each counted by itself, side by side. */
export function Comparison({ found }: { found: Found }) {
  const t = useChannelsT()
  const format = useFormat()
  const differing = new Set(found.differences.map((each) => each.count))
  const lines: { key: string; name: string; of: (counts: Counts) => number }[] = [
    ...totals.map((key) => ({
      key,
      name: t(`channels.count.${key}` satisfies ChannelsKey),
      of: (counts: Counts) => counts[key],
    })),
    ...wordsOf(found, 'byState').map((word) => ({
      key: `state ${word}`,
      name: t('channels.count.state', { word: word.replaceAll('_', ' ') }),
      of: (counts: Counts) => counts.byState[word] ?? 0,
    })),
    ...wordsOf(found, 'byPriority').map((word) => ({
      key: `priority ${word}`,
      name: t('channels.count.priority', { word }),
      of: (counts: Counts) => counts.byPriority[word] ?? 0,
    })),
  ]
  return (
    <section className={styles.section} aria-labelledby="import-compared">
      <h2 id="import-compared">{t('channels.compared.title')}</h2>
      <p className={styles.dim} role="status">
        {differing.size === 0
          ? t('channels.compared.agree')
          : t('channels.compared.differ', { count: differing.size })}
      </p>
      <Sideways label={t('channels.compared.title')}>
        <table className={styles.table}>
          <thead>
            <tr>
              <th scope="col">{t('channels.compared.count')}</th>
              <th scope="col" className={styles.number}>
                {t('channels.compared.file')}
              </th>
              <th scope="col" className={styles.number}>
                {t('channels.compared.database')}
              </th>
            </tr>
          </thead>
          <tbody>
            {lines.map(({ key, name, of }) => (
              <tr key={key} className={differing.has(key) ? styles.differs : undefined}>
                <th scope="row">{name}</th>
                <td className={styles.number}>{format.number(of(found.file))}</td>
                <td className={styles.number}>{format.number(of(found.database))}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </Sideways>
    </section>
  )
}

function wordsOf(found: Found, part: 'byState' | 'byPriority'): string[] {
  return [...new Set([...Object.keys(found.file[part]), ...Object.keys(found.database[part])])].sort()
}
