import { Button, Progress } from '@mantine/core'
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { useParams } from '@tanstack/react-router'
import { type ReactNode, useState } from 'react'
import { api, ask } from '../../../web/api/client.ts'
import { useFormat } from '../../../web/i18n/useFormat.tsx'
import { AppLink } from '../../../web/kit/AppLink.tsx'
import { ErrorState } from '../../../web/kit/ErrorState.tsx'
import { PageHeader } from '../../../web/kit/PageHeader.tsx'
import { PageSkeleton } from '../../../web/kit/Skeletons.tsx'
import { Comparison } from './Comparison.tsx'
import { type ImportRun, importQuery, isAtWork, type Mapping, readyQuery, sentenceOf } from './data.ts'
import styles from './imports.module.css'
import { MappingForm } from './MappingForm.tsx'
import { importsPath } from './paths.ts'
import { RunBadge } from './RunBadge.tsx'
import { RunReport } from './RunReport.tsx'
import { useChannelsT } from './useChannelsT.ts'

/** One import: its columns, a trial, the run, and what came of it. */
export function Page() {
  const t = useChannelsT()
  const { id = '' } = useParams({ strict: false })
  const [isCompared, setCompared] = useState(false)
  const { data: run, error, refetch } = useQuery(importQuery(id, isCompared))
  const ready = useQuery(readyQuery)
  if (error) return <ErrorState problem={error} onRetry={() => void refetch()} />
  if (!run || !ready.data) return <PageSkeleton />
  return (
    <div className={styles.page}>
      <PageHeader
        above={<AppLink href={importsPath}>{t('channels.list.title')}</AppLink>}
        title={run.file_name}
        actions={<RunBadge run={run} />}
      />
      <Steps
        key={run.id}
        run={run}
        ready={ready.data}
        isCompared={isCompared}
        onCompare={() => setCompared(true)}
      />
    </div>
  )
}

type StepsProps = {
  run: ImportRun
  ready: NonNullable<Parameters<typeof MappingForm>[0]['ready']>
  isCompared: boolean
  onCompare: () => void
}

function Steps({ run, ready, isCompared, onCompare }: StepsProps) {
  const t = useChannelsT()
  const [mapping, setMapping] = useState<Mapping | null>(run.mapping)
  const [isRight, setRight] = useState(run.state !== 'uploaded')
  const act = useActs(run.id)
  const doubts = run.shape.doubts ?? []
  const isBusy = isAtWork(run) && !run.is_stalled
  const isImported = run.state === 'done' || run.state === 'stopped'
  const refusal = act.error ? sentenceOf(act.error) || t('channels.failed') : (run.failure ?? '')
  const change = (next: Mapping) => {
    setMapping(next)
    setRight(false)
  }
  const start = (task: 'preview' | 'run') => {
    if (!mapping) return
    setRight(true)
    act.mutate({ task, mapping })
  }
  return (
    <>
      {run.state === 'uploaded' && doubts.length > 0 && (
        <div className={styles.note}>
          {t('channels.doubts')}
          <ul>
            {doubts.map((doubt) => (
              <li key={doubt}>{doubt}</li>
            ))}
          </ul>
        </div>
      )}
      {run.has_file && !isBusy && mapping && (
        <Foldable isFolded={isImported} words={t('channels.mapping.change')}>
          <MappingForm run={run} mapping={mapping} ready={ready} onChange={change} />
        </Foldable>
      )}
      {refusal && (
        <p role="alert" className={styles.failure}>
          {refusal}
        </p>
      )}
      {isBusy && <Running run={run} onStop={() => act.mutate({ task: 'stop' })} />}
      {run.has_file && !isBusy && (
        <Buttons
          run={run}
          isRight={isRight}
          isPending={act.isPending}
          onStart={start}
          onDiscard={() => act.mutate({ task: 'discard' })}
        />
      )}
      {run.report && !isBusy && <RunReport run={run} report={run.report} />}
      {isImported && run.has_file && run.reconciliation === null && (
        <div className={styles.actions}>
          <Button
            variant="default"
            loading={isCompared && run.failure === null}
            onClick={() => {
              onCompare()
              act.mutate({ task: 'reconcile' })
            }}
          >
            {t('channels.act.compare')}
          </Button>
        </div>
      )}
      {run.reconciliation && <Comparison found={run.reconciliation} />}
      {!run.has_file && <p className={styles.dim}>{t('channels.noFile')}</p>}
    </>
  )
}

