import { type Answer, type Field, say } from './form.ts'

/** An answer in words, in the language; the server and the browser use this same file. */
export function inWords(
  field: Field,
  answer: Answer,
  names: Readonly<Record<string, string>>,
  language: string,
): string {
  const option = (key: string) => say(field.options?.find((each) => each.key === key)?.label, language)
  const name = (id: string) => names[id.toLowerCase()] ?? '–'
  switch (field.type) {
    case 'one_of':
      return option(String(answer))
    case 'several_of':
      return (answer as string[]).map(option).join(', ')
    case 'yes_no':
      return language === 'es' ? (answer ? 'Sí' : 'No') : answer ? 'Yes' : 'No'
    case 'number':
      return field.unit ? `${answer} ${field.unit}` : String(answer)
    case 'person':
    case 'place':
    case 'workstation':
      return name(String(answer))
    case 'files':
      return (answer as string[]).map(name).join(', ')
    default:
      return String(answer)
  }
}
