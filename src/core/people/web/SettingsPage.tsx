import { Autocomplete, Button, Stack } from '@mantine/core'
import { queryOptions, useQuery } from '@tanstack/react-query'
import { type FormEvent, useState } from 'react'
import { api, ask } from '../../../web/api/client.ts'
import { ErrorState } from '../../../web/kit/ErrorState.tsx'
import { ChoiceField, SelectField, TextField } from '../../../web/kit/fields.tsx'
import { PageHeader } from '../../../web/kit/PageHeader.tsx'
import { PageSkeleton } from '../../../web/kit/Skeletons.tsx'
import { toast } from '../../../web/kit/toast.ts'
import { confirmed } from '../../../web/shell/step-up.ts'
import { useRefresh } from './data.ts'
import { Failure, useSubmit } from './FormDialog.tsx'
import styles from './organization.module.css'
import { SearchWords } from './SearchWords.tsx'
import { useOrganizationT } from './useOrganizationT.ts'

const organizationQuery = queryOptions({
  queryKey: ['organization'],
  queryFn: () => ask(api.GET('/api/organization')),
})
type Organization = Awaited<ReturnType<NonNullable<typeof organizationQuery.queryFn>>>
const zones = Intl.supportedValuesOf('timeZone')

/** Name, time and language of the organization, and how people prove who they are. */
export function Page() {
  const t = useOrganizationT()
  const { data, error, refetch, dataUpdatedAt } = useQuery(organizationQuery)
  return (
    <div className={styles.page}>
      <PageHeader title={t('organization.settings.title')} />
      {error ? (
        <ErrorState problem={error} onRetry={() => void refetch()} />
      ) : data ? (
        <>
          <Settings key={dataUpdatedAt} organization={data as Organization} />
          <SearchWords />
        </>
      ) : (
        <PageSkeleton />
      )}
    </div>
  )
}

type Draft = Pick<Organization, 'name' | 'time_zone' | 'second_factor'> & { language: 'en' | 'es' }

function Settings({ organization }: { organization: Organization }) {
  const t = useOrganizationT()
  const refresh = useRefresh()
  const [draft, setDraft] = useState<Draft>({
    ...organization,
    language: organization.language as Draft['language'],
  })
  const { isBusy, problem, submit } = useSubmit(async () => {
    await save(draft, organization.second_factor)
    toast.show(t('organization.settings.saved'), 'success')
    await refresh()
  })
  return (
    <form
      noValidate
      onSubmit={(event: FormEvent) => {
        event.preventDefault()
        void submit()
      }}
    >
      <Stack gap="md" maw={480}>
        <Fields
          draft={draft}
          errors={problem?.fields ?? NO_ERRORS}
          set={(part) => setDraft({ ...draft, ...part })}
        />
        <Failure problem={problem} />
        <div>
          <Button type="submit" loading={isBusy} disabled={draft.name.trim() === ''}>
            {t('organization.save')}
          </Button>
        </div>
      </Stack>
    </form>
  )
}

const NO_ERRORS: ReadonlyMap<string, string> = new Map()

/** The second step has a rule of its own, so it is only sent when it was changed. */
async function save({ name, time_zone, language, second_factor }: Draft, before: Draft['second_factor']) {
  const body = { name: name.trim(), time_zone, language }
  await confirmed(() => ask(api.PATCH('/api/organization', { body })))
  if (second_factor === before) return
  await confirmed(() => ask(api.PUT('/api/organization/second-factor', { body: { second_factor } })))
}

type FieldsProps = {
  draft: Draft
  errors: ReadonlyMap<string, string>
  set: (part: Partial<Draft>) => void
}

function Fields({ draft, errors, set }: FieldsProps) {
  const t = useOrganizationT()
  return (
    <>
      <TextField
        label={t('organization.settings.name')}
        value={draft.name}
        maxLength={200}
        {...(errors.get('name') ? { error: errors.get('name') as string } : {})}
        onChange={(event) => set({ name: event.currentTarget.value })}
      />
      <Autocomplete
        label={t('organization.settings.zone')}
        description={t('organization.settings.zoneHint')}
        value={draft.time_zone}
        data={zones}
        limit={50}
        error={errors.get('time_zone')}
        onChange={(time_zone) => set({ time_zone })}
      />
      <SelectField
        label={t('organization.settings.language')}
        hint={t('organization.settings.languageHint')}
        value={draft.language}
        data={[
          { value: 'en', label: 'English' },
          { value: 'es', label: 'Español' },
        ]}
        onChange={(event) => set({ language: event.currentTarget.value as Draft['language'] })}
      />
      <ChoiceField
        label={t('organization.settings.factor')}
        value={draft.second_factor}
        onChange={(second_factor) => set({ second_factor })}
        options={(['optional', 'privileged'] as const).map((value) => ({
          value,
          label: t(`organization.settings.factors.${value}`),
          hint: t(`organization.settings.factorHints.${value}`),
        }))}
      />
    </>
  )
}
