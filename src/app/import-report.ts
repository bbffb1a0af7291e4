/** What `wardline import` says when it is done. */
import type { ArticleReport, Counts, Reconciliation, RunReport } from '../capabilities/channels/index.ts'

type Say = (line: string) => void

/** What a run of tickets did, or would do. */
export function tellReport(report: RunReport, say: Say): void {
  say(
    report.is_dry
      ? `Nothing was written. ${report.rows_read} rows would become ${report.tickets} tickets, ${report.known} of which are there already.`
      : `${report.stored} tickets were written, with ${report.events} events and ${report.messages} messages in all; ${report.known} were there already.`,
  )
  if (report.extended > 0)
    say(`To ${report.extended} of them later history ${report.is_dry ? 'would be' : 'was'} added.`)
  tellConflicts(report, say)
  if (report.rows_rejected > 0) say(`${report.rows_rejected} rows were left out. The first:`)
  for (const bad of report.bad_rows.slice(0, 5))
    say(`  line ${bad.line}, ${bad.column || 'the row'}: ${bad.reason}`)
  for (const [kind, { total, missing }] of Object.entries(report.names))
    if (total > 0) say(`  ${kind}: ${total} named, ${missing} not there`)
  for (const [kind, count] of Object.entries(report.created))
    if (count > 0) say(`  ${kind}: ${count} created`)
  say(`${report.seconds} seconds`)
}

function tellConflicts({ conflict_count, conflicts, rows_missed }: RunReport, say: Say): void {
  if (conflict_count > 0)
    say(`${conflict_count} tickets were changed here since, and that stays against the file. The first:`)
  for (const { key, number, line, fields } of conflicts.slice(0, 5))
    say(`  ${key} (#${number}), line ${line}: ${fields.join(', ')}`)
  if (rows_missed > 0) say(`${rows_missed} rows lie before what was imported already and were left out.`)
}

/** File and database side by side. */
export function tellReconciliation({ file, database, differences }: Reconciliation, say: Say): void {
  const flat = ({ byState, byPriority, ...counts }: Counts): [string, number][] => [
    ...Object.entries(counts),
    ...Object.entries(byState).map(([word, count]): [string, number] => [`state ${word}`, count]),
    ...Object.entries(byPriority).map(([word, count]): [string, number] => [`priority ${word}`, count]),
  ]
  const stored = new Map(flat(database))
  say('                                      file  database')
  for (const [name, count] of flat(file))
    say(`  ${name.padEnd(30)} ${String(count).padStart(9)} ${String(stored.get(name) ?? 0).padStart(9)}`)
  say(
    differences.length === 0
      ? 'File and database agree.'
      : `They differ in: ${differences.map(({ count }) => count).join(', ')}. Tickets that were worked on since differ rightly.`,
  )
}

/** What a run of articles did, or would do. */
export function tellArticles(report: ArticleReport, say: Say): void {
  const { articles, stored, known, drafts, links, images, remark_count, remarks } = report
  say(
    report.is_dry
      ? `Nothing was written. ${stored} of ${articles} articles would be; ${known} are there already.`
      : `${stored} articles with ${links} links between them and ${images} files were written; ${known} were there already and stay as they are.`,
  )
  if (drafts > 0) say(`${drafts} of them have no text and stay drafts.`)
  if (remark_count > 0) say(`${remark_count} remarks; --bad-rows FILE keeps all of them. The first:`)
  for (const { path, problem } of remarks.slice(0, 5)) say(`  ${path}: ${problem}`)
}
