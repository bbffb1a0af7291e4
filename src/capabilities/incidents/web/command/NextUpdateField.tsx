import { SelectField } from '../../../../web/kit/fields.tsx'
import { useIncidentsT } from '../useIncidentsT.ts'

const choices = [15, 30, 60, 120, 240]
const minute_ms = 60_000

/** The moment so many minutes from now; null where none is promised. */
export function timeIn(minutes: string): string | null {
  return minutes === '' ? null : new Date(Date.now() + Number(minutes) * minute_ms).toISOString()
}

type NextUpdateFieldProps = { value: string; onChange: (minutes: string) => void; mayKeep?: boolean }

/** In how many minutes staff may expect the next word. */
export function NextUpdateField({ value, onChange, mayKeep = false }: NextUpdateFieldProps) {
  const t = useIncidentsT()
  return (
    <SelectField
      label={t('incidents.next.field')}
      value={value}
      data={[
        ...(mayKeep ? [{ value: 'keep', label: t('incidents.next.keep') }] : []),
        { value: '', label: t('incidents.next.nothing') },
        ...choices.map((minutes) => ({
          value: String(minutes),
          label: t('incidents.next.minutes', { count: minutes }),
        })),
      ]}
      onChange={(event) => onChange(event.currentTarget.value)}
    />
  )
}
