import { StatusBadge } from '../../../../web/kit/StatusBadge.tsx'
import { useTrainingT } from '../useTrainingT.ts'
import type { SurveyRow } from './data.ts'

/** Whether a survey is still to begin, runs, or has ended. */
export function SurveyState({ survey }: { survey: Pick<SurveyRow, 'begun_at' | 'ended_at'> }) {
  const t = useTrainingT()
  if (survey.ended_at !== null)
    return <StatusBadge tone="neutral" label={t('training.surveys.state.ended')} />
  if (survey.begun_at === null)
    return <StatusBadge tone="accent" label={t('training.surveys.state.planned')} />
  return <StatusBadge tone="info" label={t('training.surveys.state.running')} />
}
