import styles from '../catalog.module.css'
import type { AskedItem } from '../data.ts'
import { type CatalogT, useCatalogT, useSaid } from '../useCatalogT.ts'
import { useExpected } from '../useExpected.ts'

/** What happens when it is sent: who has to say yes, how long it takes, and where one sees it. */
export function NextBox({ item }: { item: Pick<AskedItem, 'approvals' | 'expected'> }) {
  const t = useCatalogT()
  const said = useSaid()
  const expected = useExpected()
  const { hours, words } = item.expected
  return (
    <section className={styles.next} aria-labelledby="next">
      <h2 id="next">{t('catalog.next.title')}</h2>
      <ol>
        {item.approvals.map((step) => (
          <li key={step.name}>{approvalInWords(t, step)}</li>
        ))}
        <li>
          {t('catalog.next.done')}
          {hours !== undefined && <strong> {expected(hours)}.</strong>} {said(words)}
        </li>
        <li>{t('catalog.next.seen')}</li>
      </ol>
    </section>
  )
}

function approvalInWords(t: CatalogT, { who, needs, names }: AskedItem['approvals'][number]): string {
  const list = names.join(', ')
  if (who === 'manager') return t('catalog.next.manager')
  if (who === 'team')
    return t(needs === 'all' ? 'catalog.next.wholeTeam' : 'catalog.next.team', { name: list })
  if (names.length <= 1) return t('catalog.next.one', { name: list || t('catalog.next.somebody') })
  return t(needs === 'all' ? 'catalog.next.all' : 'catalog.next.any', { names: list })
}
