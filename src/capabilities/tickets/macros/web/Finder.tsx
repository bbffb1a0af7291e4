import { TextInput } from '@mantine/core'
import { type KeyboardEvent, type ReactNode, useId, useState } from 'react'
import { matching } from './data.ts'
import styles from './macros.module.css'

type FinderProps<T> = {
  label: string
  listLabel: string
  none: string
  rows: readonly T[]
  onChoose: (row: T) => void
  children: (row: T) => ReactNode
}

/** A field and what fits to it, moved through by arrows and chosen by Enter. */
export function Finder<T extends { id: string; name: string; text?: string }>(props: FinderProps<T>) {
  const { label, listLabel, none, rows, onChoose, children } = props
  const [typed, setTyped] = useState('')
  const [index, setIndex] = useState(0)
  const id = useId()
  const found = matching(rows, typed)
  const current = found[Math.min(index, found.length - 1)]
  const keys = (event: KeyboardEvent) => {
    const by = event.key === 'ArrowDown' ? 1 : event.key === 'ArrowUp' ? -1 : 0
    if (by !== 0 && found.length > 0) {
      event.preventDefault()
      setIndex((Math.min(index, found.length - 1) + by + found.length) % found.length)
    }
    if (event.key === 'Enter' && current) {
      event.preventDefault()
      onChoose(current)
    }
  }
  return (
    <>
      <TextInput
        label={label}
        value={typed}
        data-autofocus
        role="combobox"
        aria-expanded="true"
        aria-controls={`${id}-list`}
        aria-activedescendant={current ? `${id}-${current.id}` : undefined}
        onChange={(event) => {
          setTyped(event.currentTarget.value)
          setIndex(0)
        }}
        onKeyDown={keys}
      />
      {found.length === 0 && <p className={styles.small}>{none}</p>}
      <div id={`${id}-list`} role="listbox" aria-label={listLabel} className={styles.found}>
        {found.map((row) => (
          // biome-ignore lint/a11y/useKeyWithClickEvents: The field above takes the keys.
          // biome-ignore lint/a11y/useFocusableInteractive: The field above points to it.
          <div
            key={row.id}
            id={`${id}-${row.id}`}
            role="option"
            aria-selected={row === current}
            className={styles.option}
            onClick={() => onChoose(row)}
          >
            {children(row)}
          </div>
        ))}
      </div>
    </>
  )
}
