import { IconEyeOff } from '@tabler/icons-react'
import { Time } from '../../../web/i18n/Time.tsx'
import { AppLink } from '../../../web/kit/AppLink.tsx'
import { STATE_LOOK, StatusBadge } from '../../../web/kit/StatusBadge.tsx'
import { MarkedText } from '../../knowledge/web/index.ts'
import type { FoundRow } from './find.ts'
import { useHrefOf } from './href.ts'
import styles from './search.module.css'
import { useFindingT } from './useFindingT.ts'

/** Records that were found, each with the words around what matched. */
export function Rows({ rows }: { rows: readonly FoundRow[] }) {
  const t = useFindingT()
  const hrefOf = useHrefOf()
  return (
    <ul className={styles.list}>
      {rows.map((row) => {
        const category = row.category as keyof typeof STATE_LOOK
        return (
          <li key={row.id}>
            <AppLink href={hrefOf(row)} className={styles.row}>
              <span className={styles.title}>
                <span className={styles.number}>#{row.number}</span> <MarkedText marked={row.title} />
              </span>
              {row.snippet.text !== '' && (
                <span className={styles.snippet}>
                  {row.is_internal && (
                    <span className={styles.internal}>
                      <IconEyeOff size={14} aria-hidden /> {t('finding.internal')}:{' '}
                    </span>
                  )}
                  <MarkedText marked={row.snippet} />
                </span>
              )}
            </AppLink>
            <span className={styles.about}>
              {row.kind !== 'article' && (
                <StatusBadge label={t(`finding.category.${category}`)} {...STATE_LOOK[category]} />
              )}
              <Time at={row.updated_at} />
            </span>
          </li>
        )
      })}
    </ul>
  )
}
