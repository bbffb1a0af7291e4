import { Button } from '@mantine/core'
import { IconFolder } from '@tabler/icons-react'
import { useRef, useState } from 'react'
import { useFormat } from '../../../web/i18n/useFormat.tsx'
import { upload_bytes_max } from './data.ts'
import styles from './imports.module.css'
import { pathOf, tarOf, visibleFiles } from './tar.ts'
import { useChannelsT } from './useChannelsT.ts'

const files_max = 10_000

type FolderChoiceProps = { isPending: boolean; onFolder: (archive: File) => void }

/** A folder of articles, sent as one archive. An archive can be chosen as a file as well. */
export function FolderChoice({ isPending, onFolder }: FolderChoiceProps) {
  const t = useChannelsT()
  const format = useFormat()
  const input = useRef<HTMLInputElement>(null)
  const [refusal, setRefusal] = useState('')
  const take = (list: FileList | null) => {
    const files = visibleFiles([...(list ?? [])])
    const [first] = files
    const size_bytes = files.reduce((sum, file) => sum + file.size, 0)
    if (!first || !files.some((file) => /\.(md|markdown)$/i.test(file.name)))
      return setRefusal(t('channels.folder.noArticles'))
    if (files.length > files_max) return setRefusal(t('channels.folder.tooMany', { count: files_max }))
    if (size_bytes > upload_bytes_max)
      return setRefusal(t('channels.folder.tooLarge', { size: format.fileSize(upload_bytes_max) }))
    setRefusal('')
    onFolder(tarOf(pathOf(first).split('/')[0] ?? 'folder', files))
  }
  return (
    <>
      <h2 className={styles.choice}>{t('channels.folder.title')}</h2>
      <p className={styles.dim}>{t('channels.folder.note')}</p>
      <input
        ref={input}
        type="file"
        hidden
        data-testid="folder"
        {...{ webkitdirectory: '' }}
        onChange={(event) => {
          take(event.currentTarget.files)
          event.currentTarget.value = ''
        }}
      />
      <Button
        variant="default"
        disabled={isPending}
        leftSection={<IconFolder size={18} aria-hidden />}
        onClick={() => input.current?.click()}
      >
        {t('channels.folder.choose')}
      </Button>
      {refusal && (
        <p role="alert" className={styles.failure}>
          {refusal}
        </p>
      )}
    </>
  )
}
