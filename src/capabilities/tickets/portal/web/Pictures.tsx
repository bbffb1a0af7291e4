import { ActionIcon, Button } from '@mantine/core'
import { IconCamera, IconFile, IconX } from '@tabler/icons-react'
import { useRef, useState } from 'react'
import { ProblemError } from '../../../../web/api/client.ts'
import { fileAddress, uploadFile } from '../../web/data/upload.ts'
import type { SentFile } from './new/form.ts'
import styles from './pictures.module.css'
import { usePortalT } from './usePortalT.ts'

const FILES_MAX = 10

type PicturesProps = { files: readonly SentFile[]; onChange: (files: SentFile[]) => void }

/** Sends the chosen files one after another; what fails says so, and the rest goes on. */
function useSending({ files, onChange }: PicturesProps) {
  const t = usePortalT()
  const [status, setStatus] = useState('')
  const [failure, setFailure] = useState('')
  // Several uploads end one after another, each with the list as it then is.
  const latest = useRef(files)
  latest.current = files
  const take = async (chosen: readonly File[]) => {
    setFailure('')
    for (const file of chosen.slice(0, FILES_MAX - files.length)) {
      setStatus(t('portal.reply.uploading', { name: file.name }))
      try {
        const { id, name, isInline } = await uploadFile(file)
        const all = [...latest.current, { id, name, isInline }]
        latest.current = all
        onChange(all)
      } catch (error) {
        const reason =
          error instanceof ProblemError ? (error.detail ?? error.title) : t('portal.error.network')
        setFailure(t('portal.reply.failed', { name: file.name, reason }))
      }
    }
    setStatus('')
  }
  return { take, status, failure }
}

/** Pictures from the camera or the disk, sent as they are chosen. */
export function Pictures(props: PicturesProps) {
  const { files, onChange } = props
  const t = usePortalT()
  const input = useRef<HTMLInputElement>(null)
  const { take, status, failure } = useSending(props)
  return (
    <div className={styles.pictures}>
      {files.length > 0 && (
        <ul className={styles.list}>
          {files.map((file) => (
            <li key={file.id} className={styles.file}>
              {file.isInline ? (
                <img src={fileAddress(file.id, true)} alt={file.name} />
              ) : (
                <span className={styles.plain}>
                  <IconFile size={20} aria-hidden />
                  {file.name}
                </span>
              )}
              <ActionIcon
                className={styles.remove}
                variant="default"
                aria-label={t('portal.reply.remove', { name: file.name })}
                onClick={() => onChange(files.filter((each) => each.id !== file.id))}
              >
                <IconX size={20} />
              </ActionIcon>
            </li>
          ))}
        </ul>
      )}
      <input
        ref={input}
        type="file"
        hidden
        multiple
        accept="image/*,.pdf"
        onChange={(event) => {
          void take(Array.from(event.currentTarget.files ?? []))
          event.currentTarget.value = ''
        }}
      />
      <Button
        variant="default"
        className={styles.add}
        disabled={files.length >= FILES_MAX || status !== ''}
        leftSection={<IconCamera size={20} aria-hidden />}
        onClick={() => input.current?.click()}
      >
        {t('portal.reply.add')}
      </Button>
      <p role="status" className={styles.status}>
        {status}
      </p>
      {failure && (
        <p role="alert" className={styles.failure}>
          {failure}
        </p>
      )}
    </div>
  )
}
