import { Button, SegmentedControl } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { type FormEvent, useState } from 'react'
import { SelectField, TextField } from '../../../../web/kit/fields.tsx'
import styles from './flow.module.css'
import { type Flow, type FlowSearch, teamLoadsQuery, usualDays } from './flow.ts'
import { useReportsT } from './useReportsT.ts'

type PeriodPickerProps = {
  search: FlowSearch
  flow: Pick<Flow, 'first_day' | 'last_day'> | undefined
  onChange: (next: FlowSearch) => void
}

/** The usual periods by one click, one's own by two dates, and the team. */
export function PeriodPicker({ search, flow, onChange }: PeriodPickerProps) {
  const t = useReportsT()
  const { data: teams = [] } = useQuery(teamLoadsQuery)
  const team = search.team ? { team: search.team } : {}
  return (
    <div className={styles.picker}>
      <SegmentedControl
        aria-label={t('reports.period.label')}
        value={String(search.days ?? 'own')}
        data={[
          ...usualDays.map((days) => ({ value: String(days), label: t(`reports.period.${days}`) })),
          ...(search.days && (usualDays as readonly number[]).includes(search.days)
            ? []
            : [{ value: String(search.days ?? 'own'), label: t('reports.period.own') }]),
        ]}
        onChange={(value) => value !== 'own' && onChange({ days: Number(value), ...team })}
      />
      <OwnPeriod
        key={`${flow?.first_day} ${flow?.last_day}`}
        first={search.from ?? flow?.first_day ?? ''}
        last={search.to ?? flow?.last_day ?? ''}
        onChange={(from, to) => onChange({ from, to, ...team })}
      />
      <SelectField
        label={t('reports.team')}
        value={search.team ?? ''}
        onChange={(event) => {
          const { team: _team, ...period } = search
          const chosen = event.currentTarget.value
          onChange({ ...period, ...(chosen ? { team: chosen } : {}) })
        }}
        data={[
          { value: '', label: t('reports.everyTeam') },
          ...teams.map(({ id, name }) => ({ value: id ?? '', label: name })),
        ]}
      />
    </div>
  )
}

type OwnPeriodProps = { first: string; last: string; onChange: (from: string, to: string) => void }

function OwnPeriod({ first, last, onChange }: OwnPeriodProps) {
  const t = useReportsT()
  const [from, setFrom] = useState(first)
  const [to, setTo] = useState(last)
  const isChanged = from !== first || to !== last
  const submit = (event: FormEvent) => {
    event.preventDefault()
    if (from && to) onChange(from, to)
  }
  return (
    <form className={styles.own} onSubmit={submit}>
      <TextField
        type="date"
        label={t('reports.period.from')}
        value={from}
        max={to}
        onChange={(event) => setFrom(event.currentTarget.value)}
      />
      <TextField
        type="date"
        label={t('reports.period.to')}
        value={to}
        min={from}
        onChange={(event) => setTo(event.currentTarget.value)}
      />
      <Button type="submit" variant="default" disabled={!isChanged}>
        {t('reports.period.show')}
      </Button>
    </form>
  )
}
