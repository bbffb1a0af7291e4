import { Button, Stack } from '@mantine/core'
import { useQuery, useQueryClient } from '@tanstack/react-query'
import { type FormEvent, useState } from 'react'
import { Failure, useSubmit } from '../../../../core/people/web/FormDialog.tsx'
import { api, ask } from '../../../../web/api/client.ts'
import { Time } from '../../../../web/i18n/Time.tsx'
import { ErrorState } from '../../../../web/kit/ErrorState.tsx'
import { PageHeader } from '../../../../web/kit/PageHeader.tsx'
import { PageSkeleton } from '../../../../web/kit/Skeletons.tsx'
import { toast } from '../../../../web/kit/toast.ts'
import { useUnsavedGuard } from '../../../../web/kit/useUnsavedGuard.tsx'
import { Criticality } from './Criticality.tsx'
import { type RulesPage, rulesQuery } from './data.ts'
import type { Rules } from './draft.ts'
import { Matrix } from './Matrix.tsx'
import styles from './priority.module.css'
import { QuestionSets } from './QuestionSets.tsx'
import { TryRules } from './TryRules.tsx'
import { usePriorityT } from './usePriorityT.ts'

/** How priorities are made: the questions, what is critical, and the matrix. */
export function Page() {
  const t = usePriorityT()
  // What somebody else saves meanwhile is told when one saves; the form is not taken out of one's hands.
  const { data, error, refetch } = useQuery({ ...rulesQuery, refetchOnWindowFocus: false })
  return (
    <div className={styles.page}>
      <PageHeader title={t('priority.rules.title')} note={t('priority.rules.note')} />
      {error && !data ? (
        <ErrorState problem={error} onRetry={() => void refetch()} />
      ) : data ? (
        <RulesForm key={data.version} page={data} />
      ) : (
        <PageSkeleton />
      )}
    </div>
  )
}

function RulesForm({ page }: { page: RulesPage }) {
  const t = usePriorityT()
  const queries = useQueryClient()
  const [rules, setRules] = useState<Rules>(page.rules)
  const isChanged = JSON.stringify(rules) !== JSON.stringify(page.rules)
  const guard = useUnsavedGuard(isChanged)
  const save = useSubmit(async () => {
    await ask(api.PUT('/api/priority-rules', { body: { version: page.version, rules } }))
    toast.show(t('priority.rules.saved'), 'success')
    await queries.invalidateQueries({ queryKey: rulesQuery.queryKey })
    await queries.invalidateQueries({ queryKey: ['priority-questions'] })
  })
  const change = (some: Partial<Rules>) => setRules({ ...rules, ...some })
  const errors = save.problem?.fields ?? new Map<string, string>()
  return (
    <form
      noValidate
      onSubmit={(event: FormEvent) => {
        event.preventDefault()
        void save.submit()
      }}
    >
      {guard}
      <Stack gap="lg">
        <QuestionSets
          sets={rules.sets}
          builtIn={page.built_in}
          errors={errors}
          onChange={(sets) => change({ sets })}
        />
        <Criticality rules={rules} onChange={change} />
        <Matrix
          matrix={rules.matrix}
          error={errors.get('rules/matrix')}
          onChange={(matrix) => change({ matrix })}
        />
        <TryRules rules={rules} />
        <div className={styles.saveBar}>
          <Failure problem={save.problem} />
          <div className={styles.buttons}>
            <Button type="submit" loading={save.isBusy} disabled={!isChanged}>
              {t('priority.rules.save')}
            </Button>
            {isChanged && (
              <Button variant="default" onClick={() => setRules(page.rules)}>
                {t('priority.rules.discard')}
              </Button>
            )}
            <span className={styles.small}>{t('priority.rules.effect')}</span>
          </div>
        </div>
        <Versions page={page} onTake={setRules} />
      </Stack>
    </form>
  )
}

type VersionsProps = { page: RulesPage; onTake: (rules: Rules) => void }

/** Who saved which version when; tickets keep the one that they were asked by. An earlier one can be taken up again. */
function Versions({ page, onTake }: VersionsProps) {
  const t = usePriorityT()
  if (page.versions.length === 0) return <p className={styles.small}>{t('priority.rules.shipped')}</p>
  return (
    <details>
      <summary>{t('priority.rules.versions', { count: page.versions.length })}</summary>
      <ol className={styles.versions}>
        {page.versions.map(({ version, saved_at, saved_by }) => (
          <li key={version}>
            {t('priority.rules.version', { version, by: saved_by })} <Time at={saved_at} />{' '}
            {version !== page.version && <TakeUp version={version} onTake={onTake} />}
          </li>
        ))}
        <li>
          {t('priority.rules.shippedVersion')} <TakeUp version={0} onTake={onTake} />
        </li>
      </ol>
    </details>
  )
}

/** Puts an earlier version into the form, where it can be looked at before it is saved. */
function TakeUp({ version, onTake }: { version: number; onTake: (rules: Rules) => void }) {
  const t = usePriorityT()
  const take = useSubmit(async () => {
    const params = { path: { version: String(version) } }
    onTake((await ask(api.GET('/api/priority-rules/{version}', { params }))).rules)
    toast.show(t('priority.rules.taken', { version }), 'success')
  })
  return (
    <>
      <Button
        variant="default"
        size="compact-sm"
        loading={take.isBusy}
        aria-label={t('priority.rules.takeVersion', { version })}
        onClick={() => void take.submit()}
      >
        {t('priority.rules.take')}
      </Button>
      <Failure problem={take.problem} />
    </>
  )
}
