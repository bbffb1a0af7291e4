/** What a major incident affects, as it is sent. */
import { Type } from 'typebox'
import { Id, Line } from '../../../platform/http/schema.ts'

export const Applications = Type.Array(Line(200), { maxItems: 20 })
export const PlaceIds = Type.Array(Id, { maxItems: 100 })
export const Reason = Line(2000)
