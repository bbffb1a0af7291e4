import { Button, Group, Stack } from '@mantine/core'
import { useQuery, useQueryClient } from '@tanstack/react-query'
import { useParams, useRouter } from '@tanstack/react-router'
import { type FormEvent, useState } from 'react'
import { Failure, useSubmit } from '../../../core/people/web/FormDialog.tsx'
import { api, ask } from '../../../web/api/client.ts'
import { useFormat } from '../../../web/i18n/useFormat.tsx'
import { AppLink } from '../../../web/kit/AppLink.tsx'
import { EmptyState } from '../../../web/kit/EmptyState.tsx'
import { ErrorState } from '../../../web/kit/ErrorState.tsx'
import { CheckboxField, SelectField, TextField } from '../../../web/kit/fields.tsx'
import { PageHeader } from '../../../web/kit/PageHeader.tsx'
import { PageSkeleton } from '../../../web/kit/Skeletons.tsx'
import { toast } from '../../../web/kit/toast.ts'
import { ConditionFields } from './ConditionFields.tsx'
import { calendarsQuery, type Policy, type PolicyRules, policiesQuery } from './data.ts'
import styles from './escalation.module.css'
import { policiesPath } from './paths.ts'
import { useEscalationT } from './useEscalationT.ts'

const kinds = ['first_response', 'next_response', 'resolution'] as const
const states = [
  'new',
  'open',
  'waiting_on_requester',
  'waiting_on_vendor',
  'waiting_on_approval',
  'scheduled',
] as const
const fresh: PolicyRules = {
  name: '',
  when: {
    kinds: [],
    priorities: [],
    category_ids: [],
    applications: [],
    team_ids: [],
    department_ids: [],
    role_ids: [],
  },
  targets: { first_response: 60, next_response: null, resolution: 480 },
  warn_percent: 75,
  pausing_states: ['waiting_on_requester', 'waiting_on_vendor', 'waiting_on_approval', 'scheduled'],
  calendar_id: null,
}

/** One policy, or a new one. */
export function Page() {
  const t = useEscalationT()
  const { id } = useParams({ strict: false }) as { id?: string }
  const { data, error, refetch } = useQuery(policiesQuery)
  if (error) return <ErrorState problem={error} onRetry={() => void refetch()} />
  if (!data) return <PageSkeleton />
  const policy = data.rows.find((row) => row.id === id)
  if (!policy && id !== 'new') return <EmptyState title={t('escalation.policy.gone')} />
  return <PolicyForm key={policy ? `${policy.id} ${policy.version}` : 'new'} policy={policy} />
}

function usePolicyDeeds(policy: Policy | undefined, rules: PolicyRules) {
  const t = useEscalationT()
  const router = useRouter()
  const queries = useQueryClient()
  const done = async (said: string) => {
    toast.show(said, 'success')
    await queries.invalidateQueries({ queryKey: ['policies'] })
    router.history.push(policiesPath)
  }
  const save = useSubmit(async () => {
    const body = { ...rules, name: rules.name.trim() }
    await (policy
      ? ask(api.PUT('/api/policies/{id}', { params: { path: { id: policy.id } }, body }))
      : ask(api.POST('/api/policies', { body })))
    await done(t('escalation.saved'))
  })
  const archive = useSubmit(async () => {
    if (!policy) return
    await ask(api.DELETE('/api/policies/{id}', { params: { path: { id: policy.id } }, body: {} }))
    await done(t('escalation.policy.archived'))
  })
  return { save, archive }
}

