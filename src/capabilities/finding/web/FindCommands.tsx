import { IconSearch } from '@tabler/icons-react'
import { useMemo } from 'react'
import type { CommandSource } from '../../../web/kit/shortcuts/commands.ts'
import { useCommandSource } from '../../../web/kit/shortcuts/useCommandSource.ts'
import { useFindingT } from './useFindingT.ts'

/** In the command palette: the whole search for what is typed there. */
export function FindCommands() {
  const t = useFindingT()
  const source = useMemo<CommandSource>(
    () => ({
      id: 'finding',
      group: t('finding.commands.group'),
      order: 50,
      commands: async (query) => {
        const q = query.trim()
        if (q === '') return []
        return [
          {
            id: 'finding:all',
            label: t('finding.commands.all', { words: q }),
            icon: <IconSearch size={16} aria-hidden />,
            href: `/desk/search?q=${encodeURIComponent(q)}`,
          },
        ]
      },
    }),
    [t],
  )
  useCommandSource(source)
  return null
}
