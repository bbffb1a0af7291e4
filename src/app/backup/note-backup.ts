/** That a backup was made, for the page that shows how the installation fares. */
import pg from 'pg'

const notes_max = 100

/**
 * Notes a finished backup in the database that it is of. One that was made before the database was migrated to
 * this version has no place for the note; the backup is as good without it.
 */
export async function noteBackup(
  ownerUrl: string,
  note: { at: Date; size_bytes: number; product: string },
): Promise<void> {
  const client = new pg.Client({ connectionString: ownerUrl, application_name: 'wardline backup' })
  client.on('error', () => undefined)
  await client.connect()
  try {
    const { rows } = await client.query("select to_regclass('platform.backup') is not null as is_there")
    if (!rows[0].is_there) return
    await client.query(
      'insert into platform.backup (at, size_bytes, product) values ($1, $2, $3) on conflict (at) do nothing',
      [note.at, note.size_bytes, note.product],
    )
    await client.query(
      'delete from platform.backup where at < (select min(at) from (select at from platform.backup order by at desc limit $1) newest)',
      [notes_max],
    )
  } finally {
    await client.end().catch(() => undefined)
  }
}
