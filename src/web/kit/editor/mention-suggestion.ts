import type { MentionNodeAttrs } from '@tiptap/extension-mention'
import type { SuggestionOptions, SuggestionProps } from '@tiptap/suggestion'
import type { MentionedPerson } from './types.ts'

export type MentionState = {
  people: readonly MentionedPerson[]
  chosen: number
  pick: (person: MentionedPerson) => void
}

const PEOPLE_MAX = 8

/**
 * Tiptap's suggestion, told by the latest `onMention` and shown by React: `show` gets the state of the list, or
 * undefined when it closes. `list` is placed beside the words typed, inside of `holder`.
 */
export function mentionSuggestion(
  search: (query: string) => Promise<readonly MentionedPerson[]>,
  list: HTMLElement,
  holder: HTMLElement,
  show: (state: MentionState | undefined) => void,
): Omit<SuggestionOptions<MentionedPerson, MentionNodeAttrs>, 'editor'> {
  let state: MentionState | undefined
  let unmount: (() => void) | undefined
  const set = (next: MentionState | undefined) => {
    state = next
    show(next)
  }
  const update = (props: SuggestionProps<MentionedPerson, MentionNodeAttrs>) =>
    set({
      people: props.items,
      chosen: 0,
      pick: (person) => props.command({ id: person.id, label: person.name }),
    })
  return {
    char: '@',
    container: holder,
    debounce: 120,
    items: async ({ query }) => (await search(query)).slice(0, PEOPLE_MAX),
    render: () => ({
      onStart: (props) => {
        unmount = props.mount(list)
        update(props)
      },
      onUpdate: update,
      onExit: () => {
        unmount?.()
        unmount = undefined
        set(undefined)
      },
      onKeyDown: ({ event }) => {
        if (!state || state.people.length === 0) return false
        const { people, chosen, pick } = state
        if (event.key === 'ArrowDown') set({ ...state, chosen: (chosen + 1) % people.length })
        else if (event.key === 'ArrowUp')
          set({ ...state, chosen: (chosen + people.length - 1) % people.length })
        else if ((event.key === 'Enter' || event.key === 'Tab') && people[chosen]) pick(people[chosen])
        else return false
        return true
      },
    }),
  }
}
