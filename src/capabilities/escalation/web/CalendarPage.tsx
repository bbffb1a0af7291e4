import { Autocomplete, Button, Group, MultiSelect, Stack } from '@mantine/core'
import { useQuery, useQueryClient } from '@tanstack/react-query'
import { useParams, useRouter } from '@tanstack/react-router'
import { type FormEvent, useState } from 'react'
import { structureQuery } from '../../../core/people/web/data.ts'
import { Failure, useSubmit } from '../../../core/people/web/FormDialog.tsx'
import { api, ask } from '../../../web/api/client.ts'
import { AppLink } from '../../../web/kit/AppLink.tsx'
import { EmptyState } from '../../../web/kit/EmptyState.tsx'
import { ErrorState } from '../../../web/kit/ErrorState.tsx'
import { CheckboxField, TextField } from '../../../web/kit/fields.tsx'
import { PageHeader } from '../../../web/kit/PageHeader.tsx'
import { PageSkeleton } from '../../../web/kit/Skeletons.tsx'
import { toast } from '../../../web/kit/toast.ts'
import { type Calendar, calendarsQuery, type Holiday } from './data.ts'
import styles from './escalation.module.css'
import { Holidays } from './Holidays.tsx'
import { calendarsPath } from './paths.ts'
import { useEscalationT } from './useEscalationT.ts'
import { WeekFields } from './WeekFields.tsx'
import { readSpans, type Span, writeSpans } from './week.ts'

const zones = Intl.supportedValuesOf('timeZone')
const day = '08:00–12:00, 13:00–17:00'

/** One calendar, or a new one. */
export function Page() {
  const t = useEscalationT()
  const { id } = useParams({ strict: false }) as { id?: string }
  const { data, error, refetch } = useQuery(calendarsQuery)
  if (error) return <ErrorState problem={error} onRetry={() => void refetch()} />
  if (!data) return <PageSkeleton />
  const calendar = data.rows.find((row) => row.id === id)
  if (!calendar && id !== 'new') return <EmptyState title={t('escalation.calendar.gone')} />
  return <CalendarForm key={calendar ? `${calendar.id} ${calendar.version}` : 'new'} calendar={calendar} />
}

function useCalendarForm(calendar: Calendar | undefined) {
  const [name, setName] = useState(calendar?.name ?? '')
  const [zone, setZone] = useState(
    calendar?.rules.time_zone ?? Intl.DateTimeFormat().resolvedOptions().timeZone,
  )
  const [week, setWeek] = useState(calendar?.rules.week.map(writeSpans) ?? [day, day, day, day, day, '', ''])
  const [holidays, setHolidays] = useState<Holiday[]>(calendar?.rules.holidays ?? [])
  const [isDefault, setDefault] = useState(calendar?.is_default ?? false)
  const [teams, setTeams] = useState(calendar?.team_ids ?? [])
  const [sites, setSites] = useState(calendar?.site_ids ?? [])
  const spans = week.map(readSpans)
  const body = {
    name: name.trim(),
    time_zone: zone,
    week: spans.map((each) => each ?? []) as Span[][],
    holidays,
    is_default: isDefault,
    team_ids: teams,
    site_ids: sites,
  }
  return {
    ...{ name, setName, zone, setZone, week, setWeek, holidays, setHolidays },
    ...{ isDefault, setDefault, teams, setTeams, sites, setSites, body },
    isReady: body.name !== '' && spans.every((each) => each !== undefined),
  }
}

function useCalendarDeeds(calendar: Calendar | undefined, form: ReturnType<typeof useCalendarForm>) {
  const t = useEscalationT()
  const router = useRouter()
  const queries = useQueryClient()
  const done = async (said: string) => {
    toast.show(said, 'success')
    await queries.invalidateQueries({ queryKey: ['calendars'] })
    router.history.push(calendarsPath)
  }
  const save = useSubmit(async () => {
    const { body } = form
    await (calendar
      ? ask(api.PUT('/api/calendars/{id}', { params: { path: { id: calendar.id } }, body }))
      : ask(api.POST('/api/calendars', { body })))
    await done(t('escalation.saved'))
  })
  const archive = useSubmit(async () => {
    if (!calendar) return
    await ask(api.DELETE('/api/calendars/{id}', { params: { path: { id: calendar.id } }, body: {} }))
    await done(t('escalation.calendar.archived'))
  })
  return { save, archive }
}

function CalendarForm({ calendar }: { calendar: Calendar | undefined }) {
  const t = useEscalationT()
  const form = useCalendarForm(calendar)
  const { save, archive } = useCalendarDeeds(calendar, form)
  const fields = save.problem?.fields
  return (
    <div className={styles.page}>
      <PageHeader
        title={calendar?.name ?? t('escalation.calendar.add')}
        above={<AppLink href={calendarsPath}>{t('escalation.calendar.title')}</AppLink>}
        note={calendar ? t('escalation.version', { number: calendar.version }) : undefined}
      />
      <form
        noValidate
        onSubmit={(event: FormEvent) => {
          event.preventDefault()
          if (form.isReady) void save.submit()
        }}
      >
        <Stack gap="lg" maw={720}>
          <TextField
            label={t('escalation.calendar.name')}
            value={form.name}
            maxLength={200}
            {...(fields?.get('name') ? { error: fields.get('name') as string } : {})}
            onChange={(event) => form.setName(event.currentTarget.value)}
          />
          <Autocomplete
            label={t('escalation.calendar.zone')}
            value={form.zone}
            data={zones}
            limit={50}
            error={fields?.get('time_zone')}
            onChange={form.setZone}
          />
          <WeekFields week={form.week} onChange={form.setWeek} problems={fields} />
          <Uses form={form} />
          <Holidays holidays={form.holidays} zone={form.zone} onChange={form.setHolidays} problems={fields} />
          <Failure problem={save.problem ?? archive.problem} />
          <Group>
            <Button type="submit" loading={save.isBusy} disabled={!form.isReady}>
              {t('escalation.save')}
            </Button>
            {calendar && (
              <Button variant="default" loading={archive.isBusy} onClick={() => void archive.submit()}>
                {t('escalation.calendar.archive')}
              </Button>
            )}
          </Group>
        </Stack>
      </form>
    </div>
  )
}

/** Who works by the calendar. */
function Uses({ form }: { form: ReturnType<typeof useCalendarForm> }) {
  const t = useEscalationT()
  const { data } = useQuery(structureQuery())
  const choices = (list: readonly { id: string; name: string }[] = []) =>
    list.map(({ id, name }) => ({ value: id, label: name }))
  return (
    <fieldset className={styles.group}>
      <legend>{t('escalation.calendar.uses')}</legend>
      <Stack gap="sm">
        <CheckboxField
          label={t('escalation.calendar.default')}
          hint={t('escalation.calendar.defaultHint')}
          checked={form.isDefault}
          onChange={(event) => form.setDefault(event.currentTarget.checked)}
        />
        <MultiSelect
          label={t('escalation.calendar.teams')}
          data={choices(data?.teams)}
          value={form.teams}
          onChange={form.setTeams}
          searchable
        />
        <MultiSelect
          label={t('escalation.calendar.sites')}
          data={choices(data?.sites)}
          value={form.sites}
          onChange={form.setSites}
          searchable
        />
      </Stack>
    </fieldset>
  )
}
