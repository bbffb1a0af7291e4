/** Items of the catalog for tests: content that may be published, and requests made with it. */
import type { Client } from '../../../test/helpers/server.ts'
import { must } from '../tickets/fixture.ts'
import type { Content } from './contract.ts'
import type { Field } from './form.ts'

export const nothing = { who: 'everybody' as const, department_ids: [], role_ids: [] }

/** Content that lacks nothing, with the parts that a test is about. */
export function contentOf(parts: Partial<Content> = {}): Content {
  return {
    name: { en: 'New laptop', es: 'Portátil nuevo' },
    summary: { en: 'A laptop for your work.' },
    synonyms: ['notebook'],
    icon: 'laptop',
    audience: nothing,
    expected: { hours: 16 },
    title: '{{item}} for {{requester}}',
    preset: {},
    fields: laptopFields,
    ...parts,
  }
}

export const laptopFields: Field[] = [
  {
    key: 'model',
    type: 'one_of',
    label: { en: 'Which one?', es: '¿Cuál?' },
    is_required: true,
    options: [
      { key: 'light', label: { en: 'Light', es: 'Ligero' } },
      { key: 'strong', label: { en: 'Strong', es: 'Potente' } },
    ],
  },
  {
    key: 'why',
    type: 'long_text',
    label: { en: 'Why does it have to be strong?', es: '¿Por qué potente?' },
    is_required: true,
    min: 5,
    show: { match: 'all', conditions: [{ field: 'model', is: 'is', values: ['strong'] }] },
  },
  { key: 'from', type: 'date', label: { en: 'From when?' }, date: 'after_today' },
]

/** Makes an item and publishes it. */
export async function publish(admin: Client, parts: Partial<Content> = {}): Promise<string> {
  const content = contentOf(parts)
  const { id } = must(await admin.post('/api/catalog', { name: content.name.en })).body
  await saveDraft(admin, id, content)
  must(await publishDraft(admin, id))
  return id as string
}

/** Publishes the draft as it is now. */
export async function publishDraft(admin: Client, id: string) {
  return admin.post(`/api/catalog/manage/${id}/publish`, { drafted_at: await seenOf(admin, id) })
}

export async function seenOf(admin: Client, id: string): Promise<string> {
  return must(await admin.get(`/api/catalog/manage/${id}`)).body.drafted_at
}

export async function saveDraft(admin: Client, id: string, content: unknown, owner = admin.personId) {
  const draft = { drafted_at: await seenOf(admin, id), owner_id: owner, group_id: null, content }
  return must(await admin.send('PUT', `/api/catalog/manage/${id}`, draft)).body
}
