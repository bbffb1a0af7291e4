import { IconBook2 } from '@tabler/icons-react'
import { useMemo } from 'react'
import { useCommandSource } from '../../../web/kit/shortcuts/useCommandSource.ts'
import { useMay } from '../../../web/shell/session.ts'
import { findArticles } from './desk/find.ts'
import { useKnowledgeT } from './useKnowledgeT.ts'

const WORDS_LENGTH_MIN = 2
const FOUND_MAX = 6

/** Articles in the command palette, by their words; and the way to a new one. */
export function KnowledgeCommands() {
  const t = useKnowledgeT()
  const isWriter = useMay()('knowledge.write')
  const articles = useMemo(
    () => ({
      id: 'articles',
      group: t('knowledge.desk.title'),
      order: 30,
      commands: async (query: string, signal: AbortSignal) => {
        if (query.length < WORDS_LENGTH_MIN) return []
        const found = await findArticles(query, undefined, FOUND_MAX, signal)
        return found.map((row) => ({
          id: `article:${row.id}`,
          label: row.title.text,
          hint: t(`knowledge.state.${row.state}`),
          icon: <IconBook2 size={16} />,
          href: `/desk/knowledge/${row.id}`,
        }))
      },
    }),
    [t],
  )
  const actions = useMemo(
    () => ({
      id: 'article-actions',
      group: t('knowledge.desk.title'),
      order: 60,
      commands: isWriter
        ? [
            {
              id: 'article:new',
              label: t('knowledge.desk.new'),
              href: '/desk/knowledge/new',
              icon: <IconBook2 size={16} />,
            },
          ]
        : [],
    }),
    [t, isWriter],
  )
  useCommandSource(articles)
  useCommandSource(actions)
  return null
}
