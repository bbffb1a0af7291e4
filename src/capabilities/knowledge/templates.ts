/** The shapes that articles are written in. `{{symptom}}`, `{{cause}}` and `{{steps}}` are filled from a ticket. */
import type { ArticleKind } from './lifecycle.ts'

export type Slots = { symptom: string; cause: string; steps: string }

const english: Record<ArticleKind, string> = {
  how_to: '## When you need this\n\n{{symptom}}\n\n## Steps\n\n{{steps}}\n\n## If it does not work\n',
  problem: '## Symptom\n\n{{symptom}}\n\n## Cause\n\n{{cause}}\n\n## Steps\n\n{{steps}}\n',
  known_error:
    '## Symptom\n\n{{symptom}}\n\n## Cause\n\n{{cause}}\n\n## Workaround\n\n{{steps}}\n\n## Who and what is affected\n',
  downtime:
    '## When it starts\n\n{{symptom}}\n\n## While it lasts\n\n{{steps}}\n\n## When it is over\n\n## Who must know\n',
}

const spanish: Record<ArticleKind, string> = {
  how_to: '## Cuándo lo necesita\n\n{{symptom}}\n\n## Pasos\n\n{{steps}}\n\n## Si no funciona\n',
  problem: '## Síntoma\n\n{{symptom}}\n\n## Causa\n\n{{cause}}\n\n## Pasos\n\n{{steps}}\n',
  known_error:
    '## Síntoma\n\n{{symptom}}\n\n## Causa\n\n{{cause}}\n\n## Solución provisional\n\n{{steps}}\n\n## A quién y a qué afecta\n',
  downtime:
    '## Cuando empieza\n\n{{symptom}}\n\n## Mientras dura\n\n{{steps}}\n\n## Cuando termina\n\n## A quién avisar\n',
}

/** The template that comes with the product. */
export function shippedTemplate(kind: ArticleKind, language: string): string {
  return (language === 'es' ? spanish : english)[kind]
}

/** The template with its slots filled; what is not known leaves an empty place to write in. */
export function fillTemplate(template: string, slots: Partial<Slots>): string {
  return `${template
    .replace(/\{\{(symptom|cause|steps)\}\}/g, (_all, name: keyof Slots) => slots[name]?.trim() ?? '')
    .replace(/\n{3,}/g, '\n\n')
    .trim()}\n`
}
