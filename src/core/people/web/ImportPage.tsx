import { Button } from '@mantine/core'
import { useState } from 'react'
import { api, ask } from '../../../web/api/client.ts'
import type { paths } from '../../../web/api/openapi.generated.ts'
import { AppLink } from '../../../web/kit/AppLink.tsx'
import { FileDrop } from '../../../web/kit/FileDrop.tsx'
import { SelectField, TextAreaField } from '../../../web/kit/fields.tsx'
import { PageHeader } from '../../../web/kit/PageHeader.tsx'
import { confirmed } from '../../../web/shell/step-up.ts'
import { base, useRefresh } from './data.ts'
import { Failure, useSubmit } from './FormDialog.tsx'
import { ImportReport } from './ImportReport.tsx'
import styles from './organization.module.css'
import { useOrganizationT } from './useOrganizationT.ts'

export type Report =
  paths['/api/people/import/preview']['post']['responses'][200]['content']['application/json']

const size_bytes_max = 5_000_000
/** A longer text is not put into the field, where it would make every key slow. */
const shown_max = 200_000
const fields = [
  'name',
  'first_name',
  'last_name',
  'email',
  'phone',
  'title',
  'department',
  'site',
  'manager_email',
  'language',
  'external_key',
  'extension',
  'badge',
] as const

/** A file or pasted lines, what they would do, and only then the run of exactly that. */
export function Page() {
  const t = useOrganizationT()
  const { text, change, mapping, setMapping, preview, done, look, run } = useImport()
  return (
    <div className={styles.page}>
      <PageHeader
        title={t('organization.import.title')}
        above={
          <AppLink className={styles.link} href={`${base}/people`}>
            {t('organization.people.title')}
          </AppLink>
        }
        note={t('organization.import.note')}
      />
      <FileDrop
        label={t('organization.import.choose')}
        accept=".csv,.txt,text/csv"
        files_max={1}
        size_bytes_max={size_bytes_max}
        onFiles={([file]) => void file?.text().then(change)}
      />
      <TextAreaField
        label={t('organization.import.text')}
        hint={t('organization.import.textHint')}
        value={text.length > shown_max ? `${text.slice(0, 2000)}…` : text}
        readOnly={text.length > shown_max}
        maxRows={8}
        onChange={(event) => change(event.currentTarget.value)}
      />
      <div className={styles.bar}>
        <Button
          variant={preview ? 'default' : 'filled'}
          disabled={text.trim() === ''}
          loading={look.isBusy}
          onClick={() => void look.submit()}
        >
          {t('organization.import.preview')}
        </Button>
      </div>
      <Failure problem={look.problem} />
      {preview && <Preview report={preview} mapping={mapping} onMapping={setMapping} run={run} />}
      {done && (
        <section aria-labelledby="done" aria-live="polite">
          <h2 id="done" className={styles.group}>
            {t('organization.import.done')}
          </h2>
          <ImportReport report={done} />
        </section>
      )}
    </div>
  )
}

/** The lines, how their columns are read, what they would do, and the two calls. */
function useImport() {
  const refresh = useRefresh()
  const [text, setText] = useState('')
  const [mapping, setMapping] = useState<Record<string, string>>({})
  const [preview, setPreview] = useState<Report>()
  const [done, setDone] = useState<Report>()
  const look = useSubmit(async () => {
    setDone(undefined)
    setPreview(await ask(api.POST('/api/people/import/preview', { body: { text, mapping } })))
  })
  const run = useSubmit(async () => {
    if (!preview) return
    const body = { text, mapping, hash: preview.hash }
    const report = await confirmed(() => ask(api.POST('/api/people/import/run', { body })))
    setPreview(undefined)
    setDone(report)
    await refresh()
  })
  const change = (next: string) => {
    setText(next)
    setMapping({})
    setPreview(undefined)
    setDone(undefined)
  }
  return { text, change, mapping, setMapping, preview, done, look, run }
}

type PreviewProps = {
  report: Report
  mapping: Record<string, string>
  onMapping: (mapping: Record<string, string>) => void
  run: ReturnType<typeof useSubmit>
}

/** What would happen, and the button that makes it happen. */
function Preview({ report, mapping, onMapping, run }: PreviewProps) {
  const t = useOrganizationT()
  const count = report.created + report.updated
  return (
    <section aria-labelledby="preview">
      <h2 id="preview" className={styles.group}>
        {t('organization.import.previewTitle')}
      </h2>
      <Columns report={report} mapping={mapping} onChange={onMapping} />
      <ImportReport report={report} />
      <Failure problem={run.problem} />
      <div className={styles.bar}>
        <Button loading={run.isBusy} disabled={count === 0} onClick={() => void run.submit()}>
          {t('organization.import.run', { count })}
        </Button>
      </div>
    </section>
  )
}

type ColumnsProps = {
  report: Report
  mapping: Record<string, string>
  onChange: (mapping: Record<string, string>) => void
}

/** Which column holds what; the guess may be put right, and the preview is looked at again. */
function Columns({ report, mapping, onChange }: ColumnsProps) {
  const t = useOrganizationT()
  return (
    <div className={styles.filters}>
      {report.columns.map(({ header, field }) => (
        <SelectField
          key={header}
          label={header}
          value={mapping[header] ?? field ?? ''}
          data={[
            { value: '', label: t('organization.import.leaveOut') },
            ...fields.map((each) => ({ value: each, label: t(`organization.import.field.${each}`) })),
          ]}
          onChange={(event) => onChange({ ...mapping, [header]: event.currentTarget.value })}
        />
      ))}
    </div>
  )
}
