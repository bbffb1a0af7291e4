import { Button, Stack } from '@mantine/core'
import { useQuery, useQueryClient } from '@tanstack/react-query'
import { type FormEvent, useState } from 'react'
import { Failure, useSubmit } from '../../../core/people/web/FormDialog.tsx'
import { api, ask } from '../../../web/api/client.ts'
import { ErrorState } from '../../../web/kit/ErrorState.tsx'
import { ChoiceField, SelectField, SwitchField, TextField } from '../../../web/kit/fields.tsx'
import { PageHeader } from '../../../web/kit/PageHeader.tsx'
import { PageSkeleton } from '../../../web/kit/Skeletons.tsx'
import { toast } from '../../../web/kit/toast.ts'
import { useCategories, useTeams } from '../../tickets/web/index.ts'
import { type Setting, settingQuery } from './data.ts'
import styles from './surveys.module.css'
import { type SurveysKey, useSurveysT } from './useSurveysT.ts'

const numbers = {
  delay_hours: [0, 720],
  share_percent: [0, 100],
  person_days: [0, 365],
  link_days: [1, 90],
} as const
const numberFields = Object.keys(numbers) as (keyof typeof numbers)[]
const deeds = ['tell', 'file', 'reopen'] as const

/** Who is asked, when, how often, and what a low answer sets off. */
export function Page() {
  const t = useSurveysT()
  const { data, error, refetch } = useQuery(settingQuery)
  if (error) return <ErrorState problem={error} onRetry={() => void refetch()} />
  if (!data) return <PageSkeleton />
  return (
    <div className={styles.page}>
      <PageHeader title={t('surveys.settings.title')} note={t('surveys.settings.note')} />
      <Form key={data.version} stored={data} />
    </div>
  )
}

function Form({ stored }: { stored: Setting }) {
  const t = useSurveysT()
  const queries = useQueryClient()
  const [draft, setDraft] = useState(stored)
  const set = (part: Partial<Setting>) => setDraft({ ...draft, ...part })
  const { isBusy, problem, submit } = useSubmit(async () => {
    await ask(api.PUT('/api/surveys/settings', { body: draft }))
    toast.show(t('surveys.settings.saved'), 'success')
    await queries.invalidateQueries({ queryKey: settingQuery.queryKey })
  })
  const send = (event: FormEvent) => {
    event.preventDefault()
    void submit()
  }
  return (
    <form noValidate onSubmit={send} className={styles.form}>
      <Stack gap="lg">
        <SwitchField
          label={t('surveys.settings.on')}
          checked={draft.is_on}
          onChange={(event) => set({ is_on: event.currentTarget.checked })}
        />
        <div className={styles.pair}>
          {numberFields.map((field) => (
            <TextField
              key={field}
              label={t(`surveys.settings.${field}`)}
              hint={t(`surveys.settings.${field}Hint` as SurveysKey)}
              type="number"
              min={numbers[field][0]}
              max={numbers[field][1]}
              value={draft[field]}
              {...(problem?.fields.has(field) ? { error: problem.fields.get(field) as string } : {})}
              onChange={(event) => set({ [field]: Math.floor(Number(event.currentTarget.value)) })}
            />
          ))}
        </div>
        <Shares draft={draft} set={set} errors={problem?.fields ?? new Map()} />
        <SelectField
          label={t('surveys.settings.low_score')}
          value={String(draft.low_score)}
          data={[0, 1, 2, 3, 4].map((score) => ({
            value: String(score),
            label: score === 0 ? t('surveys.settings.never') : t(`surveys.scale.${score}` as SurveysKey),
          }))}
          onChange={(event) => set({ low_score: Number(event.currentTarget.value) })}
        />
        {draft.low_score > 0 && (
          <ChoiceField
            label={t('surveys.settings.low_deed')}
            value={draft.low_deed}
            onChange={(low_deed) => set({ low_deed })}
            options={deeds.map((value) => ({ value, label: t(`surveys.deed.${value}`) }))}
          />
        )}
        <Failure problem={problem} />
        <div>
          <Button type="submit" loading={isBusy}>
            {t('surveys.settings.save')}
          </Button>
        </div>
      </Stack>
    </form>
  )
}

type SharesProps = {
  draft: Setting
  set: (part: Partial<Setting>) => void
  errors: ReadonlyMap<string, string>
}

/** Shares of a team or a category of their own. */
function Shares({ draft, set, errors }: SharesProps) {
  const t = useSurveysT()
  const teams = useTeams()
  const categories = useCategories()
  const change = (at: number, share: Setting['shares'][number]) =>
    set({ shares: draft.shares.with(at, share) })
  return (
    <fieldset className={styles.fieldset}>
      <legend>{t('surveys.settings.shares')}</legend>
      <p className={styles.small}>{t('surveys.settings.sharesHint')}</p>
      {draft.shares.map((share, at) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: A share is known by its place alone.
        <div key={at} className={styles.share}>
          <SelectField
            label={t('surveys.settings.shareOf')}
            value={share.team_id ? `t ${share.team_id}` : share.category_id ? `c ${share.category_id}` : ''}
            data={[
              { value: '', label: t('surveys.settings.choose') },
              {
                group: t('surveys.settings.teams'),
                items: teams.map(({ id, name }) => ({ value: `t ${id}`, label: name })),
              },
              {
                group: t('surveys.settings.categories'),
                items: categories.map(({ id, name }) => ({ value: `c ${id}`, label: name })),
              },
            ]}
            {...(errors.has(`shares/${at}`) ? { error: errors.get(`shares/${at}`) as string } : {})}
            onChange={(event) => {
              const [kind, id = ''] = event.currentTarget.value.split(' ')
              const { percent } = share
              change(
                at,
                kind === 't'
                  ? { team_id: id, percent }
                  : kind === 'c'
                    ? { category_id: id, percent }
                    : { percent },
              )
            }}
          />
          <TextField
            label={t('surveys.settings.percent')}
            type="number"
            min={0}
            max={100}
            value={share.percent}
            onChange={(event) =>
              change(at, { ...share, percent: Math.floor(Number(event.currentTarget.value)) })
            }
          />
          <Button variant="default" onClick={() => set({ shares: draft.shares.toSpliced(at, 1) })}>
            {t('surveys.settings.remove')}
          </Button>
        </div>
      ))}
      <Button
        variant="default"
        size="compact-md"
        disabled={draft.shares.length >= 50}
        onClick={() => set({ shares: [...draft.shares, { percent: draft.share_percent }] })}
      >
        {t('surveys.settings.add')}
      </Button>
    </fieldset>
  )
}
