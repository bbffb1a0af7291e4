/** The words that a ladder leaves on a ticket (why it was passed on or paged), in the organization's language. */
import type { LadderRules, Step } from './ladder.ts'

type Language = 'en' | 'es'

const reasons: Record<Language, Record<Step['when']['on'], string>> = {
  en: {
    after_filed: '{minutes} minutes after it was filed',
    after_team: '{minutes} minutes after it came to the team',
    warned: 'a target is near',
    breached: 'a target was missed',
    unanswered: 'nobody answered the page',
    reopened: 'it was reopened again',
    by_hand: 'somebody asked for it',
  },
  es: {
    after_filed: '{minutes} minutos después de registrarse',
    after_team: '{minutes} minutos después de llegar al equipo',
    warned: 'un plazo está cerca',
    breached: 'no se cumplió un plazo',
    unanswered: 'nadie respondió al aviso',
    reopened: 'se reabrió otra vez',
    by_hand: 'alguien lo pidió',
  },
}
const rest: Record<Language, { ladder: string; bridge: string }> = {
  en: {
    ladder: 'Ladder “{name}”, step {position}: {reason}.',
    bridge: 'Bridge opened: {link}',
  },
  es: {
    ladder: 'Escalera «{name}», paso {position}: {reason}.',
    bridge: 'Puente abierto: {link}',
  },
}

const known = (language: string): Language => (language === 'es' ? 'es' : 'en')

/** Why the step came, such as for the history of hands. */
export function reasonOf(
  language: string,
  rules: Pick<LadderRules, 'name'>,
  step: Step,
  position: number,
  isByHand: boolean,
): string {
  const words = known(language)
  const reason = reasons[words][isByHand ? 'by_hand' : step.when.on].replace(
    '{minutes}',
    String(step.when.minutes ?? ''),
  )
  return rest[words].ladder
    .replace('{position}', String(position))
    .replace('{reason}', reason)
    .replace('{name}', () => rules.name)
}

export function bridgeNote(language: string, link: string): string {
  return rest[known(language)].bridge.replace('{link}', () => link)
}
