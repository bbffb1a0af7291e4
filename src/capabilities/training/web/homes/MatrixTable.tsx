import { Button } from '@mantine/core'
import { useInfiniteQuery } from '@tanstack/react-query'
import { AppLink } from '../../../../web/kit/AppLink.tsx'
import { EmptyState } from '../../../../web/kit/EmptyState.tsx'
import { ErrorState } from '../../../../web/kit/ErrorState.tsx'
import { ListSkeleton } from '../../../../web/kit/Skeletons.tsx'
import { useMay } from '../../../../web/shell/session.ts'
import { type Matrix, type MatrixFilter, matrixQuery } from '../data.ts'
import { CredentialState } from '../parts.tsx'
import { peoplePath } from '../paths.ts'
import training from '../training.module.css'
import { useTrainingT } from '../useTrainingT.ts'
import styles from './matrix.module.css'

type Person = Matrix['rows'][number]
type Competency = Matrix['competencies'][number]

/** People beside competencies; names and heads stay in sight while it scrolls. */
export function MatrixTable({ filter, empty }: { filter: MatrixFilter; empty: [string, string] }) {
  const t = useTrainingT()
  const { data, error, refetch, hasNextPage, isFetchingNextPage, fetchNextPage } = useInfiniteQuery(
    matrixQuery(filter),
  )
  if (error) return <ErrorState problem={error} onRetry={() => void refetch()} />
  if (!data) return <ListSkeleton rows={8} />
  const people = data.pages.flatMap((page) => page.rows)
  if (people.length === 0) return <EmptyState title={empty[0]}>{empty[1]}</EmptyState>
  const competencies = [
    ...new Map(data.pages.flatMap((page) => page.competencies).map((each) => [each.id, each])).values(),
  ].toSorted((a, b) => a.code.localeCompare(b.code))
  return (
    <>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: What scrolls must be reachable by keyboard. */}
      <section className={styles.scroll} tabIndex={0} aria-label={t('training.matrix.title')}>
        <table className={styles.matrix}>
          <thead>
            <tr>
              <th scope="col">{t('training.column.person')}</th>
              {competencies.map(({ id, code, name }) => (
                <th key={id} scope="col">
                  {name}
                  <div className={training.small}>{code}</div>
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {people.map((person) => (
              <Line key={person.person_id} person={person} competencies={competencies} />
            ))}
          </tbody>
        </table>
      </section>
      {hasNextPage && (
        <Button
          className={training.more}
          variant="default"
          loading={isFetchingNextPage}
          onClick={() => void fetchNextPage()}
        >
          {t('training.matrix.more')}
        </Button>
      )}
    </>
  )
}

function Line({ person, competencies }: { person: Person; competencies: readonly Competency[] }) {
  const t = useTrainingT()
  const may = useMay()
  return (
    <tr>
      <th scope="row">
        {may('training.read_all') ? (
          <AppLink className={training.link} href={`${peoplePath}/${person.person_id}`}>
            {person.person}
          </AppLink>
        ) : (
          person.person
        )}
        <div className={training.small}>{[person.title, person.department].filter(Boolean).join(' · ')}</div>
      </th>
      {competencies.map(({ id }) => {
        const cell = person.cells.find(({ competency_id }) => competency_id === id)
        return (
          <td key={id}>
            {cell ? (
              <CredentialState of={cell} />
            ) : (
              <span className={training.small}>{t('training.matrix.notAsked')}</span>
            )}
          </td>
        )
      })}
    </tr>
  )
}
