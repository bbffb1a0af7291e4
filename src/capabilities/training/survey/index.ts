/** Surveys of needs: how sure people feel about what they have to know. */
import type { Capability } from '../../../core/registry.ts'
import { answerSurvey, mySurveys, surveyForm } from './answer.ts'
import { proposeNeed } from './need.ts'
import { redactSurvey } from './redact.ts'
import { surveyResults } from './results.ts'
import { createSurvey, endSurvey, surveys } from './surveys.ts'
import { tendSurveys } from './tend.ts'

export const surveyPart = {
  plainActions: [createSurvey, endSurvey, answerSurvey, proposeNeed, redactSurvey],
  readers: [surveys, surveyResults, mySurveys, surveyForm],
  jobs: { 'training.tend_needs_surveys': tendSurveys },
  schedules: ['*/15 * * * * training.tend_needs_surveys'],
} satisfies Partial<Capability>
