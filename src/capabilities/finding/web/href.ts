import { useCapabilities } from '../../../web/shell/capabilities-context.ts'

/** Where the desk shows a record, as its capability says. */
export function useHrefOf(): (record: { kind: string; id: string }) => string {
  const pages = useCapabilities().flatMap(({ recordPages = [] }) => recordPages)
  return ({ kind, id }) => pages.find((page) => page.kind === kind)?.href(id) ?? '/desk'
}
