import { Button } from '@mantine/core'
import { useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { Failure, useSubmit } from '../../../core/people/web/FormDialog.tsx'
import { api, ask } from '../../../web/api/client.ts'
import type { paths } from '../../../web/api/openapi.generated.ts'
import { FileDrop } from '../../../web/kit/FileDrop.tsx'
import { TextAreaField } from '../../../web/kit/fields.tsx'
import { PageHeader } from '../../../web/kit/PageHeader.tsx'
import { Table, Tabs } from './parts.tsx'
import { importPath } from './paths.ts'
import styles from './training.module.css'
import { useTrainingT } from './useTrainingT.ts'

type Report =
  paths['/api/training/records/import/preview']['post']['responses'][200]['content']['application/json']

const size_bytes_max = 5_000_000

/** Past learning from a file: what it would add, and only then the adding of just that. */
export function Page() {
  const t = useTrainingT()
  const queries = useQueryClient()
  const [text, setText] = useState('')
  const [preview, setPreview] = useState<Report>()
  const [done, setDone] = useState<Report>()
  const change = (next: string) => {
    setText(next)
    setPreview(undefined)
    setDone(undefined)
  }
  const look = useSubmit(async () =>
    setPreview(await ask(api.POST('/api/training/records/import/preview', { body: { text } }))),
  )
  const run = useSubmit(async () => {
    setDone(
      await ask(api.POST('/api/training/records/import/run', { body: { text, hash: preview?.hash ?? '' } })),
    )
    await queries.invalidateQueries({ queryKey: ['training'] })
  })
  const report = done ?? preview
  return (
    <div className={styles.page}>
      <PageHeader title={t('training.import.title')} note={t('training.import.note')} />
      <Tabs here={importPath} />
      <FileDrop
        label={t('training.import.choose')}
        accept=".csv,.txt,text/csv"
        files_max={1}
        size_bytes_max={size_bytes_max}
        onFiles={([file]) => void file?.text().then(change)}
      />
      <TextAreaField
        label={t('training.import.text')}
        hint={t('training.import.columns')}
        value={text}
        onChange={(event) => change(event.currentTarget.value)}
      />
      <div className={styles.more}>
        <Button
          variant={preview ? 'default' : 'filled'}
          loading={look.isBusy}
          disabled={text.trim() === ''}
          onClick={() => void look.submit()}
        >
          {t('training.import.look')}
        </Button>{' '}
        {preview && !done && preview.added > 0 && (
          <Button loading={run.isBusy} onClick={() => void run.submit()}>
            {t('training.import.run', { count: preview.added })}
          </Button>
        )}
      </div>
      <Failure problem={look.problem ?? run.problem} />
      {report && <Told report={report} isDone={done !== undefined} />}
    </div>
  )
}

function Told({ report, isDone }: { report: Report; isDone: boolean }) {
  const t = useTrainingT()
  const { added, known, refused } = report
  return (
    <>
      <p role="status" className={styles.words}>
        {t(isDone ? 'training.import.done' : 'training.import.would', { added, known, refused })}
      </p>
      {report.errors.length > 0 && (
        <>
          <Button
            variant="default"
            size="compact-md"
            onClick={() => saveAs('refused-lines.csv', report.report_csv)}
          >
            {t('training.import.download')}
          </Button>
          <Table
            label={t('training.import.report')}
            heads={[t('training.import.line'), t('training.import.column'), t('training.import.reason')]}
          >
            {report.errors.map((each) => (
              <tr key={`${each.line} ${each.column}`}>
                <td>{each.line}</td>
                <td>{each.column}</td>
                <td>{each.detail}</td>
              </tr>
            ))}
          </Table>
        </>
      )}
    </>
  )
}

function saveAs(name: string, text: string): void {
  const address = URL.createObjectURL(new Blob([text], { type: 'text/csv;charset=utf-8' }))
  const link = document.createElement('a')
  link.href = address
  link.download = name
  link.click()
  URL.revokeObjectURL(address)
}
