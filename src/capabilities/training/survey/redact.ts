/** Takes words out of a survey of needs for good: of its title, and of what people wished for. */
import { Type } from 'typebox'
import { plainAction } from '../../../core/action.ts'
import { short_mark } from '../../../core/messages/redact.ts'
import { raw } from '../../../platform/db/transaction.ts'
import { invalid, notFound } from '../../../platform/http/problem.ts'
import { Body, Id, Text } from '../../../platform/http/schema.ts'
import { manages } from '../policy.ts'
import { people_min } from './blocks.ts'

export const redactSurvey = plainAction({
  name: 'training.redact_needs_survey',
  summary: 'Take words out of the title of a survey of needs and out of its wishes for good.',
  path: '/api/training/needs-surveys/:id/redact',
  params: Body({ id: Id }),
  input: Body({
    text: Text(2_000, { minLength: 1, description: 'What is taken out, wherever it stands.' }),
  }),
  output: Type.Object({
    places: Type.Integer({ description: 'In how many places it stood, of those that are told.' }),
  }),
  permits: manages,
  run: async ({ tx, params, input: { text } }) => {
    if (text.trim() === '') throw invalid('#/text', 'Say which words are taken out.')
    const survey = await tx.maybe(
      raw<{ id: string; is_told: boolean }>(
        `select s.id, s.ended_at is not null and ${people_min} <= (
           select count(*) from training.needs_survey_wish w where w.org_id = s.org_id and w.survey_id = s.id) as is_told
         from training.needs_survey s where s.org_id = $1 and s.id = $2 for update of s`,
        [tx.orgId, params.id],
      ),
    )
    if (!survey) throw notFound('This survey')
    const values = [tx.orgId, survey.id, text, short_mark]
    const titles = await tx.all(
      raw(
        'update training.needs_survey set title = replace(title, $3, $4) where org_id = $1 and id = $2 and position($3 in title) > 0 returning 1',
        values,
      ),
    )
    const wishes = await tx.all(
      raw(
        'update training.needs_survey_wish set words = replace(words, $3, $4) where org_id = $1 and survey_id = $2 and position($3 in words) > 0 returning 1',
        values,
      ),
    )
    // Of wishes that are told to nobody it is not told either whether the words stood there.
    const places = titles.length + (survey.is_told ? wishes.length : 0)
    if (survey.is_told && places === 0)
      throw invalid('#/text', 'These words do not stand here. Look at the present ones and try again.')
    return { result: { places }, audit: { survey: survey.id, places } }
  },
})
