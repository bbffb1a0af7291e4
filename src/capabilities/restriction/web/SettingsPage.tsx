import { Button, Stack } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { type FormEvent, useState } from 'react'
import { Failure, useSubmit } from '../../../core/people/web/FormDialog.tsx'
import { api, ask } from '../../../web/api/client.ts'
import { ErrorState } from '../../../web/kit/ErrorState.tsx'
import { TextField } from '../../../web/kit/fields.tsx'
import { PageHeader } from '../../../web/kit/PageHeader.tsx'
import { PageSkeleton } from '../../../web/kit/Skeletons.tsx'
import { toast } from '../../../web/kit/toast.ts'
import { type Settings, settingsQuery, useAskAgain } from './data.ts'
import styles from './restriction.module.css'
import { useRestrictionT } from './useRestrictionT.ts'

/** How long broken glass stays open, how long its review may take, and who judges it. */
export function Page() {
  const t = useRestrictionT()
  const { data, error, refetch } = useQuery(settingsQuery)
  return (
    <div className={styles.page}>
      <PageHeader title={t('restriction.settings.title')} note={t('restriction.settings.note')} />
      {error ? (
        <ErrorState problem={error} onRetry={() => void refetch()} />
      ) : data ? (
        <Stack gap="lg">
          <Form key={data.version} settings={data} />
          <Officers officers={data.officers} />
        </Stack>
      ) : (
        <PageSkeleton />
      )}
    </div>
  )
}

const fields = [
  { name: 'glass_minutes', words: 'minutes', min: 5, max: 480 },
  { name: 'review_hours', words: 'hours', min: 1, max: 720 },
] as const

function Form({ settings }: { settings: Settings }) {
  const t = useRestrictionT()
  const askAgain = useAskAgain()
  const { version, glass_minutes, review_hours } = settings
  const [draft, setDraft] = useState({ version, glass_minutes, review_hours })
  const { isBusy, problem, submit } = useSubmit(async () => {
    await ask(api.PUT('/api/restriction/settings', { body: draft }))
    toast.show(t('restriction.settings.saved'), 'success')
    await askAgain()
  })
  return (
    <form
      noValidate
      onSubmit={(event: FormEvent) => {
        event.preventDefault()
        void submit()
      }}
    >
      <Stack gap="md" align="flex-start">
        {fields.map(({ name, words, min, max }) => (
          <TextField
            key={name}
            label={t(`restriction.settings.${words}`)}
            hint={t(`restriction.settings.${words}Hint`)}
            type="number"
            min={min}
            max={max}
            readOnly={!settings.may_edit}
            w="100%"
            maw="22rem"
            value={draft[name] || ''}
            {...(problem?.fields.has(name) ? { error: problem.fields.get(name) as string } : {})}
            onChange={(event) =>
              setDraft({ ...draft, [name]: Math.floor(Number(event.currentTarget.value)) })
            }
          />
        ))}
        <Failure problem={problem?.fields.size === 0 ? problem : undefined} />
        {settings.may_edit ? (
          <Button type="submit" loading={isBusy}>
            {t('restriction.settings.save')}
          </Button>
        ) : (
          <p className={styles.dim}>{t('restriction.settings.readOnly')}</p>
        )}
      </Stack>
    </form>
  )
}

function Officers({ officers }: Pick<Settings, 'officers'>) {
  const t = useRestrictionT()
  return (
    <section aria-labelledby="officers">
      <h2 id="officers" className={styles.head}>
        {t('restriction.settings.who')}
      </h2>
      <p className={styles.dim}>{t('restriction.settings.whoHint')}</p>
      {officers.length === 0 ? (
        <p role="status">{t('restriction.settings.nobody')}</p>
      ) : (
        <ul>
          {officers.map(({ id, name }) => (
            <li key={id}>{name}</li>
          ))}
        </ul>
      )}
    </section>
  )
}
