import { useState } from 'react'
import { CheckboxField, SelectField } from '../../../web/kit/fields.tsx'
import { useShellT } from '../../../web/shell/useShellT.ts'
import { type Chosen, type MailWay, mailWays } from './data.ts'
import styles from './notices.module.css'
import { useNoticesT } from './useNoticesT.ts'

type EventsPartProps = { chosen: Chosen; onChange: (changed: Chosen) => void }
type EventChosen = Chosen['events'][number]

/** The events of a kind, folded until somebody wants to choose each by itself. */
export function EventsPart({ chosen, onChange }: EventsPartProps) {
  const t = useNoticesT()
  const [isOpen, setOpen] = useState(false)
  const { kind, events, is_fixed } = chosen
  const change = (reason: EventChosen['reason'], changes: Partial<EventChosen>) =>
    onChange({
      ...chosen,
      events: events.map((each) => (each.reason === reason ? { ...each, ...changes } : each)),
    })
  return (
    <details className={styles.events} onToggle={(event) => setOpen(event.currentTarget.open)}>
      <summary>
        {t('notices.settings.events', { count: events.length, kind: t(`notices.kinds.${kind}.name`) })}
      </summary>
      {isOpen && (
        <ul>
          {events.map((event) => (
            <li key={event.reason}>
              <EventWays
                event={event}
                isFixed={is_fixed}
                onChange={(changes) => change(event.reason, changes)}
              />
            </li>
          ))}
        </ul>
      )}
    </details>
  )
}

function EventWays(props: {
  event: EventChosen
  isFixed: boolean
  onChange: (changes: Partial<EventChosen>) => void
}) {
  const t = useNoticesT()
  const shell = useShellT()
  const { event, isFixed, onChange } = props
  const name = shell(`shell.news.reason.${event.reason}`, { who: t('notices.settings.somebody') })
  if (isFixed) return name
  return (
    <fieldset>
      <legend>{name}</legend>
      <CheckboxField
        label={t('notices.settings.inApp')}
        checked={event.in_app}
        onChange={(change) => onChange({ in_app: change.currentTarget.checked })}
      />
      <CheckboxField
        label={t('notices.settings.push')}
        checked={event.push}
        onChange={(change) => onChange({ push: change.currentTarget.checked })}
      />
      <SelectField
        label={t('notices.settings.mail')}
        value={event.mail}
        data={mailWays.map((way) => ({ value: way, label: t(`notices.settings.ways.${way}`) }))}
        onChange={(change) => onChange({ mail: change.currentTarget.value as MailWay })}
      />
    </fieldset>
  )
}
