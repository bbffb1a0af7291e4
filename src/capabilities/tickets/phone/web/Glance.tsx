import { Button } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { Time } from '../../../../web/i18n/Time.tsx'
import { AppLink } from '../../../../web/kit/AppLink.tsx'
import { ErrorState } from '../../../../web/kit/ErrorState.tsx'
import { PersonChip } from '../../../../web/kit/PersonChip.tsx'
import { TextSkeleton } from '../../../../web/kit/Skeletons.tsx'
import { Shown } from '../../../../web/records/masks/Shown.tsx'
import { useMay } from '../../../../web/shell/session.ts'
import { verifyCaller } from '../../../../web/shell/verification.ts'
import { type State, StateBadge } from '../../web/look.tsx'
import { glanceQuery, type Glance as Seen } from './data.ts'
import styles from './phone.module.css'
import { usePhoneT } from './usePhoneT.ts'

type GlanceProps = {
  id: string
  /** The workstation that the form names. */
  chosen: string | undefined
  onWorkstation: (workstation: Seen['workstations'][number]) => void
}

/** Place, department, manager, devices, what is open and what was. */
export function Glance({ id, chosen, onWorkstation }: GlanceProps) {
  const t = usePhoneT()
  const may = useMay()
  const { data, error, refetch } = useQuery(glanceQuery(id))
  if (error) return <ErrorState problem={error} onRetry={() => void refetch()} />
  if (!data) return <TextSkeleton />
  const { person } = data
  const facts = [
    [t('phone.fact.department'), person.department],
    [t('phone.fact.place'), person.place?.name],
    [t('phone.fact.manager'), person.manager?.name],
    [t('phone.fact.extension'), person.extension],
    [t('phone.fact.phone'), person.phone],
    [t('phone.fact.badge'), person.badge],
    [t('phone.fact.email'), person.email],
  ].filter(([, value]) => value)
  return (
    <div className={styles.glance}>
      <PersonChip name={person.name} {...(person.title ? { note: person.title } : {})} size="large" />
      {may('callers.verify') && (
        <div>
          <Button
            size="compact-md"
            variant="default"
            onClick={() => void verifyCaller({ person_id: person.id })}
          >
            {t('phone.verify')}
          </Button>
        </div>
      )}
      <dl className={styles.facts}>
        {facts.map(([name, value]) => (
          <div key={name}>
            <dt>{name}</dt>
            <dd>{value}</dd>
          </div>
        ))}
      </dl>
      {data.workstations.length > 0 && (
        <div>
          <h3 className={styles.small}>{t('phone.fact.devices')}</h3>
          <div className={styles.devices}>
            {data.workstations.map((workstation) => (
              <Button
                key={workstation.id}
                size="compact-sm"
                variant={chosen === workstation.id ? 'filled' : 'default'}
                aria-pressed={chosen === workstation.id}
                onClick={() => onWorkstation(workstation)}
              >
                {workstation.name}
              </Button>
            ))}
          </div>
        </div>
      )}
      <Tickets title={t('phone.fact.open', { count: data.open.length })} rows={data.open} />
      {data.last.length > 0 && <Tickets title={t('phone.fact.last')} rows={data.last} />}
    </div>
  )
}

function Tickets({ title, rows }: { title: string; rows: Seen['open'] }) {
  return (
    <div>
      <h3 className={styles.small}>{title}</h3>
      <ul className={styles.tickets}>
        {rows.map((row) => (
          <li key={row.id}>
            <AppLink className={styles.link} href={`/desk/tickets/${row.id}`} target="_blank">
              <span className="wl-figures">#{row.number}</span> <Shown text={row.title} />
            </AppLink>
            <span className={styles.line}>
              <StateBadge state={row.state as State} />
              <span className={styles.small}>
                <Time at={row.created_at} />
              </span>
            </span>
          </li>
        ))}
      </ul>
    </div>
  )
}
