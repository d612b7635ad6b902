"""The schema of the library's database, as a sequence of migrations. A released migration is never changed."""

import json
from itertools import groupby
from operator import itemgetter

from sqlite_utils import Database, Migrations

from index.store.digests import passage_digest, source_digest
from index.store.headings import HeadingRows, texts_of

migrations = Migrations("verbatim.library")


@migrations()
def first_tables(db: Database) -> None:
    """Collections, sources, passages and chats.

    Ids are never reused (AUTOINCREMENT), so that an old reference to a quote cannot resolve to another sentence.
    `mark` is the random number of the transaction that last changed the row's index entry.
    """
    for statement in (
        """CREATE TABLE collections (
            id INTEGER PRIMARY KEY AUTOINCREMENT,
            name TEXT NOT NULL UNIQUE,
            mark INTEGER NOT NULL)""",
        """CREATE TABLE sources (
            id INTEGER PRIMARY KEY AUTOINCREMENT,
            collection INTEGER NOT NULL REFERENCES collections(id),
            key TEXT NOT NULL,
            title TEXT NOT NULL,
            url TEXT, date TEXT, author TEXT, lang TEXT,
            lang_stated INTEGER NOT NULL,
            running INTEGER NOT NULL,
            UNIQUE (collection, key))""",
        """CREATE TABLE passages (
            id INTEGER PRIMARY KEY AUTOINCREMENT,
            source INTEGER NOT NULL REFERENCES sources(id) ON DELETE CASCADE,
            mark INTEGER NOT NULL,
            ordinal INTEGER NOT NULL,
            text TEXT NOT NULL,
            sentences TEXT NOT NULL,
            lang TEXT NOT NULL,
            external_id TEXT,
            headings TEXT,
            locator TEXT,
            title TEXT, url TEXT, date TEXT, author TEXT,
            telegram TEXT)""",
        "CREATE INDEX passages_of_source ON passages (source, ordinal)",
        "CREATE TABLE chats (id INTEGER PRIMARY KEY, collections TEXT NOT NULL)",
    ):
        db.execute(statement)


@migrations()
def lead_ins_and_kinds(db: Database) -> None:
    """Add the lead-in and the kind of a passage."""
    db.execute("ALTER TABLE passages ADD COLUMN lead_in TEXT")
    db.execute("ALTER TABLE passages ADD COLUMN kind TEXT NOT NULL DEFAULT 'prose'")


@migrations()
def headings_once(db: Database) -> None:
    """Store a heading once for its source. Passages refer to the innermost heading above them."""
    for statement in (
        """CREATE TABLE headings (
            id INTEGER PRIMARY KEY,
            source INTEGER NOT NULL REFERENCES sources(id) ON DELETE CASCADE,
            parent INTEGER REFERENCES headings(id),  -- the heading above; NULL: none
            text TEXT NOT NULL)""",
        "CREATE INDEX headings_of_source ON headings (source)",
        "CREATE INDEX headings_of_heading ON headings (parent)",
        "ALTER TABLE passages ADD COLUMN heading INTEGER REFERENCES headings(id)",
        "CREATE INDEX passages_of_heading ON passages (heading) WHERE heading IS NOT NULL",
    ):
        db.execute(statement)
    stored = db.execute("SELECT source, id, headings FROM passages WHERE headings IS NOT NULL ORDER BY source")
    for source, rows in groupby(stored.fetchall(), itemgetter(0)):
        headings = HeadingRows(db.conn, source)
        for _, passage, above in rows:
            db.execute("UPDATE passages SET heading = ? WHERE id = ?", [headings.id_of(json.loads(above)), passage])
    db.execute("ALTER TABLE passages DROP COLUMN headings")


@migrations()
def sizes(db: Database) -> None:
    """Add the sizes that limits are compared with: of a passage's index entry, and of all that a source has.

    Those of passages that are stored already are estimates; adding their source again corrects them.
    """
    for statement in (
        "ALTER TABLE passages ADD COLUMN index_bytes INTEGER NOT NULL DEFAULT 0",
        "ALTER TABLE sources ADD COLUMN stored_bytes INTEGER NOT NULL DEFAULT 0",
        "ALTER TABLE sources ADD COLUMN index_bytes INTEGER NOT NULL DEFAULT 0",
        "UPDATE passages SET index_bytes = 2 * length(CAST(text AS BLOB))",
        """UPDATE sources SET
            stored_bytes = (SELECT ifnull(sum(length(CAST(text AS BLOB))), 0) FROM passages WHERE source = sources.id),
            index_bytes = (SELECT ifnull(sum(index_bytes), 0) FROM passages WHERE source = sources.id)""",
    ):
        db.execute(statement)


@migrations()
def sources_that_give_way(db: Database) -> None:
    """Add whether a source is removed when another one is stored in its collection."""
    db.execute("ALTER TABLE sources ADD COLUMN gives_way INTEGER NOT NULL DEFAULT 0")


@migrations()
def digests(db: Database) -> None:
    """Add the digests of passages and sources; what is stored already is taken for what was given."""
    for table in ("passages", "sources"):
        db.execute(f"ALTER TABLE {table} ADD COLUMN digest BLOB")
    sources = "SELECT s.*, c.name AS collection_name FROM sources s JOIN collections c ON c.id = s.collection"
    found = [(source_digest(row), row["id"]) for row in db.query(sources)]
    db.conn.executemany("UPDATE sources SET digest = ? WHERE id = ?", found)
    after = 0
    while rows := list(db.query("SELECT * FROM passages WHERE id > ? ORDER BY id LIMIT 1000", [after])):
        headings = texts_of(db.query, {row["heading"] for row in rows})
        found = [(passage_digest(row, headings.get(row["heading"], ())), row["id"]) for row in rows]
        db.conn.executemany("UPDATE passages SET digest = ? WHERE id = ?", found)
        after = rows[-1]["id"]


@migrations()
def identity(db: Database) -> None:
    """Add the id of the library, a single row, which `index.store.identity` inserts."""
    db.execute("CREATE TABLE library (id TEXT NOT NULL)")
