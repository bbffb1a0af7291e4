import { useKitT } from '../../i18n/useKitT.ts'
import { PersonChip } from '../PersonChip.tsx'
import type { MentionState } from './mention-suggestion.ts'
import styles from './RichMarkdownEditor.module.css'

/** The people who may be meant. The editor keeps the focus and hears the keys. */
export function MentionList({ id, people, chosen, pick }: MentionState & { id: string }) {
  const t = useKitT()
  if (people.length === 0) return null
  return (
    <div id={id} role="listbox" aria-label={t('kit.editor.people')} className={styles.mentions}>
      {people.map((person, index) => (
        // biome-ignore lint/a11y/useKeyWithClickEvents: The editor hears the keys.
        // biome-ignore lint/a11y/useFocusableInteractive: It is pointed to by aria-activedescendant.
        <div
          key={person.id}
          id={`${id}-${index}`}
          role="option"
          aria-selected={index === chosen}
          className={styles.mention}
          onMouseDown={(event) => event.preventDefault()}
          onClick={() => pick(person)}
        >
          <PersonChip name={person.name} note={person.note} />
        </div>
      ))}
    </div>
  )
}