type ButtonsProps = {
  run: ImportRun
  /** Whether the mapping is the one that was tried. */
  isRight: boolean
  isPending: boolean
  onStart: (task: 'preview' | 'run') => void
  onDiscard: () => void
}

function Buttons({ run, isRight, isPending, onStart, onDiscard }: ButtonsProps) {
  const t = useChannelsT()
  const isAgain = run.state === 'done' || run.state === 'stopped' || run.is_stalled
  return (
    <div className={styles.actions}>
      <Button variant={isRight ? 'default' : 'filled'} loading={isPending} onClick={() => onStart('preview')}>
        {t('channels.act.preview')}
      </Button>
      <Button
        variant={isRight ? 'filled' : 'default'}
        disabled={!isRight || (run.report === null && !run.is_stalled)}
        onClick={() => onStart('run')}
      >
        {t(isAgain ? 'channels.act.again' : 'channels.act.run')}
      </Button>
      <Button variant="subtle" color="red" onClick={onDiscard}>
        {t('channels.act.discard')}
      </Button>
    </div>
  )
}

/** After an import its report is what one came for; how it was made stays at hand. */
function Foldable({ isFolded, words, children }: { isFolded: boolean; words: string; children: ReactNode }) {
  if (!isFolded) return children
  return (
    <details>
      <summary>{words}</summary>
      {children}
    </details>
  )
}

type Act = { task: 'preview' | 'run'; mapping: Mapping } | { task: 'stop' | 'reconcile' | 'discard' }

function useActs(id: string) {
  const queries = useQueryClient()
  const params = { path: { id } }
  return useMutation({
    mutationFn: (act: Act) => {
      switch (act.task) {
        case 'preview':
          return ask(api.POST('/api/imports/{id}/preview', { params, body: { mapping: act.mapping } }))
        case 'run':
          return ask(api.POST('/api/imports/{id}/run', { params, body: { mapping: act.mapping } }))
        case 'stop':
          return ask(api.POST('/api/imports/{id}/stop', { params, body: {} }))
        case 'reconcile':
          return ask(api.POST('/api/imports/{id}/reconcile', { params, body: {} }))
        case 'discard':
          return ask(api.POST('/api/imports/{id}/discard', { params, body: {} }))
      }
    },
    onSettled: () => queries.invalidateQueries({ queryKey: ['imports'] }),
  })
}

function Running({ run, onStop }: { run: ImportRun; onStop: () => void }) {
  const t = useChannelsT()
  const format = useFormat()
  const { rows_done, rows_total } = run
  const isReading = rows_done === 0
  const percent = rows_total === 0 ? 0 : Math.round((rows_done / rows_total) * 100)
  const words = isReading
    ? t('channels.progress.reading', { count: rows_total, rows: format.number(rows_total) })
    : t('channels.progress.rows', { done: format.number(rows_done), total: format.number(rows_total) })
  return (
    <section className={styles.section} aria-labelledby="import-running">
      <h2 id="import-running">
        {t(run.state === 'previewing' ? 'channels.progress.trying' : 'channels.progress.writing')}
      </h2>
      <p className={styles.dim} role="status">
        {words}
      </p>
      <Progress
        value={isReading ? 100 : percent}
        animated={isReading}
        striped={isReading}
        size="lg"
        aria-label={words}
      />
      <div className={styles.actions}>
        <Button variant="default" onClick={onStop}>
          {t('channels.act.stop')}
        </Button>
      </div>
    </section>
  )
}
