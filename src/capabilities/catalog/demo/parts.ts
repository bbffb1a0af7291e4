/** What the items of the demo hospital are made of. */
import type { Content } from '../contract.ts'
import type { Field, Said } from '../form.ts'

/** Who and what of the hospital the items name. */
export type DemoNames = {
  team: (
    key: 'service-desk' | 'desktop' | 'identity-access' | 'clinical-apps' | 'training' | 'network',
  ) => string
  category: (key: 'access' | 'hardware' | 'onboarding' | 'business-application') => string
}
export type DemoItem = { key: string; group: keyof typeof demoGroups; content: Content }

export const demoGroups = {
  devices: { en: 'Devices and programs', es: 'Equipos y programas' },
  access: { en: 'Access', es: 'Accesos' },
  people: { en: 'People who come and go', es: 'Personas que llegan y se van' },
} satisfies Record<string, Said>

export const said = (en: string, es: string): Said => ({ en, es })
export const option = (key: string, en: string, es: string) => ({ key, label: said(en, es) })
export const everybody = { who: 'everybody' as const, department_ids: [], role_ids: [] }
export const manager = { name: 'Manager', who: 'manager' as const, needs: 'any' as const, remind_hours: 16 }
export const owner = { name: 'Owner', who: 'owner' as const, needs: 'any' as const, remind_hours: 16 }

export const why: Field = {
  key: 'why',
  type: 'long_text',
  label: said('What do you need it for?', '¿Para qué lo necesita?'),
  help: said(
    'One or two sentences. Please name no patient.',
    'Una o dos frases. No nombre a ningún paciente.',
  ),
  is_required: true,
  min: 5,
}
export const place = (is_required: boolean): Field => ({
  key: 'place',
  type: 'place',
  label: said('Where will it stand?', '¿Dónde va a estar?'),
  ...(is_required ? { is_required } : {}),
})
export const who = (en: string, es: string): Field => ({
  key: 'who',
  type: 'person',
  label: said(en, es),
  is_required: true,
})
export const when = (field: string, is: 'is' | 'contains', value: string): NonNullable<Field['show']> => ({
  match: 'all',
  conditions: [{ field, is, values: [value] }],
})
