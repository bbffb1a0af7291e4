/** The pages of an export: plain HTML without scripts, that opens anywhere. */
import type { PersonShown, Ticket } from './export.ts'

export type Shown = { title: string; path: string; rows: number | null }

const style =
  'body{font:16px/1.5 system-ui,sans-serif;max-width:60rem;margin:2rem auto;padding:0 1rem;color:#1a1a1a}table{border-collapse:collapse}th,td{border:1px solid #999;padding:.25rem .5rem;text-align:start;vertical-align:top}article{border-top:1px solid #999;padding:.5rem 0}.words{white-space:pre-wrap;overflow-wrap:anywhere}'

/** The text with the signs that HTML reads written out. */
export function escaped(value: unknown): string {
  const plain = typeof value === 'object' && value !== null ? JSON.stringify(value) : String(value ?? '')
  return plain.replaceAll(/[&<>"']/g, (sign) => `&#${sign.charCodeAt(0)};`)
}

function page(title: string, body: string): string {
  return `<!doctype html>\n<html lang="en">\n<head><meta charset="utf-8"><meta name="viewport" content="width=device-width"><title>${escaped(title)}</title><style>${style}</style></head>\n<body>\n<h1>${escaped(title)}</h1>\n${body}\n</body>\n</html>\n`
}

const link = ({ path, title }: Pick<Shown, 'path' | 'title'>) =>
  `<a href="${path.split('/').map(encodeURIComponent).join('/')}">${escaped(title)}</a>`

type LeftOut = { kept: number; tickets_max: number; rows_max: number }

export function startPage(person: PersonShown, shown: readonly Shown[], left: LeftOut): string {
  const facts = Object.entries(person)
    .filter(([, value]) => value !== null && !(Array.isArray(value) && value.length === 0))
    .map(([key, value]) => `<tr><th>${escaped(key)}</th><td>${escaped(list(value))}</td></tr>`)
  const tickets = shown.filter(({ rows }) => rows === null).map((each) => `<li>${link(each)}</li>`)
  const tables = shown
    .filter(({ rows }) => rows !== null)
    .map((each) => `<li>${link(each)} (${each.rows})</li>`)
  return page(
    `What is kept of ${String(person.name)}`,
    [
      `<table>${facts.join('')}</table>`,
      `<h2>Tickets (${tickets.length})</h2><ul>${tickets.join('')}</ul>`,
      `<h2>Other records</h2><ul>${tables.join('')}</ul>`,
      '<h2>What you do not find here</h2><ul>',
      '<li>What was searched for: only keyed hashes of the words are kept, which tell nothing by themselves.</li>',
      '<li>Passwords and keys: only hashes are kept.</li>',
      '<li>Internal notes that who asked for this may not read, and files that others sent.</li>',
      `<li>Restricted tickets that who asked for this may not read: ${left.kept} of those asked for, and what was written on others.</li>`,
      `<li>More than ${left.tickets_max} tickets, or ${left.rows_max} rows of one kind: the first are here.</li>`,
      '<li>Words that may be a patient’s: they are masked here as they are everywhere.</li></ul>',
      '<p>Each page has a file of the same name that ends in .json, for machines.</p>',
    ].join('\n'),
  )
}

const list = (value: unknown) => (Array.isArray(value) ? value.join(', ') : value)

export function threadPage(ticket: Ticket): string {
  const messages = ticket.messages.map(
    ({ at, writer, body }) =>
      `<article><p><strong>${escaped(writer)}</strong>, ${escaped(at)}</p><p class="words">${escaped(body)}</p></article>`,
  )
  const files = ticket.files.map((file) => `<li>${escaped(file)}</li>`)
  return page(
    `#${ticket.number} ${ticket.title}`,
    [
      '<p><a href="../index.html">Start</a></p>',
      `<p>${escaped(ticket.state)}, ${escaped(ticket.created_at)}</p>`,
      ...messages,
      files.length > 0 ? `<h2>Files</h2><ul>${files.join('')}</ul>` : '',
    ].join('\n'),
  )
}

export function listPage(
  name: string,
  columns: readonly string[],
  rows: readonly Record<string, unknown>[],
): string {
  const head = columns.map((column) => `<th>${escaped(column)}</th>`).join('')
  const body = rows.map(
    (row) => `<tr>${columns.map((column) => `<td class="words">${escaped(row[column])}</td>`).join('')}</tr>`,
  )
  return page(
    name,
    `<p><a href="../index.html">Start</a></p><table><thead><tr>${head}</tr></thead><tbody>${body.join('\n')}</tbody></table>`,
  )
}
