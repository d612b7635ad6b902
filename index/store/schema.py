"""The schema of the library's database, as a sequence of migrations. A released migration is never changed."""

from sqlite_utils import Database, Migrations

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
