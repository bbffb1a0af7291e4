import { useQuery } from '@tanstack/react-query'
import { Time } from '../../../../web/i18n/Time.tsx'
import { useFormat } from '../../../../web/i18n/useFormat.tsx'
import { useMay } from '../../../../web/shell/session.ts'
import { measureQuery } from './data.ts'
import styles from './measures.module.css'
import { SuccessText } from './SuccessText.tsx'
import { useMeasuresT } from './useMeasuresT.ts'

/** What became of one article, beside its text. */
export function ArticleMeasures({ id }: { id: string }) {
  const t = useMeasuresT()
  const format = useFormat()
  const may = useMay()
  const { data } = useQuery({ ...measureQuery(id), enabled: may('knowledge.write') })
  if (!data) return null
  const facts = [
    ['views', format.number(data.views_90_days)],
    ['deflections', `${format.number(data.deflections)} (${t('articleMeasures.part.deflectionsNote')})`],
    ['links', format.number(data.links)],
    ['success', <SuccessText key="success" success={data.success} />],
    ['did_not_help', format.number(data.did_not_help)],
  ] as const
  return (
    <section className={styles.part} aria-labelledby="article-measures">
      <h2 id="article-measures">{t('articleMeasures.part.title')}</h2>
      <dl>
        {facts.map(([name, value]) => (
          <div key={name}>
            <dt>{t(`articleMeasures.measures.${name}`)}</dt>
            <dd>{value}</dd>
          </div>
        ))}
      </dl>
      {data.stale.map((reason) => (
        <p key={reason} className={styles.stale}>
          {t(`articleMeasures.stale.${reason}`)}
        </p>
      ))}
      <p className={styles.quiet}>
        {data.computed_at === null ? (
          t('articleMeasures.part.never')
        ) : (
          <>
            {t('articleMeasures.part.computed')} <Time at={data.computed_at} />
          </>
        )}
      </p>
    </section>
  )
}
