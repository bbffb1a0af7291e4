import { Button } from '@mantine/core'
import { useInfiniteQuery } from '@tanstack/react-query'
import { firingsQuery } from './data.ts'
import { FiringLine } from './FiringLine.tsx'
import styles from './rules.module.css'
import { useSentences } from './sentences.ts'
import { useRulesT } from './useRulesT.ts'

/** What a rule did, the last firing first. */
export function HistoryPart({ id }: { id: string }) {
  const t = useRulesT()
  const { data, hasNextPage, isFetchingNextPage, fetchNextPage } = useInfiniteQuery(firingsQuery(id))
  const pages = data?.pages ?? []
  const sentences = useSentences(pages.flatMap(({ people }) => people))
  const firings = pages.flatMap(({ rows }) => rows)
  return (
    <section className={styles.part} aria-labelledby="history">
      <h2 id="history">{t('rules.history.title')}</h2>
      {data && firings.length === 0 && <p className={styles.small}>{t('rules.history.none')}</p>}
      <ul className={styles.list}>
        {firings.map((firing) => (
          <FiringLine key={firing.id} firing={firing} sentences={sentences} names="ticket" isLink />
        ))}
      </ul>
      {hasNextPage && (
        <Button variant="default" loading={isFetchingNextPage} onClick={() => void fetchNextPage()}>
          {t('rules.history.more')}
        </Button>
      )}
    </section>
  )
}
