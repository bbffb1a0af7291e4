import { Button } from '@mantine/core'
import { useDebouncedValue } from '@mantine/hooks'
import { useQuery } from '@tanstack/react-query'
import { Time } from '../../../../web/i18n/Time.tsx'
import { AppLink } from '../../../../web/kit/AppLink.tsx'
import { Shown } from '../../../../web/records/masks/Shown.tsx'
import type { Call, MeToo } from './calls.ts'
import { alikeQuery, statusQuery } from './data.ts'
import styles from './phone.module.css'
import { usePhoneT } from './usePhoneT.ts'

const TYPED_MS = 250

type OutagesProps = {
  call: Call
  /** `title` is what to call the ticket when nothing was written yet. */
  onMeToo: (meToo: MeToo, title: string) => void
}

/** What is wrong already, and open tickets that look like what the caller tells: one click says "me too". */
export function Outages({ call, onMeToo }: OutagesProps) {
  const t = usePhoneT()
  const { draft } = call
  const [title] = useDebouncedValue(draft.title, TYPED_MS)
  const { data: incidents = [] } = useQuery(statusQuery)
  const { data: alike = [] } = useQuery(alikeQuery(draft, title))
  const place = draft.place?.name
  const isHere = (places: readonly string[]) => place !== undefined && places.includes(place)
  const sorted = incidents.toSorted((a, b) => Number(isHere(b.places)) - Number(isHere(a.places)))
  if (sorted.length + alike.length === 0) return null
  return (
    <section className={styles.outages} aria-labelledby="outages">
      <h3 id="outages">{t('phone.outage.title')}</h3>
      <ul>
        {sorted.map((incident) => (
          <li key={incident.id}>
            <span>
              <AppLink className={styles.link} href="/desk/status" target="_blank">
                #{incident.number} <Shown text={incident.title} />
              </AppLink>
              <span className={styles.small}>
                {[t('phone.outage.major'), ...(isHere(incident.places) ? [t('phone.outage.here')] : [])].join(
                  ' · ',
                )}
              </span>
            </span>
            <MeTooButton
              meToo={{ type: 'part_of', id: incident.id, label: `#${incident.number} ${incident.title}` }}
              onMeToo={(meToo) => onMeToo(meToo, incident.title)}
            />
          </li>
        ))}
        {alike.map((ticket) => (
          <li key={ticket.id}>
            <span>
              <AppLink className={styles.link} href={`/desk/tickets/${ticket.id}`} target="_blank">
                #{ticket.number} <Shown text={ticket.title} />
              </AppLink>
              <span className={styles.small}>
                {[ticket.application, ticket.place].filter(Boolean).join(' · ')}{' '}
                <Time at={ticket.created_at} />
              </span>
            </span>
            <MeTooButton
              meToo={{ type: 'duplicates', id: ticket.id, label: `#${ticket.number} ${ticket.title}` }}
              // Of somebody else's words nothing goes into this caller's own ticket.
              onMeToo={(meToo) =>
                onMeToo(
                  meToo,
                  t('phone.outage.same', {
                    about: ticket.application ?? ticket.place ?? `#${ticket.number}`,
                  }),
                )
              }
            />
          </li>
        ))}
      </ul>
    </section>
  )
}

function MeTooButton({ meToo, onMeToo }: { meToo: MeToo; onMeToo: (meToo: MeToo) => void }) {
  const t = usePhoneT()
  return (
    <Button
      size="compact-sm"
      variant="default"
      aria-label={t('phone.outage.meTooTo', { name: meToo.label })}
      onClick={() => onMeToo(meToo)}
    >
      {t('phone.outage.meToo')}
    </Button>
  )
}
