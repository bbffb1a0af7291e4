import { useFormat } from '../../../../web/i18n/useFormat.tsx'
import type { Step } from './data.ts'
import { useLaddersT } from './useLaddersT.ts'

/** A step as a sentence: when, and what to whom. `nameOf` knows the teams, skills and people. */
export function useStepWords(): (step: Step, nameOf: (id: string) => string | undefined) => string {
  const t = useLaddersT()
  const format = useFormat()
  return (step, nameOf) => {
    const { on, minutes, clock, is_working_time, is_untaken_only } = step.when
    const target = clock === null ? t('ladders.say.anyClock') : t(`ladders.clock.${clock}`)
    const time = is_working_time ? format.workingTime(minutes ?? 0) : format.duration((minutes ?? 0) * 60)
    const plain = t(`ladders.say.${on}`, { time, clock: target })
    const counted = is_working_time ? t('ladders.say.working', { when: plain }) : plain
    const when = is_untaken_only ? t('ladders.say.untaken', { when: counted }) : counted
    const name = step.to?.id ? (nameOf(step.to.id) ?? t('ladders.say.unknown')) : ''
    const to = step.to ? t(`ladders.say.${step.to.kind}`, { name }) : ''
    return t('ladders.say.step', { when, what: t(`ladders.say.${step.deed}`, { to }) })
  }
}
