/** Something about the database that the operator has to put right; the message is a sentence for them. */
export class DatabaseError extends Error {
  override name = 'DatabaseError'
}
