import { Modal, Switch } from '@mantine/core'
import { Fragment, type ReactNode, useEffect, useState, useSyncExternalStore } from 'react'
import { useKitT } from '../../i18n/useKitT.ts'
import styles from './Keys.module.css'
import { Keys } from './Keys.tsx'
import {
  activeShortcuts,
  handleKey,
  type Shortcut,
  setSingleKeys,
  singleKeysOn,
  subscribeShortcuts,
} from './registry.ts'
import { useShortcut } from './useShortcut.ts'

/** Hears the keyboard for the whole page and opens the list of shortcuts on `?`. KitProvider holds the only one. */
export function ShortcutProvider({ children }: { children: ReactNode }) {
  const t = useKitT()
  const [isOpen, setOpen] = useState(false)
  useEffect(() => {
    document.addEventListener('keydown', handleKey)
    return () => document.removeEventListener('keydown', handleKey)
  }, [])
  useShortcut('?', t('kit.shortcuts.open'), () => setOpen(true))
  return (
    <>
      {children}
      <Modal
        opened={isOpen}
        onClose={() => setOpen(false)}
        title={t('kit.shortcuts.title')}
        closeButtonProps={{ 'aria-label': t('kit.close') }}
        styles={{ title: { fontWeight: 650 } }}
      >
        <ShortcutList />
      </Modal>
    </>
  )
}

function ShortcutList() {
  const t = useKitT()
  const shortcuts = useSyncExternalStore(subscribeShortcuts, activeShortcuts)
  const isOn = useSyncExternalStore(subscribeShortcuts, singleKeysOn)
  return (
    <>
      {byScope(shortcuts).map(([scope, members]) => (
        <section key={scope} aria-label={scope}>
          <h3 className={styles.heading}>{scope}</h3>
          <dl className={styles.list}>
            {members.map((shortcut) => (
              <Fragment key={shortcut.keys}>
                <dt>{shortcut.label}</dt>
                <dd>
                  <Keys keys={shortcut.keys} />
                </dd>
              </Fragment>
            ))}
          </dl>
        </section>
      ))}
      <Switch
        label={t('kit.shortcuts.singleKeys')}
        description={t('kit.shortcuts.singleKeysHint')}
        checked={isOn}
        onChange={(event) => setSingleKeys(event.currentTarget.checked)}
      />
    </>
  )
}

/** Groups by scope. Of two shortcuts with the same keys only the later one runs, so only that is listed. */
function byScope(shortcuts: readonly Shortcut[]): [string, Shortcut[]][] {
  const effective = new Map(shortcuts.map((shortcut) => [shortcut.keys, shortcut]))
  const groups = new Map<string, Shortcut[]>()
  for (const shortcut of effective.values()) {
    groups.set(shortcut.scope, [...(groups.get(shortcut.scope) ?? []), shortcut])
  }
  return [...groups]
}
