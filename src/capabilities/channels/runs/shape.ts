/** A first look at an uploaded file: its columns with some of their values, and a mapping that may fit. */
import { readdir } from 'node:fs/promises'
import { join } from 'node:path'
import { importFault } from '../import/import-error.ts'
import { cleanText, shortened } from '../import/mapping/compile.ts'
import { guessMapping, type MappingGuess } from '../import/mapping/guess.ts'
import { loadMapping, type Mapping } from '../import/mapping/mapping.ts'
import { openImportFile } from '../import/read/open-import-file.ts'
import { emptyValues, type Row } from '../import/read/row.ts'
import type { Shape } from './run-row.ts'

const sample_rows = 300
const samples_shown = 5
const sample_length_max = 120
const columns_shown = 500

/** Reads the first rows. Throws import faults. `zone` is what the dates are taken for until somebody says more. */
export async function lookAt(path: string, zone: string): Promise<{ shape: Shape; guess: MappingGuess }> {
  const file = await openImportFile(path)
  const rows: Row[] = []
  for await (const row of file.rows) {
    rows.push(cleaned(row))
    if (rows.length >= sample_rows) break
  }
  if (rows.length === 0)
    throw importFault(
      'file-empty',
      file.format === 'csv'
        ? 'Below the heading line there is no row that can be read.'
        : 'The log holds no events.',
    )
  const names = file.columns.slice(0, columns_shown)
  const samplesOf = (name: string) => {
    const texts = new Set(rows.map((row) => row.values[name]?.trim() ?? '').filter(Boolean))
    return [...texts].slice(0, samples_shown).map((text) => shortened(text, sample_length_max))
  }
  const guess = guessMapping(names, rows, zone)
  return {
    shape: {
      format: file.format,
      encoding: String(file.encoding),
      delimiter: file.delimiter ?? null,
      columns: names.map((name) => ({ name, samples: samplesOf(name) })),
      doubts: guess.doubts,
    },
    guess,
  }
}

/** The row as it may be stored and shown. */
function cleaned({ line, values }: Row): Row {
  const clean = emptyValues()
  for (const [column, text] of Object.entries(values)) clean[column] = cleanText(text)
  return { line, values: clean }
}

const mappingsDir = join(import.meta.dirname, '../import/mappings')

/** The mappings that ship with the product, by file name without its ending. */
export async function readyMappings(): Promise<{ key: string; mapping: Mapping }[]> {
  const files = (await readdir(mappingsDir)).filter((name) => name.endsWith('.json')).sort()
  return Promise.all(
    files.map(async (name) => ({
      key: name.replace(/\.json$/, ''),
      mapping: await loadMapping(join(mappingsDir, name)),
    })),
  )
}
