import { useHotkeys } from '@mantine/hooks'
import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { Failure } from '../../../../core/people/web/FormDialog.tsx'
import { api, ask, ProblemError } from '../../../../web/api/client.ts'
import type { paths } from '../../../../web/api/openapi.generated.ts'
import styles from './candidates.module.css'
import { useCandidatesT } from './useCandidatesT.ts'

type Answer = paths['/api/tickets/{id}/candidates']['get']['responses'][200]['content']['application/json']
type Candidate = Answer['rows'][number]

const shown_max = 4

type AssignPartProps = {
  id: string
  teamId: string | undefined
  onChoose: (person: { id: string; name: string }) => Promise<void>
}

/** Who could take the ticket, the best first: one click, or Alt with the number, gives it to them. */
export function AssignPart({ id, teamId, onChoose }: AssignPartProps) {
  const t = useCandidatesT()
  const [isBusy, setBusy] = useState(false)
  const [failure, setFailure] = useState<ProblemError>()
  const { data } = useQuery({
    queryKey: ['record', id, 'candidates', teamId ?? ''],
    queryFn: () =>
      ask(
        api.GET('/api/tickets/{id}/candidates', {
          params: { path: { id }, query: teamId ? { team_id: teamId } : {} },
        }),
      ),
    retry: false,
    placeholderData: (before) => before,
  })
  const shown = data?.rows.slice(0, shown_max) ?? []
  const give = async (person: Candidate['person']) => {
    setBusy(true)
    setFailure(undefined)
    try {
      await onChoose(person)
    } catch (error) {
      if (!(error instanceof ProblemError)) throw error
      setFailure(error)
    } finally {
      setBusy(false)
    }
  }
  useHotkeys(
    shown.map(({ person }, index) => [
      `alt+Digit${index + 1}`,
      () => void give(person),
      { usePhysicalKeys: true },
    ]),
    [],
  )
  if (!data || data.mode === 'off') return null
  return (
    <fieldset className={styles.group}>
      <legend>{t('candidates.title')}</legend>
      <Failure problem={failure} />
      {data.rows.length === 0 && <p className={styles.small}>{t('candidates.none')}</p>}
      <ul className={styles.list}>
        {shown.map((candidate, index) => (
          <li key={candidate.person.id}>
            <button
              type="button"
              className={styles.candidate}
              disabled={isBusy}
              aria-keyshortcuts={`Alt+${index + 1}`}
              onClick={() => void give(candidate.person)}
            >
              <span className={styles.name}>
                {t('candidates.give', { name: candidate.person.name })}
                <kbd className={styles.key}>{t('candidates.key', { number: index + 1 })}</kbd>
              </span>
              <Why candidate={candidate} />
            </button>
          </li>
        ))}
      </ul>
    </fieldset>
  )
}

function Why({ candidate }: { candidate: Candidate }) {
  const t = useCandidatesT()
  const { skills, duty, open, solved, is_full } = candidate
  const words = [
    ...skills.map(({ name, level }) => t('candidates.skill', { name, level })),
    t(`candidates.duty.${duty}`),
    t('candidates.open', { count: open }),
    ...(is_full ? [t('candidates.full')] : []),
    ...(solved > 0 ? [t('candidates.solved', { count: solved })] : []),
  ]
  return <span className={styles.small}>{words.join(' · ')}</span>
}
