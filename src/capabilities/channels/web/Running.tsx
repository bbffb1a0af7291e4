import { Button, Progress } from '@mantine/core'
import { useFormat } from '../../../web/i18n/useFormat.tsx'
import type { ImportRun } from './data.ts'
import styles from './imports.module.css'
import { useChannelsT } from './useChannelsT.ts'

/** How far a run is, with a way to stop it. */
export function Running({ run, onStop }: { run: ImportRun; onStop: () => void }) {
  const t = useChannelsT()
  const format = useFormat()
  const { rows_done, rows_total, kind } = run
  const isReading = rows_done === 0
  const isCompared = kind === 'tickets' && run.state === 'running' && !isReading && rows_done === rows_total
  const percent = rows_total === 0 ? 0 : Math.round((rows_done / rows_total) * 100)
  const counts = { done: format.number(rows_done), total: format.number(rows_total) }
  const wordsOf = () => {
    if (isCompared) return t('channels.progress.comparing')
    if (kind === 'articles')
      return isReading ? t('channels.progress.readingArticles') : t('channels.progress.articles', counts)
    return isReading
      ? t('channels.progress.reading', { count: rows_total, rows: format.number(rows_total) })
      : t('channels.progress.rows', counts)
  }
  const isUncertain = isReading || isCompared
  return (
    <section className={styles.section} aria-labelledby="import-running">
      <h2 id="import-running">
        {t(run.state === 'previewing' ? 'channels.progress.trying' : `channels.progress.writing_${kind}`)}
      </h2>
      <p className={styles.dim} role="status">
        {wordsOf()}
      </p>
      <Progress
        value={isUncertain ? 100 : percent}
        animated={isUncertain}
        striped={isUncertain}
        size="lg"
        aria-label={wordsOf()}
      />
      <div className={styles.actions}>
        <Button variant="default" onClick={onStop}>
          {t('channels.act.stop')}
        </Button>
      </div>
    </section>
  )
}
