import { Button, Slider, Stack } from '@mantine/core'
import { useQuery, useQueryClient } from '@tanstack/react-query'
import { type FormEvent, useState } from 'react'
import { Failure, useSubmit } from '../../../../core/people/web/FormDialog.tsx'
import { api, ask } from '../../../../web/api/client.ts'
import { useFormat } from '../../../../web/i18n/useFormat.tsx'
import { ErrorState } from '../../../../web/kit/ErrorState.tsx'
import { CheckboxField, SwitchField, TextAreaField } from '../../../../web/kit/fields.tsx'
import { PageHeader } from '../../../../web/kit/PageHeader.tsx'
import { PageSkeleton } from '../../../../web/kit/Skeletons.tsx'
import { toast } from '../../../../web/kit/toast.ts'
import { confirmed } from '../../../../web/shell/step-up.ts'
import { kinds } from '../../detect/span.ts'
import { erasuresQuery, type Setting, settingQuery } from '../data.ts'
import styles from '../privacy.module.css'
import { usePrivacyT } from '../usePrivacyT.ts'
import { TryText } from './TryText.tsx'

const listed = ['formats', 'context_words', 'harmless_words'] as const
type Lists = Record<(typeof listed)[number], string>

/** What is looked for in words, from which score on it is masked, and what is never a patient's. */
export function Page() {
  const t = usePrivacyT()
  const { data, error, refetch } = useQuery(settingQuery)
  return (
    <div className={styles.page}>
      <PageHeader title={t('privacy.settings.title')} note={t('privacy.settings.note')} />
      {error ? (
        <ErrorState problem={error} onRetry={() => void refetch()} />
      ) : data ? (
        <Form key={data.version} stored={data} />
      ) : (
        <PageSkeleton />
      )}
    </div>
  )
}

const linesOf = (text: string) => [
  ...new Set(
    text
      .split('\n')
      .map((line) => line.trim())
      .filter((line) => line !== ''),
  ),
]

function Form({ stored }: { stored: Setting }) {
  const t = usePrivacyT()
  const queries = useQueryClient()
  const [draft, setDraft] = useState(stored)
  // Lists are typed as lines; what is half typed stays as it is.
  const [lists, setLists] = useState<Lists>({
    formats: stored.formats.join('\n'),
    context_words: stored.context_words.join('\n'),
    harmless_words: stored.harmless_words.join('\n'),
  })
  const set = (part: Partial<Setting>) => setDraft({ ...draft, ...part })
  const setting = {
    ...draft,
    ...Object.fromEntries(listed.map((key) => [key, linesOf(lists[key])])),
  } as Setting
  const { isBusy, problem, submit } = useSubmit(async () => {
    const saved = await confirmed(() => ask(api.PUT('/api/privacy/settings', { body: setting })))
    const isWaiting = saved.needs_second && !setting.needs_second
    toast.show(t(isWaiting ? 'privacy.settings.secondAsked' : 'privacy.settings.saved'), 'success')
    await queries.invalidateQueries({ queryKey: ['privacy'] })
  })
  const send = (event: FormEvent) => {
    event.preventDefault()
    void submit()
  }
  return (
    <>
      <form noValidate onSubmit={send}>
        <Stack gap="lg" mt="md">
          <SwitchField
            label={t('privacy.settings.on')}
            hint={t('privacy.settings.onHint')}
            checked={draft.is_on}
            onChange={(event) => set({ is_on: event.currentTarget.checked })}
          />
          <Kinds value={draft.kinds} onChange={(value) => set({ kinds: value })} />
          <Threshold value={draft.threshold} onChange={(threshold) => set({ threshold })} />
          {listed.map((key) => (
            <TextAreaField
              key={key}
              label={t(`privacy.settings.${key}`)}
              hint={t(`privacy.settings.${key}Hint`)}
              {...errorOf(problem?.fields, key)}
              value={lists[key]}
              onChange={(event) => setLists({ ...lists, [key]: event.currentTarget.value })}
            />
          ))}
          <SwitchField
            label={t('privacy.settings.second')}
            hint={t('privacy.settings.secondHint')}
            checked={draft.needs_second}
            onChange={(event) => set({ needs_second: event.currentTarget.checked })}
          />
          <SecondOff />
          <Meaning />
          <Failure problem={problem} />
          <div>
            <Button type="submit" loading={isBusy}>
              {t('privacy.settings.save')}
            </Button>
          </div>
        </Stack>
      </form>
      <TryText setting={setting} />
    </>
  )
}

/** Who asked to do without a second officer, while another one has to agree. */
function SecondOff() {
  const t = usePrivacyT()
  const { data } = useQuery(erasuresQuery)
  const asked = data?.second_off
  if (!asked) return null
  return (
    <p className={styles.small}>
      {t(asked.is_own ? 'privacy.settings.secondOwn' : 'privacy.settings.secondOther', { name: asked.by })}
    </p>
  )
}

function errorOf(fields: ReadonlyMap<string, string> | undefined, key: string): { error?: string } {
  const found = [...(fields ?? [])].find(([field]) => field === key || field.startsWith(`${key}/`))
  return found ? { error: found[1] } : {}
}

type KindsProps = { value: Setting['kinds']; onChange: (kinds: Setting['kinds']) => void }

function Kinds({ value, onChange }: KindsProps) {
  const t = usePrivacyT()
  return (
    <fieldset className={styles.fieldset}>
      <legend>{t('privacy.settings.kinds')}</legend>
      <div className={styles.kinds}>
        {kinds.map((kind) => (
          <CheckboxField
            key={kind}
            label={t(`records.mask.kind.${kind}`)}
            checked={value.includes(kind)}
            onChange={(event) =>
              onChange(
                kinds.filter((each) => (each === kind ? event.currentTarget.checked : value.includes(each))),
              )
            }
          />
        ))}
      </div>
    </fieldset>
  )
}

function Threshold({ value, onChange }: { value: number; onChange: (value: number) => void }) {
  const t = usePrivacyT()
  const format = useFormat()
  return (
    <div>
      <p className={styles.plain} id="threshold">
        <strong>{t('privacy.settings.threshold', { percent: format.percent(value) })}</strong>
      </p>
      <p className={styles.small}>{t('privacy.settings.thresholdHint')}</p>
      <Slider
        mt={8}
        min={0.3}
        max={1}
        step={0.05}
        value={value}
        label={(each) => format.percent(each)}
        thumbProps={{ 'aria-labelledby': 'threshold' }}
        onChange={(each) => onChange(Math.round(each * 100) / 100)}
      />
    </div>
  )
}

/** What the officer's decisions mean for what is written later. */
function Meaning() {
  const t = usePrivacyT()
  return (
    <details>
      <summary>{t('privacy.settings.meaning')}</summary>
      <ul className={styles.found}>
        <li>{t('privacy.settings.meansSuspected')}</li>
        <li>{t('privacy.settings.meansConfirmed')}</li>
        <li>{t('privacy.settings.meansAllowed')}</li>
        <li>{t('privacy.settings.meansRedacted')}</li>
      </ul>
    </details>
  )
}
