import { Button, Group, Stack } from '@mantine/core'
import { useQuery, useQueryClient } from '@tanstack/react-query'
import { useParams, useRouter } from '@tanstack/react-router'
import { type FormEvent, useState } from 'react'
import { Failure, useSubmit } from '../../../core/people/web/FormDialog.tsx'
import { api, ask } from '../../../web/api/client.ts'
import { said } from '../../../web/i18n/said.ts'
import { AppLink } from '../../../web/kit/AppLink.tsx'
import { EmptyState } from '../../../web/kit/EmptyState.tsx'
import { ErrorState } from '../../../web/kit/ErrorState.tsx'
import { TextField } from '../../../web/kit/fields.tsx'
import { PageHeader } from '../../../web/kit/PageHeader.tsx'
import { PageSkeleton } from '../../../web/kit/Skeletons.tsx'
import { toast } from '../../../web/kit/toast.ts'
import { type Named, type Rule, rulesQuery } from './data.ts'
import { ConditionFields } from './edit/ConditionFields.tsx'
import { DeedFields } from './edit/DeedFields.tsx'
import { type Draft, draftOf, statementOf } from './edit/draft.ts'
import { WhenFields } from './edit/WhenFields.tsx'
import { HistoryPart } from './HistoryPart.tsx'
import { rulesPath } from './paths.ts'
import { RuleState, sentenceOf } from './RulesPage.tsx'
import styles from './rules.module.css'
import { useSentences } from './sentences.ts'
import { TrialPart } from './TrialPart.tsx'
import { useRulesT } from './useRulesT.ts'

/** One rule, or a new one: how it is said, what it would have done, what it did. */
export function Page() {
  const t = useRulesT()
  const { id } = useParams({ strict: false }) as { id?: string }
  const { data, error, refetch } = useQuery(rulesQuery)
  if (error) return <ErrorState problem={error} onRetry={() => void refetch()} />
  if (!data) return <PageSkeleton />
  const rule = data.rows.find((row) => row.id === id)
  if (!rule && id !== 'new') return <EmptyState title={t('rules.goneRule')} />
  return <RuleForm key={rule ? `${rule.id} ${rule.version}` : 'new'} rule={rule} people={data.people} />
}

function useRuleDeeds(rule: Rule | undefined, draft: Draft) {
  const t = useRulesT()
  const router = useRouter()
  const queries = useQueryClient()
  const done = async (said: string) => {
    toast.show(said, 'success')
    await queries.invalidateQueries({ queryKey: ['rules'] })
  }
  const save = useSubmit(async () => {
    const body = statementOf(draft)
    if (rule) {
      await ask(api.PUT('/api/rules/{id}', { params: { path: { id: rule.id } }, body }))
      return done(t('rules.edit.saved'))
    }
    const { id } = await ask(api.POST('/api/rules', { body }))
    await done(t('rules.edit.saved'))
    router.history.replace(`${rulesPath}/${id}`)
  })
  const turn = useSubmit(async () => {
    if (!rule) return
    const body = { is_on: !rule.is_on }
    await ask(api.POST('/api/rules/{id}/switch', { params: { path: { id: rule.id } }, body }))
    await done(t(body.is_on ? 'rules.switchedOn' : 'rules.switchedOff'))
  })
  const archive = useSubmit(async () => {
    if (!rule) return
    await ask(api.DELETE('/api/rules/{id}', { params: { path: { id: rule.id } }, body: {} }))
    await done(t('rules.archived'))
    router.history.push(rulesPath)
  })
  return { save, turn, archive }
}

