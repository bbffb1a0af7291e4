import { type ReactNode, useId } from 'react'
import { Time } from '../../../web/i18n/Time.tsx'
import { useFormat, useNow } from '../../../web/i18n/useFormat.tsx'
import { AppLink } from '../../../web/kit/AppLink.tsx'
import { StatusBadge, type Tone } from '../../../web/kit/StatusBadge.tsx'
import { useMay } from '../../../web/shell/session.ts'
import { base, type System } from './data.ts'
import styles from './organization.module.css'
import { useOrganizationT } from './useOrganizationT.ts'

const DAY_MS = 86_400_000
/** One schedule runs every minute, so that a worker who is there was seen since. */
const worker_ms_max = 3 * 60_000
const backup_ms_max = 2 * DAY_MS
const wait_seconds_max = 5 * 60
const free_share_low = 0.1
const free_share_danger = 0.03

type CardProps = {
  title: string
  /** Set when somebody should look at it. */
  tone?: Tone | undefined
  children: ReactNode
}

/** One part of the installation; what needs a look says so in its head. */
export function Card({ title, tone, children }: CardProps) {
  const t = useOrganizationT()
  const id = useId()
  return (
    <section className={styles.card} aria-labelledby={id}>
      <div className={styles.cardHead}>
        <h2 id={id}>{title}</h2>
        {tone && <StatusBadge tone={tone} label={t('organization.health.attention')} />}
      </div>
      {children}
    </section>
  )
}

type Part = { system: System }

/** Versions, jobs, room, backup and mail; each says by itself when it needs a look. */
export function HealthFacts({ system }: Part) {
  return (
    <>
      <Versions system={system} />
      <Jobs system={system} />
      <Room system={system} />
      <Backup system={system} />
      <Mail system={system} />
    </>
  )
}

/** Names and values, one under the other. */
export function Facts({ facts }: { facts: readonly (readonly [string, ReactNode])[] }) {
  return (
    <dl className={styles.facts}>
      {facts.map(([name, value]) => (
        <div key={name} className={styles.fact}>
          <dt>{name}</dt>
          <dd>{value}</dd>
        </div>
      ))}
    </dl>
  )
}

function Versions({ system }: Part) {
  const t = useOrganizationT()
  const format = useFormat()
  const { migrations } = system
  const tone: Tone | undefined = migrations.done === migrations.expected ? undefined : 'danger'
  return (
    <Card title={t('organization.health.versions')} tone={tone}>
      <Facts
        facts={[
          [t('organization.health.product'), system.product],
          [t('organization.health.node'), system.node],
          [t('organization.health.postgres'), system.postgres],
          [t('organization.health.migrations'), t('organization.health.migrated', migrations)],
          [t('organization.health.up'), format.duration(system.up_seconds)],
        ]}
      />
    </Card>
  )
}

function Jobs({ system: { jobs, up_seconds } }: Part) {
  const t = useOrganizationT()
  const format = useFormat()
  const now = useNow()
  // In the first minutes after the first start no schedule was due yet.
  const isAway =
    jobs.worker_at === null
      ? up_seconds * 1000 > worker_ms_max
      : now - Date.parse(jobs.worker_at) > worker_ms_max
  const tone: Tone | undefined =
    isAway || jobs.waiting_seconds > wait_seconds_max ? 'danger' : jobs.failed > 0 ? 'warning' : undefined
  return (
    <Card title={t('organization.health.jobs')} tone={tone}>
      <Facts
        facts={[
          [t('organization.health.waiting'), format.number(jobs.waiting)],
          ...(jobs.waiting > 0
            ? [[t('organization.health.oldest'), format.duration(jobs.waiting_seconds)] as const]
            : []),
          [t('organization.health.running'), format.number(jobs.running)],
          [t('organization.health.later'), format.number(jobs.later)],
          [t('organization.health.failed'), format.number(jobs.failed)],
          [
            t('organization.health.worker'),
            jobs.worker_at === null ? (
              t('organization.health.noWorker')
            ) : (
              <Time key="at" at={jobs.worker_at} />
            ),
          ],
        ]}
      />
    </Card>
  )
}

function Room({ system: { disk } }: Part) {
  const t = useOrganizationT()
  const format = useFormat()
  const share = disk.folder ? disk.folder.free_bytes / Math.max(1, disk.folder.total_bytes) : 1
  const tone: Tone | undefined =
    share < free_share_danger ? 'danger' : share < free_share_low ? 'warning' : undefined
  const free = disk.folder
    ? t('organization.health.freeOf', {
        free: format.fileSize(disk.folder.free_bytes),
        total: format.fileSize(disk.folder.total_bytes),
        percent: format.percent(share),
      })
    : t('organization.health.unknownRoom')
  return (
    <Card title={t('organization.health.room')} tone={tone}>
      <Facts
        facts={[
          [t('organization.health.free'), free],
          [t('organization.health.database'), format.fileSize(disk.database_bytes)],
          [
            t('organization.health.files'),
            disk.files.key === null
              ? t('organization.health.filesPlain')
              : t('organization.health.filesSealed', { key: disk.files.key }),
          ],
          ...(disk.files.former_keys > 0
            ? [
                [
                  t('organization.health.formerKeys'),
                  t('organization.health.rotate', { count: disk.files.former_keys }),
                ] as const,
              ]
            : []),
        ]}
      />
    </Card>
  )
}

function Backup({ system: { backup } }: Part) {
  const t = useOrganizationT()
  const format = useFormat()
  const now = useNow()
  const isOld = backup === null || now - Date.parse(backup.at) > backup_ms_max
  return (
    <Card title={t('organization.health.backup')} tone={isOld ? 'warning' : undefined}>
      {backup === null ? (
        <p className={styles.dim}>{t('organization.health.noBackup')}</p>
      ) : (
        <Facts
          facts={[
            [t('organization.health.backupAt'), <Time key="at" at={backup.at} />],
            [t('organization.health.backupSize'), format.fileSize(backup.size_bytes)],
          ]}
        />
      )}
    </Card>
  )
}

function Mail({ system: { mail } }: Part) {
  const t = useOrganizationT()
  const format = useFormat()
  const mayLook = useMay()('outbox.read')
  const count = (state: 'held' | 'failed' | 'queued') => {
    const number = format.number(mail[state])
    return mayLook && mail[state] > 0 ? (
      <AppLink className={styles.link} href={`${base}/outbox?state=${state}`}>
        {number}
      </AppLink>
    ) : (
      number
    )
  }
  return (
    <Card title={t('organization.health.mail')} tone={mail.failed > 0 ? 'warning' : undefined}>
      <Facts
        facts={[
          [t('organization.health.mailServer'), mail.server ?? t('organization.health.noServer')],
          [t('organization.health.queued'), count('queued')],
          [t('organization.health.held'), count('held')],
          [t('organization.health.mailFailed'), count('failed')],
          [
            t('organization.health.sentAt'),
            mail.sent_at === null ? t('organization.health.neverSent') : <Time key="at" at={mail.sent_at} />,
          ],
        ]}
      />
    </Card>
  )
}
