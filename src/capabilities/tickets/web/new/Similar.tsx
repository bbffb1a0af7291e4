import { useDebouncedValue } from '@mantine/hooks'
import { useQuery } from '@tanstack/react-query'
import { AppLink } from '../../../../web/kit/AppLink.tsx'
import { MarkedText } from '../../../knowledge/web/index.ts'
import { alikeQuery, type Sentence } from '../data/alike.ts'
import { findRecords } from '../dialogs/LinkDialog.tsx'
import styles from '../NewTicketPage.module.css'
import { useTicketsT } from '../useTicketsT.ts'

const SIMILAR_MS = 350
const OPEN_MAX = 4
const ANSWERS_MAX = 3

type SimilarProps = { title: string; body: string; hasTickets?: boolean }

/** Open tickets, solved ones and answers that look like what is being typed, so that nothing is done twice. */
export function Similar({ title, body, hasTickets = true }: SimilarProps) {
  const t = useTicketsT()
  const [words] = useDebouncedValue(title.trim(), SIMILAR_MS)
  const [text] = useDebouncedValue(`${title.trim()}\n${body}`, SIMILAR_MS)
  const { data: open } = useQuery({
    queryKey: ['similar', words],
    enabled: hasTickets && words.length >= 8,
    placeholderData: (before) => before,
    retry: false,
    queryFn: () => findRecords(words, 'ticket').catch(() => []),
  })
  const { data: alike } = useQuery({ ...alikeQuery(text), enabled: words.length >= 8 })
  const answers = alike?.rows.slice(0, ANSWERS_MAX) ?? []
  const solved = alike?.solved.slice(0, ANSWERS_MAX) ?? []
  const tickets = open?.slice(0, OPEN_MAX) ?? []
  if (words.length < 8 || tickets.length + answers.length + solved.length === 0) return null
  return (
    <div className={styles.similar} role="status">
      <Links
        title={t('tickets.new.similar')}
        links={tickets.map(({ id, name }) => ({ id, href: `/desk/tickets/${id}`, name }))}
      />
      <Links
        title={t('tickets.new.answers')}
        links={answers.map(({ id, title: name, sentence, is_known_error }) => ({
          id,
          href: `/desk/knowledge/${id}`,
          name: is_known_error ? t('tickets.side.knownError', { title: name }) : name,
          sentence,
        }))}
      />
      <Links
        title={t('tickets.side.solved')}
        links={solved.map(({ id, number, title: name, sentence }) => ({
          id,
          href: `/desk/tickets/${id}`,
          name: `#${number} ${name}`,
          sentence,
        }))}
      />
    </div>
  )
}

type LinksProps = {
  title: string
  links: readonly { id: string; href: string; name: string; sentence?: Sentence }[]
}

function Links({ title, links }: LinksProps) {
  if (links.length === 0) return null
  return (
    <>
      <p className={styles.similarTitle}>{title}</p>
      <ul>
        {links.map(({ id, href, name, sentence }) => (
          <li key={id}>
            <AppLink href={href} target="_blank">
              {name}
            </AppLink>
            {sentence && sentence.text !== '' && (
              <p className={styles.sentence}>
                <MarkedText marked={sentence} />
              </p>
            )}
          </li>
        ))}
      </ul>
    </>
  )
}
