import { Button } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { useParams } from '@tanstack/react-router'
import { type ReactNode, useState } from 'react'
import { ProblemError } from '../../../web/api/client.ts'
import { AppLink } from '../../../web/kit/AppLink.tsx'
import { ErrorState } from '../../../web/kit/ErrorState.tsx'
import { PageHeader } from '../../../web/kit/PageHeader.tsx'
import { PageSkeleton } from '../../../web/kit/Skeletons.tsx'
import { ArticleForm } from './ArticleForm.tsx'
import { ArticleReport } from './ArticleReport.tsx'
import { type Choice, useActs } from './acts.ts'
import { Comparison } from './Comparison.tsx'
import {
  type ImportRun,
  importQuery,
  isAtWork,
  type Mapping,
  readyQuery,
  type Settings,
  sentenceOf,
} from './data.ts'
import styles from './imports.module.css'
import { MappingForm, type MappingFormProps } from './MappingForm.tsx'
import { importsPath } from './paths.ts'
import { RunBadge } from './RunBadge.tsx'
import { Running } from './Running.tsx'
import { RunReport } from './RunReport.tsx'
import { useChannelsT } from './useChannelsT.ts'

/** One import: what its file holds, a trial, the run, and what came of it. */
export function Page() {
  const t = useChannelsT()
  const { id = '' } = useParams({ strict: false })
  const { data: run, error, refetch } = useQuery(importQuery(id))
  const ready = useQuery(readyQuery)
  const failure = error ?? ready.error
  if (failure && !run) return <ErrorState problem={failure} onRetry={() => void refetch()} />
  if (!run || !ready.data) return <PageSkeleton />
  return (
    <div className={styles.page}>
      <PageHeader
        above={<AppLink href={importsPath}>{t('channels.list.title')}</AppLink>}
        title={run.file_name}
        actions={<RunBadge run={run} />}
      />
      {run.kind === 'tickets' ? (
        <TicketSteps key={run.id} run={run} ready={ready.data} />
      ) : (
        <ArticleSteps key={run.id} run={run} />
      )}
    </div>
  )
}

function TicketSteps({ run, ready }: { run: ImportRun; ready: MappingFormProps['ready'] }) {
  const t = useChannelsT()
  const [mapping, setMapping] = useState<Mapping | null>(run.mapping)
  const [isRight, setRight] = useState(run.state !== 'uploaded')
  const doubts = run.shape.doubts ?? []
  return (
    <Steps
      run={run}
      isRight={isRight}
      choice={mapping && { mapping }}
      onStart={() => setRight(true)}
      form={
        mapping && (
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
            <MappingForm
              run={run}
              mapping={mapping}
              ready={ready}
              onChange={(next) => {
                setMapping(next)
                setRight(false)
              }}
            />
          </>
        )
      }
    >
      {run.report && <RunReport run={run} report={run.report} />}
      {run.reconciliation && <Comparison found={run.reconciliation} />}
    </Steps>
  )
}

function ArticleSteps({ run }: { run: ImportRun }) {
  const [settings, setSettings] = useState<Settings | null>(run.settings)
  const [isRight, setRight] = useState(run.state !== 'uploaded')
  return (
    <Steps
      run={run}
      isRight={isRight}
      choice={settings && { articles: settings }}
      onStart={() => setRight(true)}
      form={
        settings &&
        ((refusals) => (
          <ArticleForm
            settings={settings}
            refusals={refusals}
            onChange={(next) => {
              setSettings(next)
              setRight(false)
            }}
          />
        ))
      }
    >
      {run.article_report && <ArticleReport run={run} report={run.article_report} />}
    </Steps>
  )
}

type StepsProps = {
  run: ImportRun
  /** Whether what is chosen is what was tried. */
  isRight: boolean
  choice: Choice | null
  onStart: () => void
  /** With the refusals of its fields. */
  form: ReactNode | ((refusals: ReadonlyMap<string, string>) => ReactNode)
  children: ReactNode
}

function Steps({ run, isRight, choice, onStart, form, children }: StepsProps) {
  const t = useChannelsT()
  const act = useActs(run.id)
  const isBusy = isAtWork(run) && !run.is_stalled
  const refusals = act.error instanceof ProblemError ? act.error.fields : new Map<string, string>()
  const refusal = act.error ? sentenceOf(act.error) || t('channels.failed') : (run.failure ?? '')
  const start = (task: 'preview' | 'run') => {
    if (!choice) return
    onStart()
    act.mutate({ task, choice })
  }
  return (
    <>
      {run.has_file && !isBusy && (
        <Foldable isFolded={run.state === 'stopped'} words={t('channels.mapping.change')}>
          {typeof form === 'function' ? form(refusals) : form}
        </Foldable>
      )}
      {refusal && !isBusy && (
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
      {!isBusy && children}
      {!run.has_file && !isBusy && (
        <section className={styles.section}>
          <p className={styles.dim}>{t(run.is_cleared ? 'channels.noFile' : 'channels.noFileButReport')}</p>
          {!run.is_cleared && (
            <Button variant="default" onClick={() => act.mutate({ task: 'discard' })}>
              {t('channels.act.forget')}
            </Button>
          )}
        </section>
      )}
    </>
  )
}

type ButtonsProps = {
  run: ImportRun
  isRight: boolean
  isPending: boolean
  onStart: (task: 'preview' | 'run') => void
  onDiscard: () => void
}

function Buttons({ run, isRight, isPending, onStart, onDiscard }: ButtonsProps) {
  const t = useChannelsT()
  const isAgain = run.state === 'stopped' || run.is_stalled
  const wasTried = run.report !== null || run.article_report !== null || run.is_stalled
  return (
    <div className={styles.actions}>
      <Button
        variant={isRight && wasTried ? 'default' : 'filled'}
        loading={isPending}
        onClick={() => onStart('preview')}
      >
        {t('channels.act.preview')}
      </Button>
      <Button
        variant={isRight && wasTried ? 'filled' : 'default'}
        disabled={!isRight || !wasTried}
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

/** Where a report is what one came for, how it was made stays at hand. */
function Foldable({ isFolded, words, children }: { isFolded: boolean; words: string; children: ReactNode }) {
  if (!isFolded) return children
  return (
    <details>
      <summary>{words}</summary>
      {children}
    </details>
  )
}
