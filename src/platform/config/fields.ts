/** Fields of the configuration that come more than once. */
import { Type } from 'typebox'

/** A whole number between two others. */
export function whole(
  variable: string,
  what: string,
  minimum: number,
  maximum: number,
  standard: number,
  more = '',
) {
  const description = `a number of ${what} from ${minimum} to ${maximum}${more}`
  return Type.Integer({ variable, description, minimum, maximum, default: standard })
}

/** Hosts, addresses and ranges, separated by commas. */
export function hosts(variable: string, description: string) {
  const pattern = '^[A-Za-z0-9.:/_\\[\\]-]{1,255}$'
  return Type.Array(Type.String({ pattern }), {
    variable,
    description,
    maxItems: 50,
    default: [] as string[],
  })
}
