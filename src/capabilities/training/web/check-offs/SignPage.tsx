import { Button } from '@mantine/core'
import { useQuery, useQueryClient } from '@tanstack/react-query'
import { useParams, useRouter } from '@tanstack/react-router'
import { useState } from 'react'
import type { Named } from '../../../../core/people/web/data.ts'
import { Failure, useSubmit } from '../../../../core/people/web/FormDialog.tsx'
import { PersonPicker } from '../../../../core/people/web/pickers.tsx'
import { api, ask } from '../../../../web/api/client.ts'
import { AppLink } from '../../../../web/kit/AppLink.tsx'
import { EmptyState } from '../../../../web/kit/EmptyState.tsx'
import { ErrorState } from '../../../../web/kit/ErrorState.tsx'
import { TextAreaField, TextField } from '../../../../web/kit/fields.tsx'
import { PageHeader } from '../../../../web/kit/PageHeader.tsx'
import { PageSkeleton } from '../../../../web/kit/Skeletons.tsx'
import { toast } from '../../../../web/kit/toast.ts'
import { useUnsavedGuard } from '../../../../web/kit/useUnsavedGuard.tsx'
import own from '../assessment/assessment.module.css'
import { checkOffsPath } from '../paths.ts'
import styles from '../training.module.css'
import { useTrainingT } from '../useTrainingT.ts'
import { type Rubric, rubricsQuery } from './data.ts'

/** An assessor says what they saw of somebody, criterion by criterion, and signs it. */
export function Page() {
  const t = useTrainingT()
  const { id = '' } = useParams({ strict: false }) as { id?: string }
  const { data, error, refetch } = useQuery({ ...rubricsQuery, refetchOnWindowFocus: false })
  if (error) return <ErrorState problem={error} onRetry={() => void refetch()} />
  if (!data) return <PageSkeleton />
  const found = data.rows.find((each) => each.id === id && !each.is_archived)
  return (
    <div className={styles.page}>
      <PageHeader
        above={
          <AppLink className={styles.link} href={checkOffsPath}>
            {t('training.checkOff.title')}
          </AppLink>
        }
        title={found?.title ?? t('training.checkOff.gone')}
        note={t('training.checkOff.signNote')}
      />
      {found ? (
        <Sheet key={found.id} rubric={found} />
      ) : (
        <EmptyState title={t('training.checkOff.gone')}>{t('training.checkOff.goneBody')}</EmptyState>
      )}
    </div>
  )
}

type Seen = { person: Named | null; levels: readonly number[]; evidence: string; signature: string }

/** Sends what was seen; whoever was watched is told in a toast, and the page goes back to the list. */
function useSigning(rubric: Rubric, seen: Seen) {
  const t = useTrainingT()
  const router = useRouter()
  const queries = useQueryClient()
  const { person, levels, evidence, signature } = seen
  return useSubmit(async () => {
    const { is_passed } = await ask(
      api.POST('/api/training/check-offs', {
        body: {
          rubric_id: rubric.id,
          version: rubric.version,
          person_id: person?.id ?? '',
          levels: [...levels],
          signature,
          ...(evidence.trim() ? { evidence: evidence.trim() } : {}),
        },
      }),
    )
    await queries.invalidateQueries({ queryKey: ['training'] })
    const name = person?.name ?? ''
    toast.show(t(is_passed ? 'training.checkOff.nowPassed' : 'training.checkOff.nowFailed', { name }))
    await router.navigate({ href: checkOffsPath, ignoreBlocker: true })
  })
}

/** The rubric stays as it was when the page was opened: the server refuses a signature below another version. */
function Sheet({ rubric: now }: { rubric: Rubric }) {
  const t = useTrainingT()
  const [rubric] = useState(now)
  const [seen, setSeen] = useState<Seen>(() => ({
    person: null,
    levels: rubric.criteria.map(() => 0),
    evidence: '',
    signature: '',
  }))
  const set = (change: Partial<Seen>) => setSeen({ ...seen, ...change })
  const guard = useUnsavedGuard(seen.levels.some((level) => level > 0) || seen.evidence !== '')
  const { isBusy, problem, submit } = useSigning(rubric, seen)
  const errors = problem?.fields ?? new Map<string, string>()
  const isReady =
    seen.person !== null && seen.levels.every((level) => level > 0) && seen.signature.trim() !== ''
  return (
    <form
      className={own.sheet}
      noValidate
      onSubmit={(event) => {
        event.preventDefault()
        if (isReady) void submit()
      }}
    >
      <PersonPicker
        label={t('training.checkOff.whom')}
        value={seen.person}
        onChange={(person) => set({ person })}
        error={errors.get('person_id')}
      />
      <ol className={own.questions}>
        {rubric.criteria.map((criterion, index) => (
          <li key={criterion.text}>
            <Criterion
              name={`criterion-${index}`}
              words={criterion.text}
              wanted={criterion.level}
              levels={rubric.levels}
              value={seen.levels[index] ?? 0}
              onChange={(level) => set({ levels: seen.levels.with(index, level) })}
            />
          </li>
        ))}
      </ol>
      {errors.has('levels') && <p className={styles.late}>{errors.get('levels')}</p>}
      <Words seen={seen} errors={errors} onChange={set} />
      <Failure problem={problem} />
      <Button type="submit" h={44} loading={isBusy} disabled={!isReady}>
        {t('training.checkOff.sign')}
      </Button>
      {guard}
    </form>
  )
}

function Words({
  seen,
  errors,
  onChange,
}: {
  seen: Seen
  errors: ReadonlyMap<string, string>
  onChange: (change: Partial<Seen>) => void
}) {
  const t = useTrainingT()
  const error = (field: string) => (errors.has(field) ? { error: errors.get(field) as string } : {})
  return (
    <div className={styles.fields}>
      <TextAreaField
        label={t('training.record.word.evidence')}
        hint={t('training.record.noPatient')}
        required={false}
        value={seen.evidence}
        maxLength={1000}
        {...error('evidence')}
        onChange={(event) => onChange({ evidence: event.currentTarget.value })}
      />
      <TextField
        label={t('training.checkOff.signature')}
        hint={t('training.checkOff.signatureHint')}
        value={seen.signature}
        maxLength={200}
        autoComplete="off"
        {...error('signature')}
        onChange={(event) => onChange({ signature: event.currentTarget.value })}
      />
    </div>
  )
}

function Criterion({
  name,
  words,
  wanted,
  levels,
  value,
  onChange,
}: {
  name: string
  words: string
  wanted: number
  levels: readonly string[]
  value: number
  onChange: (level: number) => void
}) {
  const t = useTrainingT()
  return (
    <fieldset className={own.question}>
      <legend>{t('training.checkOff.takes', { level: levels[wanted - 1] ?? '' })}</legend>
      <p className={own.prompt} id={name}>
        {words}
      </p>
      <div role="radiogroup" aria-labelledby={name}>
        {levels.map((level, index) => (
          <label key={level} className={own.option}>
            <input
              type="radio"
              name={name}
              checked={value === index + 1}
              onChange={() => onChange(index + 1)}
            />
            <span>{level}</span>
          </label>
        ))}
      </div>
    </fieldset>
  )
}
