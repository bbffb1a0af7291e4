/** The public form as an administrator sets it up. */
import { Button, Group } from '@mantine/core'
import { useQuery, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { api, ask, ProblemError } from '../../../../web/api/client.ts'
import { AppLink } from '../../../../web/kit/AppLink.tsx'
import { ErrorState } from '../../../../web/kit/ErrorState.tsx'
import { SelectField, SwitchField, TextField } from '../../../../web/kit/fields.tsx'
import { PageHeader } from '../../../../web/kit/PageHeader.tsx'
import { ListSkeleton } from '../../../../web/kit/Skeletons.tsx'
import { toast } from '../../../../web/kit/toast.ts'
import { confirmed } from '../../../../web/shell/step-up.ts'
import { sentenceOf } from '../../web/data.ts'
import { categoriesQuery, teamsQuery } from '../../web/mail-data.ts'
import styles from './form.module.css'
import { useFormT } from './useFormT.ts'

const topics_max = 30
const load = () => ask(api.GET('/api/form'))
const settingQuery = { queryKey: ['form-setting'], queryFn: load }
type Setting = Awaited<ReturnType<typeof load>>
type Topic = { key: string; id?: string; name: string; team_id: string | null; category_id: string | null }

export function Page() {
  const t = useFormT()
  const { data, error, refetch } = useQuery(settingQuery)
  return (
    <div className={styles.page}>
      <PageHeader title={t('form.settingTitle')} note={t('form.settingNote')} />
      {error ? (
        <ErrorState problem={error} onRetry={() => void refetch()} />
      ) : data ? (
        <SettingForm key={data.version} setting={data} />
      ) : (
        <ListSkeleton rows={3} />
      )}
    </div>
  )
}

function SettingForm({ setting }: { setting: Setting }) {
  const t = useFormT()
  const queries = useQueryClient()
  const [isOn, setOn] = useState(setting.is_on)
  const [takesFiles, setTakesFiles] = useState(setting.takes_files)
  const [perHour, setPerHour] = useState(String(setting.mails_an_hour))
  const [topics, setTopics] = useState<Topic[]>(() =>
    setting.topics.map((each) => ({ ...each, key: each.id })),
  )
  const [isBusy, setBusy] = useState(false)
  const [failure, setFailure] = useState<string>()
  const save = async () => {
    setBusy(true)
    setFailure(undefined)
    const body = {
      is_on: isOn,
      takes_files: takesFiles,
      mails_an_hour: Number(perHour),
      topics: topics.map(({ key: _key, ...topic }) => topic),
      version: setting.version,
    }
    try {
      await confirmed(() => ask(api.PUT('/api/form', { body })))
      toast.show(t('form.saved'), 'success')
      await queries.invalidateQueries({ queryKey: settingQuery.queryKey })
    } catch (error) {
      if (!(error instanceof ProblemError && error.type === 'step-up-needed'))
        setFailure(sentenceOf(error) || t('form.failed'))
    } finally {
      setBusy(false)
    }
  }
  return (
    <form
      className={styles.fields}
      onSubmit={(event) => {
        event.preventDefault()
        void save()
      }}
    >
      <SwitchField
        label={t('form.isOn')}
        checked={isOn}
        onChange={(event) => setOn(event.currentTarget.checked)}
      />
      {setting.is_on && <Now setting={setting} />}
      <SwitchField
        label={t('form.takesFiles')}
        checked={takesFiles}
        onChange={(event) => setTakesFiles(event.currentTarget.checked)}
      />
      <PerHour value={perHour} onChange={setPerHour} />
      <Topics topics={topics} onChange={setTopics} />
      {failure && (
        <p role="alert" className={styles.failure}>
          {failure}
        </p>
      )}
      <div>
        <Button type="submit" loading={isBusy}>
          {t('form.save')}
        </Button>
      </div>
    </form>
  )
}

/** Where the form is, and how many have not confirmed their address. */
function Now({ setting }: { setting: Setting }) {
  const t = useFormT()
  return (
    <p>
      <AppLink href={`/ask/${setting.organization}`}>{t('form.see')}</AppLink>
      {' · '}
      {t('form.unconfirmed', { count: setting.unconfirmed })}
    </p>
  )
}

function PerHour({ value, onChange }: { value: string; onChange: (value: string) => void }) {
  const t = useFormT()
  return (
    <TextField
      type="number"
      label={t('form.perHour')}
      hint={t('form.perHourHint')}
      min={1}
      max={1000}
      required
      value={value}
      onChange={(event) => onChange(event.currentTarget.value)}
    />
  )
}

type TopicsProps = { topics: readonly Topic[]; onChange: (topics: Topic[]) => void }

/** What one may ask about, in the order of the form. */
function Topics({ topics, onChange }: TopicsProps) {
  const t = useFormT()
  const teams = useQuery(teamsQuery).data ?? []
  const categories = useQuery(categoriesQuery).data ?? []
  const choices = (rows: readonly { id: string; name: string }[]) => [
    { value: '', label: t('form.none') },
    ...rows.map(({ id, name }) => ({ value: id, label: name })),
  ]
  const change = (key: string, next: Partial<Topic>) =>
    onChange(topics.map((topic) => (topic.key === key ? { ...topic, ...next } : topic)))
  return (
    <section aria-labelledby="form-topics" className={styles.fields}>
      <h2 id="form-topics">{t('form.topics')}</h2>
      {topics.map((topic, place) => (
        <fieldset key={topic.key} className={styles.topic}>
          <legend>{t('form.topicNumber', { number: place + 1 })}</legend>
          <TextField
            label={t('form.topicName')}
            required
            maxLength={100}
            value={topic.name}
            onChange={(event) => change(topic.key, { name: event.currentTarget.value })}
          />
          <SelectField
            label={t('form.team')}
            data={choices(teams)}
            value={topic.team_id ?? ''}
            onChange={(event) => change(topic.key, { team_id: event.currentTarget.value || null })}
          />
          <SelectField
            label={t('form.category')}
            data={choices(categories)}
            value={topic.category_id ?? ''}
            onChange={(event) => change(topic.key, { category_id: event.currentTarget.value || null })}
          />
          <Group align="end">
            <Button
              variant="default"
              aria-label={t('form.removeTopic', { number: place + 1 })}
              onClick={() => onChange(topics.filter(({ key }) => key !== topic.key))}
            >
              {t('form.remove')}
            </Button>
          </Group>
        </fieldset>
      ))}
      <div>
        <Button
          variant="default"
          disabled={topics.length >= topics_max}
          onClick={() =>
            onChange([...topics, { key: crypto.randomUUID(), name: '', team_id: null, category_id: null }])
          }
        >
          {t('form.addTopic')}
        </Button>
      </div>
    </section>
  )
}
