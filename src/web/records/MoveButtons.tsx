import { Button, Menu } from '@mantine/core'
import { IconChevronDown } from '@tabler/icons-react'
import { useRecordsT } from './useRecordsT.ts'

export type Move = {
  key: string
  label: string
  run: () => void
  /** The usual next step stands out. */
  isMain?: boolean
  /** Seldom used moves wait in a menu. */
  isRare?: boolean
  shortcut?: string
}

/** What may be done with the record now, as the server said. The usual next step comes first. */
export function MoveButtons({ moves, isBusy }: { moves: readonly Move[]; isBusy?: boolean }) {
  const t = useRecordsT()
  const usual = moves.filter((move) => !move.isRare)
  const rare = moves.filter((move) => move.isRare)
  return (
    <>
      {usual.map((move) => (
        <Button
          key={move.key}
          size="compact-sm"
          variant={move.isMain ? 'filled' : 'default'}
          disabled={isBusy}
          onClick={move.run}
          title={move.shortcut ? `${move.label} (${move.shortcut.toUpperCase()})` : undefined}
          aria-keyshortcuts={move.shortcut}
        >
          {move.label}
        </Button>
      ))}
      {rare.length > 0 && (
        <Menu position="bottom-start" withinPortal>
          <Menu.Target>
            <Button
              size="compact-sm"
              variant="default"
              rightSection={<IconChevronDown size={14} aria-hidden />}
            >
              {t('records.more')}
            </Button>
          </Menu.Target>
          <Menu.Dropdown>
            {rare.map((move) => (
              <Menu.Item key={move.key} onClick={move.run}>
                {move.label}
              </Menu.Item>
            ))}
          </Menu.Dropdown>
        </Menu>
      )}
    </>
  )
}
