import { useQuery } from '@tanstack/react-query'
import { api, ask, background } from '../../../web/api/client.ts'
import { Time } from '../../../web/i18n/Time.tsx'
import { useFormat, useNow } from '../../../web/i18n/useFormat.tsx'
import type { Tone } from '../../../web/kit/StatusBadge.tsx'
import type { Trail } from './data.ts'
import { Card, Facts } from './HealthFacts.tsx'
import { useOrganizationT } from './useOrganizationT.ts'

const EVERY_MS = 30_000
/** Lines are chained within a minute or so; what waits this long does not. */
const waiting_ms_max = 10 * 60_000
/** Two years are made ahead, each night. */
const months_ahead_min = 2

/** How far the audit log is chained and signed; says by itself when it needs a look. */
export function TrailCard() {
  const { data } = useQuery({
    queryKey: ['health', 'trail'],
    queryFn: () => ask(api.GET('/api/audit/chain', background)),
    refetchInterval: EVERY_MS,
    staleTime: 0,
  })
  return data ? <Chain trail={data} /> : null
}

function Chain({ trail }: { trail: Trail }) {
  const t = useOrganizationT()
  const format = useFormat()
  const now = useNow()
  const { checkpoint } = trail
  const isLate = trail.waiting_since !== null && now - Date.parse(trail.waiting_since) > waiting_ms_max
  const isShort = trail.months_ahead < months_ahead_min
  const tone: Tone | undefined =
    isLate || isShort ? 'danger' : checkpoint?.was_sent === false ? 'warning' : undefined
  return (
    <Card title={t('organization.health.trail')} tone={tone}>
      <Facts
        facts={[
          [t('organization.health.chained'), format.number(trail.lines)],
          [t('organization.health.toChain'), format.number(trail.waiting)],
          ...(trail.at === null
            ? []
            : [[t('organization.health.chainedAt'), <Time key="at" at={trail.at} />] as const]),
          [
            t('organization.health.signedAt'),
            checkpoint === null ? (
              t('organization.health.neverSigned')
            ) : (
              <Time key="signed" at={checkpoint.at} />
            ),
          ],
          ...(checkpoint?.was_sent === false
            ? [[t('organization.health.witness'), t('organization.health.notTaken')] as const]
            : []),
          [t('organization.health.monthsAhead'), format.number(trail.months_ahead)],
          [t('organization.health.signingKey'), trail.key],
        ]}
      />
    </Card>
  )
}
