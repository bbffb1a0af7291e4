import { CheckboxField, ChoiceField, SelectField, TextField } from '../../../web/kit/fields.tsx'
import { type Settings, toMinutes, toTime } from './data.ts'
import styles from './notices.module.css'
import { useNoticesT } from './useNoticesT.ts'

const days = [1, 2, 3, 4, 5, 6, 7] as const
const night = { from: 22 * 60, to: 7 * 60, days: [...days] }

type QuietPartProps = {
  settings: Settings
  fields: ReadonlyMap<string, string>
  onChange: (changes: Partial<Settings>) => void
}

/** When one is left in peace, and when what waited is put together. */
export function QuietPart({ settings, fields, onChange }: QuietPartProps) {
  const t = useNoticesT()
  const { quiet, time_zone, organization_zone, digest, digest_at } = settings
  const zones = [
    ...new Set([organization_zone, ...(time_zone ? [time_zone] : []), ...Intl.supportedValuesOf('timeZone')]),
  ]
  return (
    <section className={styles.part} aria-labelledby="quiet">
      <h2 id="quiet">{t('notices.quiet.title')}</h2>
      <p className={styles.small}>{t('notices.quiet.note')}</p>
      <CheckboxField
        label={t('notices.quiet.on')}
        checked={quiet !== null}
        onChange={(event) => onChange({ quiet: event.currentTarget.checked ? night : null })}
      />
      {quiet && <Hours quiet={quiet} fields={fields} onChange={(changed) => onChange({ quiet: changed })} />}
      <ChoiceField
        label={t('notices.quiet.digest')}
        value={digest}
        onChange={(chosen) => onChange({ digest: chosen })}
        options={(['daily', 'hourly'] as const).map((value) => ({
          value,
          label: t(`notices.quiet.${value}`),
        }))}
      />
      <div className={styles.row}>
        {digest === 'daily' && (
          <TextField
            label={t('notices.quiet.digestAt')}
            type="time"
            required
            value={toTime(digest_at)}
            onChange={(event) => onChange({ digest_at: toMinutes(event.currentTarget.value) ?? digest_at })}
          />
        )}
        <SelectField
          label={t('notices.quiet.zone')}
          value={time_zone ?? ''}
          error={fields.get('time_zone')}
          data={[
            { value: '', label: t('notices.quiet.ownZone', { zone: organization_zone }) },
            ...zones.map((zone) => ({ value: zone, label: zone.replaceAll('_', ' ') })),
          ]}
          onChange={(event) => onChange({ time_zone: event.currentTarget.value || null })}
        />
      </div>
    </section>
  )
}

type Quiet = NonNullable<Settings['quiet']>

function Hours(props: {
  quiet: Quiet
  fields: ReadonlyMap<string, string>
  onChange: (quiet: Quiet) => void
}) {
  const t = useNoticesT()
  const { quiet, fields, onChange } = props
  const set = (field: 'from' | 'to', time: string) =>
    onChange({ ...quiet, [field]: toMinutes(time) ?? quiet[field] })
  const turn = (day: number, isOn: boolean) =>
    onChange({ ...quiet, days: days.filter((each) => (each === day ? isOn : quiet.days.includes(each))) })
  return (
    <div className={styles.row}>
      <TextField
        label={t('notices.quiet.from')}
        type="time"
        required
        value={toTime(quiet.from)}
        onChange={(event) => set('from', event.currentTarget.value)}
      />
      <TextField
        label={t('notices.quiet.to')}
        type="time"
        required
        value={toTime(quiet.to)}
        error={fields.get('quiet/to')}
        hint={quiet.to < quiet.from ? t('notices.quiet.nextDay') : undefined}
        onChange={(event) => set('to', event.currentTarget.value)}
      />
      <fieldset>
        <legend>{t('notices.quiet.days')}</legend>
        {days.map((day) => (
          <CheckboxField
            key={day}
            label={t(`notices.quiet.day.${day}`)}
            checked={quiet.days.includes(day)}
            onChange={(event) => turn(day, event.currentTarget.checked)}
          />
        ))}
        {fields.get('quiet/days') && <p role="alert">{fields.get('quiet/days')}</p>}
      </fieldset>
    </div>
  )
}
