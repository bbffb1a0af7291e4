import { Button, Group, Stack } from '@mantine/core'
import { useQuery, useQueryClient } from '@tanstack/react-query'
import { useParams, useRouter } from '@tanstack/react-router'
import { type FormEvent, useState } from 'react'
import { Failure, useSubmit } from '../../../../core/people/web/FormDialog.tsx'
import { api, ask } from '../../../../web/api/client.ts'
import { AppLink } from '../../../../web/kit/AppLink.tsx'
import { EmptyState } from '../../../../web/kit/EmptyState.tsx'
import { ErrorState } from '../../../../web/kit/ErrorState.tsx'
import { TextField } from '../../../../web/kit/fields.tsx'
import { PageHeader } from '../../../../web/kit/PageHeader.tsx'
import { PageSkeleton } from '../../../../web/kit/Skeletons.tsx'
import { toast } from '../../../../web/kit/toast.ts'
import { ConditionFields } from '../../web/ConditionFields.tsx'
import { type Ladder, type LadderRules, type Ladders, laddersPath, laddersQuery, type Step } from './data.ts'
import styles from './ladders.module.css'
import { StepFields } from './StepFields.tsx'
import { useLaddersT } from './useLaddersT.ts'

const steps_max = 20

/** A step of the form; the key keeps its fields together while steps are moved. */
type Draft = Step & { key: string }
let drafts = 0
const draft = (step: Step): Draft => ({ ...step, key: `step ${++drafts}` })
const freshStep = (): Draft =>
  draft({
    when: {
      on: 'after_filed',
      minutes: 60,
      is_working_time: false,
      is_untaken_only: true,
      clock: null,
    },
    deed: 'notify',
    to: { kind: 'next_tier', id: null },
  })
const anyTicket: LadderRules['when'] = {
  kinds: [],
  priorities: [],
  category_ids: [],
  applications: [],
  team_ids: [],
  department_ids: [],
  role_ids: [],
}

/** One ladder, or a new one. */
export function Page() {
  const t = useLaddersT()
  const { id } = useParams({ strict: false }) as { id?: string }
  const { data, error, refetch } = useQuery(laddersQuery)
  if (error) return <ErrorState problem={error} onRetry={() => void refetch()} />
  if (!data) return <PageSkeleton />
  const ladder = data.rows.find((row) => row.id === id)
  if (!ladder && id !== 'new') return <EmptyState title={t('ladders.gone')} />
  return (
    <LadderForm key={ladder ? `${ladder.id} ${ladder.version}` : 'new'} ladder={ladder} names={data.names} />
  )
}

function useLadderDeeds(ladder: Ladder | undefined, rules: LadderRules) {
  const t = useLaddersT()
  const router = useRouter()
  const queries = useQueryClient()
  const done = async (said: string) => {
    toast.show(said, 'success')
    await queries.invalidateQueries({ queryKey: ['ladders'] })
    router.history.push(laddersPath)
  }
  const save = useSubmit(async () => {
    const body = { ...rules, name: rules.name.trim() }
    await (ladder
      ? ask(api.PUT('/api/ladders/{id}', { params: { path: { id: ladder.id } }, body }))
      : ask(api.POST('/api/ladders', { body })))
    await done(t('ladders.saved'))
  })
  const archive = useSubmit(async () => {
    if (!ladder) return
    await ask(api.DELETE('/api/ladders/{id}', { params: { path: { id: ladder.id } }, body: {} }))
    await done(t('ladders.archived'))
  })
  return { save, archive }
}

function LadderForm({ ladder, names }: { ladder: Ladder | undefined; names: Ladders['names'] }) {
  const t = useLaddersT()
  const [name, setName] = useState(ladder?.rules.name ?? '')
  const [when, setWhen] = useState(ladder?.rules.when ?? anyTicket)
  const [steps, setSteps] = useState(() => (ladder ? ladder.rules.steps.map(draft) : [freshStep()]))
  const rules = { name, when, steps: steps.map(({ key: _key, ...step }) => step) }
  const { save, archive } = useLadderDeeds(ladder, rules)
  const problem = save.problem ?? archive.problem
  const nameError = problem?.fields.get('name')
  return (
    <div className={styles.page}>
      <PageHeader
        title={ladder?.rules.name ?? t('ladders.add')}
        above={
          <AppLink className={styles.link} href={laddersPath}>
            {t('ladders.title')}
          </AppLink>
        }
        note={ladder ? t('ladders.version', { number: ladder.version }) : undefined}
      />
      <form
        noValidate
        onSubmit={(event: FormEvent) => {
          event.preventDefault()
          void save.submit()
        }}
      >
        <Stack gap="lg" maw={720}>
          <TextField
            label={t('ladders.name')}
            value={name}
            maxLength={200}
            {...(nameError ? { error: nameError } : {})}
            onChange={(event) => setName(event.currentTarget.value)}
          />
          <ConditionFields when={when} onChange={setWhen} />
          <Steps steps={steps} onChange={setSteps} errors={problem?.fields} names={names} />
          <Failure problem={problem} />
          <Group>
            <Button type="submit" loading={save.isBusy} disabled={name.trim() === ''}>
              {t('ladders.save')}
            </Button>
            {ladder && (
              <Button variant="default" loading={archive.isBusy} onClick={() => void archive.submit()}>
                {t('ladders.archive')}
              </Button>
            )}
          </Group>
        </Stack>
      </form>
    </div>
  )
}

type StepsProps = {
  steps: readonly Draft[]
  onChange: (steps: Draft[]) => void
  errors: ReadonlyMap<string, string> | undefined
  names: Ladders['names']
}

function Steps({ steps, onChange, errors, names }: StepsProps) {
  const t = useLaddersT()
  const errorOf = (index: number) =>
    [...(errors ?? [])].find(([pointer]) => pointer.startsWith(`steps/${index}/`))?.[1]
  const move = (index: number, by: 1 | -1) => {
    const moved = [...steps]
    const [step] = moved.splice(index, 1)
    if (step) moved.splice(index + by, 0, step)
    onChange(moved)
  }
  return (
    <div>
      <h2 className={styles.stepsTitle}>{t('ladders.step.steps')}</h2>
      <p className={styles.small}>{t('ladders.step.hint')}</p>
      <Stack gap="sm" mt="sm">
        {steps.map((step, index) => (
          <StepFields
            key={step.key}
            step={step}
            number={index + 1}
            isLast={index === steps.length - 1}
            error={errorOf(index)}
            names={names}
            onChange={(some) => onChange(steps.map((each) => (each === step ? { ...step, ...some } : each)))}
            onMove={(by) => move(index, by)}
            onRemove={() => onChange(steps.filter((each) => each !== step))}
          />
        ))}
        <Group>
          <Button
            variant="default"
            disabled={steps.length >= steps_max}
            onClick={() => onChange([...steps, freshStep()])}
          >
            {t('ladders.step.add')}
          </Button>
        </Group>
      </Stack>
    </div>
  )
}
