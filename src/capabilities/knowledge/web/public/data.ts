/** What anybody may read; the routes stand outside those of the API that ask for a session. */
import { ProblemError } from '../../../../web/api/client.ts'
import type { paths } from '../../../../web/api/openapi.generated.ts'

type Answer<Path extends '/public/{organization}/articles' | '/public/{organization}/articles/{number}'> =
  paths[Path]['get']['responses'][200]['content']['application/json']
export type PublicList = Answer<'/public/{organization}/articles'>
export type PublicArticle = Answer<'/public/{organization}/articles/{number}'>

/** @throws ProblemError when nothing is shown there */
export async function askPublic<T>(organization: string, number?: string): Promise<T> {
  const path = [organization, 'articles', ...(number ? [number] : [])].map(encodeURIComponent).join('/')
  const response = await fetch(`/public/${path}`, { credentials: 'omit' })
  const answer = await response.json().catch(() => ({}))
  if (!response.ok) throw new ProblemError({ ...answer, status: response.status })
  return answer as T
}
