/** The error of a field, as a property that is only there when there is one. */
export function errorOf(errors: ReadonlyMap<string, string>, field: string): { error?: string } {
  const error = errors.get(field)
  return error === undefined ? {} : { error }
}
