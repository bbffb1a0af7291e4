/**
 * What is past a rule of the architecture today. Nothing may be added and nothing may grow; a line goes when its
 * file is mended, and the test says so when a line has become idle.
 */
export const debts: Readonly<Record<string, { file?: number; function?: number }>> = {}

/** Folders whose SQL names the tables of other capabilities. */
export const foreignSql: readonly string[] = []
