import { filterOf, type QueueSearch, writeSearch } from '../data/queue.ts'

/** Where the same list is read as CSV: lists as repeated parameters, as the API takes them. */
export function exportHref(search: QueueSearch): string {
  const parameters = new URLSearchParams()
  for (const [key, value] of Object.entries(writeSearch(filterOf(search))))
    for (const each of Array.isArray(value) ? value : [value]) parameters.append(key, String(each))
  const query = parameters.toString()
  return `/api/tickets/export.csv${query ? `?${query}` : ''}`
}
