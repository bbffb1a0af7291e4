import { Button } from '@mantine/core'
import { useQueryClient } from '@tanstack/react-query'
import { useRouter } from '@tanstack/react-router'
import { Failure, useSubmit } from '../../../../core/people/web/FormDialog.tsx'
import { api, ask } from '../../../../web/api/client.ts'
import { useMay } from '../../../../web/shell/session.ts'
import { needsKey } from '../data.ts'
import { Table } from '../parts.tsx'
import { needsPath } from '../paths.ts'
import { useTrainingT } from '../useTrainingT.ts'
import type { Block, Told } from './data.ts'

/** How people rated themselves, by department and by what is required of them. */
export function ResultTable({ surveyId, of }: { surveyId: string; of: Told }) {
  const t = useTrainingT()
  const may = useMay()
  return (
    <>
      <Table
        label={`${of.code} ${of.name}`}
        heads={[
          t('training.column.department'),
          t('training.surveys.wanted'),
          t('training.surveys.n'),
          ...of.levels,
          t('training.surveys.unused'),
          t('training.surveys.below'),
          ...(may('training.manage') ? [t('training.column.actions')] : []),
        ]}
      >
        {of.blocks.map((block) => (
          <Rows
            key={block.department_id ?? String(block.is_mixed)}
            surveyId={surveyId}
            of={of}
            block={block}
          />
        ))}
      </Table>
      {may('training.manage') && of.blocks.length > 1 && (
        <Propose
          surveyId={surveyId}
          competency={of}
          name={t('training.surveys.everybody')}
          departmentId={null}
        >
          {t('training.surveys.proposeAll')}
        </Propose>
      )}
    </>
  )
}

function Rows({ surveyId, of, block }: { surveyId: string; of: Told; block: Block }) {
  const t = useTrainingT()
  const may = useMay()
  const name =
    block.department ?? t(block.is_mixed ? 'training.surveys.together' : 'training.surveys.noDepartment')
  // Departments that were put together are proposed as all who answered where they are all.
  const isWhole = of.blocks.length === 1
  return block.rows.map((row, at) => (
    <tr key={`${row.wanted} ${row.is_mixed}`}>
      <th scope="row">{name}</th>
      <td>
        {row.is_mixed
          ? t('training.surveys.mixed')
          : row.wanted === null
            ? t('training.surveys.notWanted')
            : of.levels[row.wanted - 1]}
      </td>
      <td>{row.n}</td>
      {row.levels.map((count, level) => (
        <td key={of.levels[level]}>{count}</td>
      ))}
      <td>{row.unused}</td>
      <td>{row.below}</td>
      {may('training.manage') && (
        <td>
          {at === 0 && (block.department_id !== null || isWhole) && (
            <Propose surveyId={surveyId} competency={of} name={name} departmentId={block.department_id}>
              {t('training.surveys.propose')}
            </Propose>
          )}
        </td>
      )}
    </tr>
  ))
}

function Propose({
  surveyId,
  competency,
  name,
  departmentId,
  children,
}: {
  surveyId: string
  competency: Told
  name: string
  departmentId: string | null
  children: string
}) {
  const t = useTrainingT()
  const router = useRouter()
  const queries = useQueryClient()
  const { isBusy, problem, submit } = useSubmit(async () => {
    const need = await ask(
      api.POST('/api/training/needs-surveys/{id}/needs', {
        params: { path: { id: surveyId } },
        body: {
          competency_id: competency.id,
          ...(departmentId === null ? {} : { department_id: departmentId }),
        },
      }),
    )
    await queries.invalidateQueries({ queryKey: needsKey })
    await router.navigate({ href: `${needsPath}/${need.id}` })
  })
  return (
    <>
      <Button
        variant="default"
        size="compact-md"
        loading={isBusy}
        aria-label={t('training.surveys.proposeOf', { what: competency.name, name })}
        onClick={() => void submit()}
      >
        {children}
      </Button>
      <Failure problem={problem} />
    </>
  )
}
