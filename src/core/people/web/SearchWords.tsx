import { Button, Stack } from '@mantine/core'
import { queryOptions, useQuery, useQueryClient } from '@tanstack/react-query'
import { type FormEvent, useState } from 'react'
import { api, ask } from '../../../web/api/client.ts'
import { ErrorState } from '../../../web/kit/ErrorState.tsx'
import { ChoiceField, SelectField } from '../../../web/kit/fields.tsx'
import { toast } from '../../../web/kit/toast.ts'
import { useMay } from '../../../web/shell/session.ts'
import { confirmed } from '../../../web/shell/step-up.ts'
import { Failure, useSubmit } from './FormDialog.tsx'
import { useOrganizationT } from './useOrganizationT.ts'

const ways = ['hashed', 'clear'] as const
const reasons = ['investigation', 'policy', 'law'] as const

const settingQuery = queryOptions({
  queryKey: ['audit', 'settings'],
  queryFn: () => ask(api.GET('/api/audit/settings')),
})

/** Whether the audit log keeps the words of searches; for who keeps the organization and reads the log. */
export function SearchWords() {
  const may = useMay()
  const isAllowed = may('audit.read') && may('organization.manage')
  const { data, error, refetch } = useQuery({ ...settingQuery, enabled: isAllowed })
  if (!isAllowed) return null
  if (error) return <ErrorState problem={error} onRetry={() => void refetch()} />
  return data ? <Setting key={data.search_words} kept={data.search_words} /> : null
}

function Setting({ kept }: { kept: (typeof ways)[number] }) {
  const t = useOrganizationT()
  const client = useQueryClient()
  const [way, setWay] = useState(kept)
  const [reason, setReason] = useState<(typeof reasons)[number]>('investigation')
  const { isBusy, problem, submit } = useSubmit(async () => {
    const body = { search_words: way, ...(way === 'clear' ? { reason } : {}) }
    await confirmed(() => ask(api.PUT('/api/audit/settings', { body })))
    toast.show(t('organization.settings.saved'), 'success')
    await client.invalidateQueries({ queryKey: ['audit'] })
  })
  return (
    <form
      noValidate
      onSubmit={(event: FormEvent) => {
        event.preventDefault()
        void submit()
      }}
    >
      <Stack gap="md" maw={480} mt="xl">
        <ChoiceField
          label={t('organization.settings.searches')}
          value={way}
          onChange={setWay}
          options={ways.map((value) => ({
            value,
            label: t(`organization.settings.searchWays.${value}`),
            hint: t(`organization.settings.searchHints.${value}`),
          }))}
        />
        {way === 'clear' && kept !== 'clear' && (
          <SelectField
            label={t('organization.settings.searchReason')}
            value={reason}
            data={reasons.map((value) => ({
              value,
              label: t(`organization.settings.searchReasons.${value}`),
            }))}
            onChange={(event) => setReason(event.currentTarget.value as typeof reason)}
          />
        )}
        <Failure problem={problem} />
        <div>
          <Button type="submit" variant="default" loading={isBusy} disabled={way === kept}>
            {t('organization.settings.searchSave')}
          </Button>
        </div>
      </Stack>
    </form>
  )
}
