import { Button, Checkbox, NativeSelect, Progress } from '@mantine/core'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { useFormat } from '../../../../web/i18n/useFormat.tsx'
import { audiences, type Run, type Settings, sentenceOf, startRun } from './data.ts'
import styles from './exchange.module.css'
import { useExchangeT } from './useExchangeT.ts'

/** How the pages should be stored, and the start; later how far it is. */
export function RunForm({ run }: { run: Run }) {
  const t = useExchangeT()
  const format = useFormat()
  if (run.state === 'done')
    return (
      <p role="status" className={styles.good}>
        {t('articleExchange.import.done')}
      </p>
    )
  if (run.state === 'failed')
    return (
      <p role="alert" className={styles.failure}>
        {t('articleExchange.import.failed', { reason: run.failure ?? '' })}
      </p>
    )
  if (run.state === 'previewed') return <Start run={run} />
  const words = t('articleExchange.import.running', {
    done: format.number(run.done),
    total: format.number(run.total),
  })
  return (
    <div>
      <p role="status">{words}</p>
      <Progress value={run.total === 0 ? 0 : (run.done / run.total) * 100} size="lg" aria-label={words} />
    </div>
  )
}

function Start({ run }: { run: Run }) {
  const t = useExchangeT()
  const queries = useQueryClient()
  const [settings, setSettings] = useState<Settings>({ ...run.settings, is_published: run.may_publish })
  const start = useMutation({
    mutationFn: () => startRun(run.id, settings),
    onSuccess: (begun) => {
      queries.setQueryData(['article-imports', run.id], begun)
      void queries.invalidateQueries({ queryKey: ['article-imports'] })
    },
  })
  const count = run.report.counts.new + run.report.counts.changed
  if (count === 0) return <p role="status">{t('articleExchange.import.nothing')}</p>
  return (
    <form
      className={styles.form}
      onSubmit={(event) => {
        event.preventDefault()
        start.mutate()
      }}
    >
      <Checkbox
        label={t('articleExchange.import.publish')}
        description={t(
          run.may_publish ? 'articleExchange.import.publishHelp' : 'articleExchange.import.mayNot',
        )}
        checked={settings.is_published}
        disabled={!run.may_publish}
        onChange={(event) => setSettings({ ...settings, is_published: event.currentTarget.checked })}
      />
      <NativeSelect
        label={t('articleExchange.import.audience')}
        value={settings.audience}
        data={audiences.map((value) => ({ value, label: t(`articleExchange.audience.${value}`) }))}
        onChange={(event) =>
          setSettings({ ...settings, audience: event.currentTarget.value as Settings['audience'] })
        }
      />
      {start.isError && (
        <p role="alert" className={styles.failure}>
          {sentenceOf(start.error)}
        </p>
      )}
      <Button type="submit" loading={start.isPending}>
        {t('articleExchange.import.run', { count })}
      </Button>
    </form>
  )
}
