/**
 * Tickets by what was said of their solutions. The results of the surveys count by the same conditions, so that the
 * list behind a figure holds just what was counted.
 */
import { type RawBuilder, sql } from 'kysely'
import { type Static, Type } from 'typebox'
import type { Actor } from '../../../core/actor.ts'
import { visible } from '../../../core/records/visible.ts'
import { Id, OneOf, Time } from '../../../platform/http/schema.ts'

export const surveyStates = ['asked', 'answered', 'rated'] as const

export const SurveyFilter = {
  survey: Type.Optional({
    ...OneOf(surveyStates),
    description:
      'Whether a mail asked about a solution, who was asked answered, or it was rated at all. Earlier solutions count too.',
  }),
  survey_rating: Type.Optional(Type.Integer({ minimum: 1, maximum: 5 })),
  survey_from: Type.Optional({ ...Time, description: 'When the solution was given.' }),
  survey_to: Type.Optional(Time),
  survey_team: Type.Optional({
    ...Id,
    description: 'The team that gave the solution, whoever has the ticket now.',
  }),
  solved_by: Type.Optional({
    ...Id,
    description:
      'The article that solved it; with one of the fields above, the article of that very solution.',
  }),
  no_team: Type.Optional(
    Type.Boolean({
      description: 'Only those that no team has; with one of the fields above, that no team solved.',
    }),
  ),
}
const SurveyFilterObject = Type.Object(SurveyFilter)
export type SurveyFilter = Static<typeof SurveyFilterObject>

const names = Object.keys(SurveyFilter) as (keyof SurveyFilter)[]

/** True when the filter asks for anything of this. */
export function asksSurveys(filter: SurveyFilter): boolean {
  return names.some((name) => filter[name] !== undefined)
}

/** The conditions on the record `r`. */
export function surveyConditions(actor: Actor, filter: SurveyFilter): RawBuilder<boolean>[] {
  const { solved_by, no_team, ...said } = filter
  const asksOfSolution = Object.values(said).some((value) => value !== undefined)
  const articles = sql`(select r.id from core.record r where r.id = ${solved_by} and ${visible(actor, 'article')})`
  if (asksOfSolution) {
    const of = solutionWindow(actor, said)
    if (no_team) of.push(sql`g.team_id is null`)
    if (solved_by)
      of.push(sql`exists (select from reporting.solution_article a
        where a.org_id = g.org_id and a.ticket_id = g.ticket_id and a.reopened_count = g.reopened_count and a.article_id in ${articles})`)
    return [
      sql`exists (select from reporting.solution g where g.ticket_id = r.id and ${sql.join(of, sql` and `)})`,
    ]
  }
  const parts: RawBuilder<boolean>[] = []
  if (solved_by)
    parts.push(
      sql`exists (select from core.link k where k.org_id = ${actor.orgId} and k.from_id = r.id and k.type = 'solved_by' and k.to_id in ${articles})`,
    )
  if (no_team) parts.push(sql`r.team_id is null`)
  return parts
}

/** The solutions (alias `g`) that the filter asks for. */
export function solutionWindow(
  actor: Pick<Actor, 'orgId'>,
  { survey, survey_rating, survey_from, survey_to, survey_team }: SurveyFilter,
): RawBuilder<unknown>[] {
  const parts: RawBuilder<unknown>[] = [sql`g.org_id = ${actor.orgId}`]
  if (survey_from) parts.push(sql`g.resolved_at >= ${survey_from}`)
  if (survey_to) parts.push(sql`g.resolved_at < ${survey_to}`)
  if (survey_team) parts.push(sql`g.team_id = ${survey_team}`)
  if (survey === 'asked') parts.push(sql`g.is_asked`)
  if (survey === 'answered') parts.push(sql`g.is_answered`)
  if (survey === 'rated') parts.push(sql`g.rating is not null`)
  if (survey_rating) parts.push(sql`g.rating = ${survey_rating}`)
  return parts
}
