/** The filters by targets, passings back, calls and what was said of solutions, as chips. */
import type { QueueSearch } from '../data/queue.ts'
import type { useTicketsT } from '../useTicketsT.ts'
import type { Chip } from './FilterChips.tsx'

type T = ReturnType<typeof useTicketsT>
type HourName = (weekday: number | undefined, hour: number | undefined) => string

/** One chip for what belongs together, since a half of it would be another question. */
export function targetChips(search: QueueSearch, t: T, hourName: HourName): Chip[] {
  return [...decided(search, t, hourName), ...others(search, t), ...said(search, t)]
}

function decided(search: QueueSearch, t: T, hourName: HourName): Chip[] {
  const { target, target_result, target_sign } = search
  const chips: Chip[] = []
  if (target || target_result)
    chips.push({
      key: 'target',
      name: [
        ...(target ? [t(`tickets.queue.byTarget.${target}`)] : []),
        t(`tickets.queue.byTarget.${target_result ?? 'judged'}`),
      ].join(': '),
      off: { target: undefined, target_result: undefined },
    })
  if (search.target_from || search.target_to)
    chips.push({
      key: 'target period',
      name: t('tickets.queue.byTarget.period'),
      off: { target_from: '', target_to: '' },
    })
  if (search.target_policy)
    chips.push({
      key: 'target policy',
      name: t('tickets.queue.byTarget.policy'),
      off: { target_policy: '' },
    })
  if (target_sign)
    chips.push({
      key: 'target sign',
      name: t(`tickets.queue.byTarget.${target_sign === 'none' ? 'no_sign' : target_sign}`),
      off: { target_sign: undefined },
    })
  if (search.target_weekday !== undefined || search.target_hour !== undefined)
    chips.push({
      key: 'target hour',
      name: hourName(search.target_weekday, search.target_hour),
      off: { target_weekday: undefined, target_hour: undefined },
    })
  return chips
}

function others(search: QueueSearch, t: T): Chip[] {
  const chips: Chip[] = []
  if (search.made_target)
    chips.push({
      key: 'made target',
      name: t(`tickets.queue.byTarget.made_${search.made_target}`),
      off: { made_target: undefined },
    })
  if (search.bounced_from || search.bounced_to || search.bounced_since || search.bounced_until)
    chips.push({
      key: 'bounced',
      name: t('tickets.queue.byTarget.handedBack'),
      off: { bounced_from: '', bounced_to: '', bounced_since: '', bounced_until: '' },
    })
  if (search.paged || search.paged_since || search.paged_until || search.paged_at_night)
    chips.push({
      key: 'paged',
      name: t(`tickets.queue.byTarget.${search.paged_at_night ? 'pagedAtNight' : 'paged'}`),
      off: { paged: '', paged_since: '', paged_until: '', paged_at_night: undefined },
    })
  return chips
}

function said(search: QueueSearch, t: T): Chip[] {
  const { survey, survey_rating } = search
  const chips: Chip[] = []
  if (survey || survey_rating || search.survey_from || search.survey_to || search.survey_team)
    chips.push({
      key: 'survey',
      name: survey_rating
        ? t('tickets.queue.bySurvey.rating', { rating: survey_rating })
        : t(`tickets.queue.bySurvey.${survey ?? 'solved'}`),
      off: { survey: undefined, survey_rating: undefined, survey_from: '', survey_to: '', survey_team: '' },
    })
  if (search.solved_by)
    chips.push({
      key: 'solved by',
      name: t('tickets.queue.bySurvey.solvedBy'),
      off: { solved_by: '' },
    })
  if (search.no_team)
    chips.push({ key: 'no team', name: t('tickets.queue.bySurvey.noTeam'), off: { no_team: undefined } })
  return chips
}
