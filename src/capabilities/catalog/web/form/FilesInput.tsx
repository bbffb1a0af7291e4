import { ActionIcon, Input } from '@mantine/core'
import { IconX } from '@tabler/icons-react'
import { useRef, useState } from 'react'
import { ProblemError } from '../../../../web/api/client.ts'
import { FileDrop } from '../../../../web/kit/FileDrop.tsx'
import { uploadFile } from '../../../tickets/web/index.ts'
import { files_max } from '../../form.ts'
import styles from '../catalog.module.css'
import { useCatalogT, useSaid } from '../useCatalogT.ts'
import type { FieldInputProps } from './FieldInput.tsx'
import { OptionalLabel } from './OptionalLabel.tsx'

/** Files of a question, sent as they are chosen; what fails says so, and the rest goes on. */
export function FilesInput({ field, value, names, error, onChange }: FieldInputProps) {
  const t = useCatalogT()
  const said = useSaid()
  const ids = Array.isArray(value) ? value : []
  // Several uploads end one after another, each with the list as it then is.
  const latest = useRef(ids)
  latest.current = ids
  const [status, setStatus] = useState('')
  const [failure, setFailure] = useState('')
  const most = Math.min(field.max ?? files_max, files_max)
  const take = async (files: File[]) => {
    setFailure('')
    for (const file of files.slice(0, most - ids.length)) {
      setStatus(t('catalog.form.uploading', { name: file.name }))
      try {
        const { id, name } = await uploadFile(file)
        latest.current = [...latest.current, id]
        onChange(latest.current, { [id]: name })
      } catch (refusal) {
        setFailure(
          refusal instanceof ProblemError
            ? (refusal.detail ?? refusal.title)
            : t('catalog.form.network', { name: file.name }),
        )
      }
    }
    setStatus('')
  }
  const label = said(field.label)
  return (
    <Input.Wrapper
      label={<OptionalLabel label={label} isOptional={field.is_required !== true} />}
      labelElement="div"
      description={said(field.help) || undefined}
      error={error}
    >
      {ids.length > 0 && (
        <ul className={styles.files}>
          {ids.map((id) => (
            <li key={id}>
              {names[id] ?? '…'}
              <ActionIcon
                variant="default"
                size="lg"
                aria-label={t('catalog.form.removeFile', { name: names[id] ?? '' })}
                onClick={() => onChange(ids.filter((each) => each !== id))}
              >
                <IconX size={18} aria-hidden />
              </ActionIcon>
            </li>
          ))}
        </ul>
      )}
      <FileDrop
        label={t('catalog.form.addFile', { label })}
        files_max={most}
        isDisabled={ids.length >= most || status !== ''}
        onFiles={(files) => void take(files)}
      />
      <p role="status" className={styles.small}>
        {status}
      </p>
      {failure && (
        <p role="alert" className={styles.failure}>
          {failure}
        </p>
      )}
    </Input.Wrapper>
  )
}
