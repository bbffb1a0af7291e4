/** Which organization a visitor means who is not signed in yet. */
import type { App } from '../../app.ts'

/** The organization of a slug, or the only one there is. */
export async function findOrganization(app: App, slug: string | undefined): Promise<string | undefined> {
  const { rows } = await app.pool.query<{ id: string }>('select id from core.find_organization($1)', [
    slug ?? null,
  ])
  return rows[0]?.id
}
