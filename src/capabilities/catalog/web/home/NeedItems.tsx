import { useQuery } from '@tanstack/react-query'
import { useEffect } from 'react'
import type { PortalPartProps } from '../../../../web/shell/web-capability.ts'
import { ItemCard } from '../CatalogPage.tsx'
import styles from '../catalog.module.css'
import { itemsIn, offeredQuery } from '../data.ts'
import { useCatalogT } from '../useCatalogT.ts'

const ITEMS_MAX = 3

/** What can be asked for of which she speaks, below the box of the home page. */
export function NeedItems({ words = '', onFound }: PortalPartProps) {
  const t = useCatalogT()
  const { data } = useQuery(offeredQuery)
  const items = data ? itemsIn(data.rows, words).slice(0, ITEMS_MAX) : []
  const count = items.length
  useEffect(() => onFound?.(count), [onFound, count])
  if (count === 0) return null
  return (
    <div className={styles.group}>
      <h2>{t('catalog.home.title')}</h2>
      <ul className={styles.items} aria-label={t('catalog.home.title')}>
        {items.map((item) => (
          <li key={item.id}>
            <ItemCard item={item} href={`/catalog/${item.id}`} />
          </li>
        ))}
      </ul>
    </div>
  )
}
