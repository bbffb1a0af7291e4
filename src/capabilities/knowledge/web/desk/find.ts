import { api, ask, background } from '../../../../web/api/client.ts'
import type { Marked } from '../MarkedText.tsx'
import { type State, states } from './articles.ts'

const FOUND_MAX = 50

export type FoundArticle = { id: string; number: number; title: Marked; state: State; snippet: Marked }

/** Articles by words, drafts included for those who may see them; each article once. */
export async function findArticles(
  q: string,
  state?: State,
  limit = FOUND_MAX,
  signal?: AbortSignal,
): Promise<FoundArticle[]> {
  const query = { q, kind: ['article'], limit, ...(state ? { state: [state] } : {}) }
  const { groups, jump } = await ask(api.GET('/api/search', { params: { query }, ...background, signal }))
  const rows = groups.flatMap((group) => group.rows)
  const found = rows.map((row) => ({
    id: row.id,
    number: row.number,
    title: row.title,
    state: stateOf(row.state),
    snippet: row.snippet,
  }))
  const noMarks = (text: string): Marked => ({ text, marks: [] })
  const jumped = jump
    ? [{ ...jump, state: stateOf(jump.state), title: noMarks(jump.title), snippet: noMarks('') }]
    : []
  return [...new Map([...jumped, ...found].reverse().map((each) => [each.id, each])).values()].reverse()
}

function stateOf(state: string): State {
  return states.find((each) => each === state) ?? 'work_in_progress'
}
