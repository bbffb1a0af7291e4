import { Button } from '@mantine/core'
import { IconPaperclip } from '@tabler/icons-react'
import { type DragEvent, useId, useRef, useState } from 'react'
import { useFormat } from '../i18n/useFormat.tsx'
import { useKitT } from '../i18n/useKitT.ts'
import styles from './FileDrop.module.css'

type FileDropProps = {
  label: string
  onFiles: (files: File[]) => void
  /** As in <input accept>: "image/*,.pdf". The server decides; this only helps to choose. */
  accept?: string
  files_max?: number
  size_bytes_max?: number
  isDisabled?: boolean
}

/** Files by button, by drop, and on a phone by camera. What is too large or too many is refused in words. */
export function FileDrop(props: FileDropProps) {
  const { files_max = 10, size_bytes_max = 25_000_000 } = props
  const t = useKitT()
  const format = useFormat()
  const input = useRef<HTMLInputElement>(null)
  const hintId = useId()
  const [isOver, setOver] = useState(false)
  const [refusal, setRefusal] = useState('')

  const take = (list: FileList | null) => {
    const files = Array.from(list ?? [])
    const tooLarge = files.find((file) => file.size > size_bytes_max)
    if (files.length > files_max) setRefusal(t('kit.files.tooMany', { count: files_max }))
    else if (tooLarge)
      setRefusal(t('kit.files.tooLarge', { name: tooLarge.name, size: format.fileSize(size_bytes_max) }))
    else {
      setRefusal('')
      if (files.length > 0) props.onFiles(files)
    }
  }
  const drop = (event: DragEvent) => {
    event.preventDefault()
    setOver(false)
    if (!props.isDisabled) take(event.dataTransfer.files)
  }
  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: The button inside does the same by keyboard.
    <div
      className={styles.drop}
      data-over={isOver}
      onDragOver={(event) => {
        event.preventDefault()
        setOver(true)
      }}
      onDragLeave={() => setOver(false)}
      onDrop={drop}
    >
      <input
        ref={input}
        type="file"
        hidden
        multiple={files_max > 1}
        accept={props.accept}
        onChange={(event) => {
          take(event.currentTarget.files)
          event.currentTarget.value = ''
        }}
      />
      <Button
        variant="default"
        disabled={props.isDisabled}
        leftSection={<IconPaperclip size={18} aria-hidden />}
        aria-describedby={hintId}
        onClick={() => input.current?.click()}
      >
        {props.label}
      </Button>
      <p id={hintId} className={styles.hint}>
        {t('kit.files.hint', { size: format.fileSize(size_bytes_max) })}
      </p>
      <p role="alert" className={styles.refusal} hidden={!refusal}>
        {refusal}
      </p>
    </div>
  )
}