function RuleForm({ rule, people }: { rule: Rule | undefined; people: readonly Named[] }) {
  const t = useRulesT()
  const [draft, setDraft] = useState<Draft>(() => draftOf(rule?.statement))
  const [hasTried, setTried] = useState(false)
  const { save, turn, archive } = useRuleDeeds(rule, draft)
  const sentences = useSentences(people)
  const change = (some: Partial<Draft>) => setDraft({ ...draft, ...some })
  const errors = save.problem?.fields ?? new Map<string, string>()
  const statement = statementOf(draft)
  const isChanged = JSON.stringify(statement) !== JSON.stringify(statementOf(draftOf(rule?.statement)))
  const submit = (event: FormEvent) => {
    event.preventDefault()
    void save.submit()
  }
  return (
    <div className={styles.page}>
      <PageHeader
        title={rule?.statement.name ?? t('rules.add')}
        above={<AppLink href={rulesPath}>{t('rules.title')}</AppLink>}
        note={rule && t('rules.edit.version', { number: rule.version, name: rule.keeper.name })}
      />
      {rule && <Standing rule={rule} />}
      <div className={styles.columns}>
        <form noValidate onSubmit={submit}>
          <Stack gap="lg">
            <NameField draft={draft} error={errors.get('name')} onChange={change} />
            <WhenFields when={draft.when} onChange={(when) => change({ when })} />
            <ConditionFields draft={draft} people={people} errors={errors} onChange={change} />
            <DeedFields draft={draft} people={people} errors={errors} onChange={change} />
            <Limits draft={draft} onChange={change} />
            <div>
              <strong>{t('rules.edit.reads')}</strong>
              <p className={styles.sentence}>{sentenceOf(t, sentences, statement)}</p>
            </div>
            <Failure problem={save.problem ?? turn.problem ?? archive.problem} />
            <Buttons
              rule={rule}
              deeds={{ save, turn, archive }}
              isNamed={statement.name !== ''}
              isChanged={isChanged}
              hasTried={hasTried}
            />
          </Stack>
        </form>
        <div className={styles.aside}>
          <TrialPart
            statement={statement}
            ruleId={rule?.id}
            sentences={sentences}
            onSeen={() => setTried(true)}
          />
          {rule && <HistoryPart id={rule.id} />}
        </div>
      </div>
    </div>
  )
}

type ButtonsProps = {
  rule: Rule | undefined
  deeds: ReturnType<typeof useRuleDeeds>
  isNamed: boolean
  isChanged: boolean
  hasTried: boolean
}

/** A rule is switched on as it was saved, and after somebody has seen what it would have done. */
function Buttons({ rule, deeds, isNamed, isChanged, hasTried }: ButtonsProps) {
  const t = useRulesT()
  const { save, turn, archive } = deeds
  const isUnsaved = isChanged || !rule
  return (
    <>
      <Group>
        <Button type="submit" loading={save.isBusy} disabled={!isNamed}>
          {t('rules.edit.save')}
        </Button>
        {rule && (
          <Button
            variant={rule.is_on ? 'default' : 'light'}
            loading={turn.isBusy}
            disabled={!rule.is_on && (isUnsaved || !hasTried)}
            onClick={() => void turn.submit()}
          >
            {t(rule.is_on ? 'rules.switchOff' : 'rules.switchOn')}
          </Button>
        )}
        {rule && (
          <Button variant="default" loading={archive.isBusy} onClick={() => void archive.submit()}>
            {t('rules.archive')}
          </Button>
        )}
      </Group>
      {!rule?.is_on && (isUnsaved || !hasTried) && (
        <p className={styles.small}>{t(isUnsaved ? 'rules.trial.unsaved' : 'rules.trial.first')}</p>
      )}
    </>
  )
}

/** Whether the rule is on, and what is the matter with it. */
function Standing({ rule }: { rule: Rule }) {
  const t = useRulesT()
  return (
    <Stack gap="xs" mb="md" align="flex-start">
      <RuleState rule={rule} />
      {rule.breaks.map((why) => (
        <p key={why} className={styles.failure}>
          {said(why)}
        </p>
      ))}
      {rule.stopped_because && (
        <p className={styles.failure}>{t(`rules.stoppedBecause.${rule.stopped_because}`)}</p>
      )}
    </Stack>
  )
}

type PartProps = { draft: Draft; onChange: (some: Partial<Draft>) => void }

function NameField({ draft, error, onChange }: PartProps & { error: string | undefined }) {
  const t = useRulesT()
  return (
    <TextField
      label={t('rules.edit.name')}
      value={draft.name}
      maxLength={200}
      {...(error ? { error } : {})}
      onChange={(event) => onChange({ name: event.currentTarget.value })}
    />
  )
}

function Limits({ draft, onChange }: PartProps) {
  const t = useRulesT()
  const numberOf = (text: string, max: number) => Math.min(max, Math.max(1, Math.floor(Number(text)) || 1))
  return (
    <fieldset className={styles.group}>
      <legend>{t('rules.edit.limits')}</legend>
      <p className={styles.small}>{t('rules.edit.limitsHint')}</p>
      <div className={styles.row}>
        <TextField
          type="number"
          label={t('rules.edit.ticketMax')}
          value={draft.ticket_hour_max}
          onChange={(event) => onChange({ ticket_hour_max: numberOf(event.currentTarget.value, 100) })}
        />
        <TextField
          type="number"
          label={t('rules.edit.hourMax')}
          value={draft.hour_max}
          onChange={(event) => onChange({ hour_max: numberOf(event.currentTarget.value, 10_000) })}
        />
      </div>
    </fieldset>
  )
}
