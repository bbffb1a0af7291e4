/** What the data model of SCORM says of how far somebody is. */
import type { Kept, Reached } from './progress.ts'

/** `masteryPercent` is the score from which on it is passed, whatever the course says itself. */
export function reachedIn(kept: Kept, masteryPercent: number | null): Reached {
  return 'cmi.core.lesson_status' in kept
    ? reachedIn12(kept, masteryPercent)
    : reachedIn2004(kept, masteryPercent)
}

function reachedIn12(kept: Kept, masteryPercent: number | null): Reached {
  const status = kept['cmi.core.lesson_status'] ?? ''
  const scorePercent = percentOf(kept, 'cmi.core.score')
  const isOver = ['passed', 'completed', 'failed'].includes(status)
  const said = status === 'passed' || status === 'failed' ? status : undefined
  return withScore(isOver, isOver ? judged(scorePercent, masteryPercent, said) : undefined, scorePercent)
}

function reachedIn2004(kept: Kept, masteryPercent: number | null): Reached {
  const scaled = numberOf(kept['cmi.score.scaled'])
  const scorePercent = scaled === undefined ? percentOf(kept, 'cmi.score') : bounded(scaled * 100)
  const status = kept['cmi.success_status']
  const said = status === 'passed' || status === 'failed' ? status : undefined
  const isCompleted = kept['cmi.completion_status'] === 'completed'
  const success = scaled === undefined ? said : judged(scorePercent, masteryPercent, said)
  // A score on the way is no outcome yet.
  return withScore(isCompleted, isCompleted || said ? success : undefined, scorePercent)
}

function judged(
  scorePercent: number | undefined,
  masteryPercent: number | null,
  said: Reached['success'],
): Reached['success'] {
  if (scorePercent === undefined || masteryPercent === null) return said
  return scorePercent >= masteryPercent ? 'passed' : 'failed'
}

function withScore(
  isCompleted: boolean,
  success: Reached['success'],
  scorePercent: number | undefined,
): Reached {
  return {
    isCompleted,
    ...(success ? { success } : {}),
    ...(scorePercent === undefined ? {} : { scorePercent }),
  }
}

function percentOf(kept: Kept, of: string): number | undefined {
  const raw = numberOf(kept[`${of}.raw`])
  const min = numberOf(kept[`${of}.min`]) ?? 0
  const max = numberOf(kept[`${of}.max`]) ?? 100
  return raw === undefined || max <= min ? undefined : bounded(((raw - min) / (max - min)) * 100)
}

const bounded = (percent: number) => Math.round(Math.min(100, Math.max(0, percent)) * 100) / 100

function numberOf(text: string | undefined): number | undefined {
  const number = text?.trim() ? Number(text) : Number.NaN
  return Number.isFinite(number) ? number : undefined
}
