import { Autocomplete, Button, Stack } from '@mantine/core'
import { queryOptions, useQuery } from '@tanstack/react-query'
import { type FormEvent, useState } from 'react'
import { api, ask } from '../../../web/api/client.ts'
import { ErrorState } from '../../../web/kit/ErrorState.tsx'
import { ChoiceField, SelectField, TextField } from '../../../web/kit/fields.tsx'
import { PageHeader } from '../../../web/kit/PageHeader.tsx'
import { PageSkeleton } from '../../../web/kit/Skeletons.tsx'
import { toast } from '../../../web/kit/toast.ts'
import { useRefresh } from './data.ts'
import { Failure, useSubmit } from './FormDialog.tsx'
import styles from './organization.module.css'
import { confirmed } from './step-up.ts'
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
        <Settings key={dataUpdatedAt} organization={data as Organization} />
      ) : (
        <PageSkeleton />
      )}
    </div>
  )
}

function Settings({ organization }: { organization: Organization }) {
  const t = useOrganizationT()
  const refresh = useRefresh()
  const [name, setName] = useState(organization.name)
  const [zone, setZone] = useState(organization.time_zone)
  const [language, setLanguage] = useState(organization.language as 'en' | 'es')
  const [factor, setFactor] = useState(organization.second_factor)
  const { isBusy, problem, submit } = useSubmit(async () => {
    await confirmed(() =>
      ask(api.PATCH('/api/organization', { body: { name: name.trim(), time_zone: zone, language } })),
    )
    if (factor !== organization.second_factor)
      await confirmed(() =>
        ask(api.PUT('/api/organization/second-factor', { body: { second_factor: factor } })),
      )
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
        <TextField
          label={t('organization.settings.name')}
          value={name}
          maxLength={200}
          {...(problem?.fields.get('name') ? { error: problem.fields.get('name') as string } : {})}
          onChange={(event) => setName(event.currentTarget.value)}
        />
        <Autocomplete
          label={t('organization.settings.zone')}
          description={t('organization.settings.zoneHint')}
          value={zone}
          data={zones}
          limit={50}
          error={problem?.fields.get('time_zone')}
          onChange={setZone}
        />
        <SelectField
          label={t('organization.settings.language')}
          hint={t('organization.settings.languageHint')}
          value={language}
          data={[
            { value: 'en', label: 'English' },
            { value: 'es', label: 'Español' },
          ]}
          onChange={(event) => setLanguage(event.currentTarget.value as 'en' | 'es')}
        />
        <ChoiceField
          label={t('organization.settings.factor')}
          value={factor}
          onChange={setFactor}
          options={(['optional', 'privileged'] as const).map((value) => ({
            value,
            label: t(`organization.settings.factors.${value}`),
            hint: t(`organization.settings.factorHints.${value}`),
          }))}
        />
        <Failure problem={problem} />
        <div>
          <Button type="submit" loading={isBusy} disabled={name.trim() === ''}>
            {t('organization.save')}
          </Button>
        </div>
      </Stack>
    </form>
  )
}
