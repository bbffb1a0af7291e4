import { Modal } from '@mantine/core'
import { IconSearch } from '@tabler/icons-react'
import { useRouter } from '@tanstack/react-router'
import { type KeyboardEvent, useCallback, useEffect, useId, useRef, useState } from 'react'
import { useKitT } from '../../i18n/useKitT.ts'
import { useDelayedSpinner } from '../useDelayedSpinner.ts'
import styles from './CommandPalette.module.css'
import { type Command, rememberCommand } from './commands.ts'
import { Keys } from './Keys.tsx'
import { type CommandGroup, useCommands } from './useCommands.ts'
import { useShortcut } from './useShortcut.ts'

let openPalette: (() => void) | undefined

/** Opens the palette, for a search button. */
export function openCommandPalette(): void {
  openPalette?.()
}

/** One box for everything: opens on Ctrl+K or Cmd+K. Sources come by `useCommandSource`. */
export function CommandPalette() {
  const t = useKitT()
  const [isOpen, setOpen] = useState(false)
  const opener = useRef<Element | null>(null)
  const open = useCallback(() => {
    opener.current = document.activeElement
    setOpen(true)
  }, [])
  // Mantine would look for the place to return to after our box has already taken the focus.
  const close = () => {
    setOpen(false)
    if (opener.current instanceof HTMLElement) opener.current.focus({ preventScroll: true })
  }
  useEffect(() => {
    openPalette = open
    return () => {
      openPalette = undefined
    }
  }, [open])
  useShortcut('mod+k', t('kit.palette.open'), open)
  return (
    <Modal.Root
      transitionProps={{ duration: 0 }}
      returnFocus={false}
      opened={isOpen}
      onClose={close}
      centered={false}
      yOffset="12vh"
      padding={0}
      size="lg"
    >
      <Modal.Overlay opacity={0.4} />
      <Modal.Content aria-label={t('kit.palette.open')} radius="md">
        <Palette onClose={close} />
      </Modal.Content>
    </Modal.Root>
  )
}

function Palette({ onClose }: { onClose: () => void }) {
  const t = useKitT()
  const router = useRouter({ warn: false }) as ReturnType<typeof useRouter> | null
  const listId = useId()
  const [query, setQuery] = useState('')
  const [chosen, setChosen] = useState(0)
  const { groups, isSearching } = useCommands(query, t('kit.palette.recent'))
  const commands = groups.flatMap((group) => group.commands)
  const index = Math.min(chosen, commands.length - 1)
  const isSlow = useDelayedSpinner(isSearching)

  const run = (command: Command | undefined) => {
    if (!command) return
    rememberCommand(command.id)
    onClose()
    if (command.run) command.run()
    else if (command.href && router) router.history.push(command.href)
    else if (command.href) location.assign(command.href)
  }
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.nativeEvent.isComposing) return
    const moves: Record<string, number> = {
      ArrowDown: index + 1,
      ArrowUp: index - 1,
      PageDown: index + 6,
      PageUp: index - 6,
    }
    const next = moves[event.key]
    if (next !== undefined) {
      event.preventDefault()
      const isStep = event.key.startsWith('Arrow')
      setChosen(isStep ? wrap(next, commands.length) : Math.max(0, Math.min(next, commands.length - 1)))
    } else if (event.key === 'Enter') {
      event.preventDefault()
      run(commands[index])
    }
  }
  return (
    <>
      <PaletteBox
        listId={listId}
        chosen={commands.length > 0 ? index : undefined}
        query={query}
        onQuery={(words) => {
          setQuery(words)
          setChosen(0)
        }}
        onKeyDown={onKeyDown}
      />
      <div role="status" className="wl-hidden">
        {isSearching ? '' : t('kit.palette.count', { count: commands.length })}
      </div>
      {commands.length === 0 && (
        <p className={styles.note}>
          {isSlow || isSearching ? t('kit.palette.searching') : t('kit.palette.none')}
        </p>
      )}
      <Options listId={listId} groups={groups} chosen={index} onChoose={setChosen} onRun={run} />
    </>
  )
}

type PaletteBoxProps = {
  listId: string
  chosen: number | undefined
  query: string
  onQuery: (query: string) => void
  onKeyDown: (event: KeyboardEvent) => void
}

/** The box keeps the focus; it points to the chosen option below. */
function PaletteBox({ listId, chosen, query, onQuery, onKeyDown }: PaletteBoxProps) {
  const t = useKitT()
  return (
    <div className={styles.box}>
      <IconSearch size={20} aria-hidden />
      <input
        className={styles.input}
        role="combobox"
        aria-expanded={chosen !== undefined}
        aria-controls={listId}
        aria-autocomplete="list"
        aria-activedescendant={chosen === undefined ? undefined : optionId(listId, chosen)}
        aria-label={t('kit.palette.open')}
        placeholder={t('kit.palette.placeholder')}
        autoComplete="off"
        spellCheck={false}
        data-autofocus
        // biome-ignore lint/a11y/noAutofocus: The words typed right after Ctrl+K must arrive here.
        autoFocus
        value={query}
        onChange={(event) => onQuery(event.currentTarget.value)}
        onKeyDown={onKeyDown}
      />
    </div>
  )
}

type OptionsProps = {
  listId: string
  groups: CommandGroup[]
  chosen: number
  onChoose: (index: number) => void
  onRun: (command: Command) => void
}

function Options({ listId, groups, chosen, onChoose, onRun }: OptionsProps) {
  const t = useKitT()
  useEffect(() => {
    document.getElementById(optionId(listId, chosen))?.scrollIntoView({ block: 'nearest' })
  }, [listId, chosen])
  let count = 0
  return (
    <div
      id={listId}
      role="listbox"
      aria-label={t('kit.palette.results')}
      className={styles.list}
      hidden={groups.length === 0}
    >
      {groups.map((group) => (
        // biome-ignore lint/a11y/useSemanticElements: A group of options in a listbox is no fieldset.
        <div key={group.id} role="group" aria-labelledby={`${listId}-${group.id}`}>
          <div id={`${listId}-${group.id}`} className={styles.group} role="presentation">
            {group.label}
          </div>
          {group.commands.map((command) => {
            const index = count++
            return (
              // biome-ignore lint/a11y/useKeyWithClickEvents: The combobox keeps the focus and hears the keys.
              // biome-ignore lint/a11y/useFocusableInteractive: It is pointed to by aria-activedescendant.
              <div
                key={command.id}
                id={optionId(listId, index)}
                role="option"
                aria-selected={index === chosen}
                className={styles.option}
                onPointerMove={() => index !== chosen && onChoose(index)}
                onClick={() => onRun(command)}
              >
                {command.icon && <span className={styles.icon}>{command.icon}</span>}
                <span className={styles.label}>{command.label}</span>
                {command.hint && <span className={styles.hint}>{command.hint}</span>}
                {command.shortcut && (
                  <span className={styles.end}>
                    <Keys keys={command.shortcut} />
                  </span>
                )}
              </div>
            )
          })}
        </div>
      ))}
    </div>
  )
}

function optionId(listId: string, index: number): string {
  return `${listId}-option-${index}`
}

function wrap(index: number, length: number): number {
  return length === 0 ? 0 : (index + length) % length
}