function PolicyForm({ policy }: { policy: Policy | undefined }) {
  const t = useEscalationT()
  const [rules, setRules] = useState<PolicyRules>(policy?.rules ?? fresh)
  const { save, archive } = usePolicyDeeds(policy, rules)
  const change = (some: Partial<PolicyRules>) => setRules({ ...rules, ...some })
  const problem = save.problem ?? archive.problem
  const nameError = problem?.fields.get('name')
  return (
    <div className={styles.page}>
      <PageHeader
        title={policy?.rules.name ?? t('escalation.policy.add')}
        above={<AppLink href={policiesPath}>{t('escalation.policy.title')}</AppLink>}
        note={policy ? t('escalation.policy.versionNote', { number: policy.version }) : undefined}
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
            label={t('escalation.policy.name')}
            value={rules.name}
            maxLength={200}
            {...(nameError ? { error: nameError } : {})}
            onChange={(event) => change({ name: event.currentTarget.value })}
          />
          <ConditionFields when={rules.when} onChange={(when) => change({ when })} />
          <Targets rules={rules} onChange={change} error={problem?.fields.get('targets')} />
          <Counting rules={rules} onChange={change} error={problem?.fields.get('calendar_id')} />
          <Failure problem={problem} />
          <Group>
            <Button type="submit" loading={save.isBusy} disabled={rules.name.trim() === ''}>
              {t('escalation.save')}
            </Button>
            {policy && (
              <Button variant="default" loading={archive.isBusy} onClick={() => void archive.submit()}>
                {t('escalation.policy.archive')}
              </Button>
            )}
          </Group>
        </Stack>
      </form>
    </div>
  )
}

type PartProps = {
  rules: PolicyRules
  onChange: (some: Partial<PolicyRules>) => void
  error: string | undefined
}

/** Working minutes; an empty field promises nothing. */
function Targets({ rules, onChange, error }: PartProps) {
  const t = useEscalationT()
  const format = useFormat()
  const minutesOf = (text: string) => {
    const minutes = Math.floor(Number(text))
    return text.trim() === '' || !(minutes > 0) ? null : minutes
  }
  return (
    <fieldset className={styles.group}>
      <legend>{t('escalation.policy.targets')}</legend>
      <p className={styles.small}>{t('escalation.policy.targetsHint')}</p>
      <div className={styles.targets}>
        {kinds.map((kind) => {
          const minutes = rules.targets[kind]
          return (
            <TextField
              key={kind}
              label={t(`escalation.kind.${kind}`)}
              hint={minutes === null ? t('escalation.policy.noTarget') : format.workingTime(minutes)}
              type="number"
              min={1}
              max={525_600}
              value={minutes ?? ''}
              onChange={(event) =>
                onChange({ targets: { ...rules.targets, [kind]: minutesOf(event.currentTarget.value) } })
              }
            />
          )
        })}
        <TextField
          label={t('escalation.policy.warn')}
          hint={t('escalation.policy.warnHint')}
          type="number"
          min={1}
          max={99}
          value={rules.warn_percent ?? ''}
          onChange={(event) => onChange({ warn_percent: minutesOf(event.currentTarget.value) })}
        />
      </div>
      {error && (
        <p role="alert" className={styles.failure}>
          {error}
        </p>
      )}
    </fieldset>
  )
}

/** By which calendar the time is counted, and in which states it is not. */
function Counting({ rules, onChange, error }: PartProps) {
  const t = useEscalationT()
  const { data } = useQuery(calendarsQuery)
  const calendars = (data?.rows ?? []).filter(({ archived_at }) => archived_at === null)
  const toggle = (state: (typeof states)[number], isOn: boolean) =>
    onChange({
      pausing_states: isOn
        ? [...rules.pausing_states, state]
        : rules.pausing_states.filter((each) => each !== state),
    })
  return (
    <fieldset className={styles.group}>
      <legend>{t('escalation.policy.counting')}</legend>
      <Stack gap="sm">
        <SelectField
          label={t('escalation.policy.calendar')}
          hint={t('escalation.policy.calendarHint')}
          {...(error ? { error } : {})}
          value={rules.calendar_id ?? ''}
          onChange={(event) => onChange({ calendar_id: event.currentTarget.value || null })}
          data={[
            { value: '', label: t('escalation.policy.ownCalendar') },
            ...calendars.map(({ id, name }) => ({ value: id, label: name })),
          ]}
        />
        <fieldset className={styles.pauses}>
          <legend>{t('escalation.policy.pauses')}</legend>
          <Stack gap="xs">
            {states.map((state) => (
              <CheckboxField
                key={state}
                label={t(`escalation.state.${state}`)}
                checked={rules.pausing_states.includes(state)}
                onChange={(event) => toggle(state, event.currentTarget.checked)}
              />
            ))}
          </Stack>
        </fieldset>
      </Stack>
    </fieldset>
  )
}
