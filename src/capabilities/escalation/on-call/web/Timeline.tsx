import { useFormat, useNow } from '../../../../web/i18n/useFormat.tsx'
import type { Named, Outlook, Shift } from './data.ts'
import styles from './timeline.module.css'
import { useOnCallT } from './useOnCallT.ts'
import { midnights } from './wall.ts'

const COLORS = 6

type TimelineProps = {
  layers: readonly Named[]
  outlook: Outlook
  /** The first day, `2026-04-06`, and how many. */
  from: string
  days: number
  zone: string
  onShift?: (shift: Shift) => void
}

/** Who is on call when: a line for each layer, a bar for each shift, and what is missing in between. */
export function Timeline({ layers, outlook, from, days, zone, onShift }: TimelineProps) {
  const t = useOnCallT()
  const now = useNow()
  const marks = midnights(from, days, zone)
  const begin = marks[0] ?? 0
  const end = marks.at(-1) ?? begin + 1
  const place = (at: number) => (100 * (Math.min(Math.max(at, begin), end) - begin)) / (end - begin)
  const people = [...new Set(outlook.shifts.map((shift) => shift.person.id))].sort()
  const nobody = outlook.gaps.filter((gap) => gap.layer_id === null)
  return (
    <section
      className={styles.frame}
      data-days={days > 7 ? 'many' : 'few'}
      // biome-ignore lint/a11y/noNoninteractiveTabindex: A part that scrolls sideways has to be reached by keyboard.
      tabIndex={0}
      aria-label={t('on_call.timeline.chart')}
    >
      <Days marks={marks} place={place} />
      {outlook.holidays.length > 0 && <Holidays holidays={outlook.holidays} place={place} />}
      {layers.map((layer) => (
        <section key={layer.id} className={styles.row} aria-label={layer.name}>
          <h3 className={styles.layer}>{layer.name}</h3>
          <div className={styles.track}>
            {marks.slice(1, -1).map((at) => (
              <span key={at} className={styles.line} style={{ insetInlineStart: `${place(at)}%` }} />
            ))}
            {[...outlook.gaps.filter((gap) => gap.layer_id === layer.id), ...nobody].map((gap) => (
              <GapBar key={`${gap.layer_id} ${gap.from}`} gap={gap} place={place} />
            ))}
            {outlook.shifts
              .filter((shift) => shift.layer_id === layer.id)
              .map((shift) => (
                <Bar
                  key={`${shift.from} ${shift.person.id}`}
                  shift={shift}
                  color={people.indexOf(shift.person.id) % COLORS}
                  place={place}
                  {...(onShift ? { onShift } : {})}
                />
              ))}
            {now > begin && now < end && (
              <span
                className={styles.now}
                style={{ insetInlineStart: `${place(now)}%` }}
                title={t('on_call.timeline.now')}
              />
            )}
          </div>
        </section>
      ))}
    </section>
  )
}

type Place = (at: number) => number

function Days({ marks, place }: { marks: readonly number[]; place: Place }) {
  const format = useFormat()
  return (
    <div className={styles.row} aria-hidden>
      <span className={styles.layer} />
      <div className={styles.days}>
        {marks.slice(0, -1).map((at) => (
          <span key={at} className={styles.day} style={{ insetInlineStart: `${place(at)}%` }}>
            {/* Noon is on the same day in every zone near by. */}
            {format.date(at + 43_200_000).replace(/,? \d{4}$/, '')}
          </span>
        ))}
      </div>
    </div>
  )
}

function Holidays({ holidays, place }: { holidays: Outlook['holidays']; place: Place }) {
  const t = useOnCallT()
  const format = useFormat()
  return (
    <div className={styles.row}>
      <h3 className={styles.layer}>{t('on_call.timeline.holidays')}</h3>
      <div className={styles.days}>
        {holidays.map(({ name, from, to }) => (
          <span
            key={`${name} ${from}`}
            className={styles.holiday}
            title={`${name}: ${format.dateTime(from)} – ${format.dateTime(to)}`}
            style={{
              insetInlineStart: `${place(Date.parse(from))}%`,
              width: `${place(Date.parse(to)) - place(Date.parse(from))}%`,
            }}
          >
            {name}
          </span>
        ))}
      </div>
    </div>
  )
}

function Bar(props: { shift: Shift; color: number; place: Place; onShift?: (shift: Shift) => void }) {
  const { shift, color, place, onShift } = props
  const t = useOnCallT()
  const format = useFormat()
  const from = place(Date.parse(shift.from))
  const words = t(shift.because === 'cover' ? 'on_call.timeline.cover' : 'on_call.timeline.shift', {
    name: shift.person.name,
    from: format.dateTime(shift.from),
    to: format.dateTime(shift.to),
  })
  const look = {
    className: styles.bar,
    'data-because': shift.because,
    title: words,
    style: {
      insetInlineStart: `${from}%`,
      width: `${place(Date.parse(shift.to)) - from}%`,
      borderInlineStartColor: `var(--wl-chart-${color + 1})`,
    },
  }
  if (!onShift)
    return (
      <span {...look}>
        <span aria-hidden>{shift.person.name}</span>
        <span className="wl-hidden">{words}</span>
      </span>
    )
  return (
    <button type="button" {...look} aria-label={words} onClick={() => onShift(shift)}>
      {shift.person.name}
    </button>
  )
}

function GapBar({ gap, place }: { gap: Outlook['gaps'][number]; place: Place }) {
  const t = useOnCallT()
  const format = useFormat()
  const from = place(Date.parse(gap.from))
  const words = t('on_call.timeline.gap', { from: format.dateTime(gap.from), to: format.dateTime(gap.to) })
  return (
    <span
      className={styles.gap}
      title={words}
      style={{ insetInlineStart: `${from}%`, width: `${place(Date.parse(gap.to)) - from}%` }}
    >
      <span className="wl-hidden">{words}</span>
    </span>
  )
}

/** The same as a table, for those who read rather than look. */
export function ShiftTable({ layers, outlook }: Pick<TimelineProps, 'layers' | 'outlook'>) {
  const t = useOnCallT()
  const format = useFormat()
  const name = (id: string | null) => layers.find((layer) => layer.id === id)?.name ?? t('on_call.everywhere')
  const rows = [
    ...outlook.shifts.map((shift) => ({
      ...shift,
      who: shift.person.name,
      note: shift.because === 'cover' ? t('on_call.covers') : '',
    })),
    ...outlook.gaps.map((gap) => ({ ...gap, who: t('on_call.nobody'), note: t('on_call.gap') })),
  ].sort((a, b) => Date.parse(a.from) - Date.parse(b.from))
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: A part that scrolls sideways has to be reached by keyboard.
    <section className={styles.scroll} tabIndex={0} aria-label={t('on_call.timeline.table')}>
      <table className={styles.table}>
        <thead>
          <tr>
            <th scope="col">{t('on_call.column.from')}</th>
            <th scope="col">{t('on_call.column.to')}</th>
            <th scope="col">{t('on_call.column.layer')}</th>
            <th scope="col">{t('on_call.column.person')}</th>
            <th scope="col">{t('on_call.column.note')}</th>
          </tr>
        </thead>
        <tbody>
          {rows.map((row) => (
            <tr key={`${row.layer_id} ${row.from} ${row.who}`}>
              <td>{format.dateTime(row.from)}</td>
              <td>{format.dateTime(row.to)}</td>
              <td>{name(row.layer_id)}</td>
              <td>{row.who}</td>
              <td>{row.note}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  )
}
