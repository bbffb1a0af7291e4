/** How states, harm and risk look: an icon, a word and a color together. */
import { IconAlertTriangle, IconEye, IconShieldCheck } from '@tabler/icons-react'
import { STATE_LOOK, StatusBadge, type Tone } from '../../../web/kit/StatusBadge.tsx'
import type { HazardRow, Level, SafetyRow } from './data.ts'
import { useSafetyT } from './useSafetyT.ts'

export function EventState({ state, category }: Pick<SafetyRow, 'state' | 'category'>) {
  const t = useSafetyT()
  const look = state === 'watching' ? { tone: 'info' as const, icon: IconEye } : STATE_LOOK[category]
  return <StatusBadge {...look} label={t(`safety.state.${state}`)} />
}

export function HazardState({ state, category }: Pick<HazardRow, 'state' | 'category'>) {
  const t = useSafetyT()
  const look =
    state === 'controlled' ? { tone: 'success' as const, icon: IconShieldCheck } : STATE_LOOK[category]
  return <StatusBadge {...look} label={t(`safety.hazard.state.${state}`)} />
}

const harmTones: Record<SafetyRow['outcome'], Tone> = {
  severe_harm: 'danger',
  harm: 'danger',
  near_miss: 'warning',
}

export function Harm({ outcome }: Pick<SafetyRow, 'outcome'>) {
  const t = useSafetyT()
  return (
    <StatusBadge tone={harmTones[outcome]} icon={IconAlertTriangle} label={t(`safety.short.${outcome}`)} />
  )
}

const riskTones: Record<Level, Tone> = { low: 'success', medium: 'info', high: 'warning', extreme: 'danger' }

/** The level with the pair that it comes from. */
export function Risk(props: { level: Level | null; severity: number | null; likelihood: number | null }) {
  const t = useSafetyT()
  if (props.level === null) return <StatusBadge label={t('safety.level.none')} />
  const pair = `${props.severity} × ${props.likelihood}`
  return <StatusBadge tone={riskTones[props.level]} label={`${t(`safety.level.${props.level}`)} (${pair})`} />
}
