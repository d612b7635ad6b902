BEGIN TRANSACTION;
CREATE TABLE "_sqlite_migrations" (
   "id" INTEGER PRIMARY KEY,
   "migration_set" TEXT,
   "name" TEXT,
   "applied_at" TEXT
);
INSERT INTO "_sqlite_migrations" VALUES(1,'verbatim.library','first_tables','2026-11-27 09:22:29.375187+00:00');
INSERT INTO "_sqlite_migrations" VALUES(2,'verbatim.library','lead_ins_and_kinds','2026-11-27 09:22:29.375593+00:00');
CREATE TABLE chats (id INTEGER PRIMARY KEY, collections TEXT NOT NULL);
CREATE TABLE collections (
            id INTEGER PRIMARY KEY AUTOINCREMENT,
            name TEXT NOT NULL UNIQUE,
            mark INTEGER NOT NULL);
INSERT INTO "collections" VALUES(1,'public',4585539577822346661);
CREATE TABLE passages (
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
            telegram TEXT, lead_in TEXT, kind TEXT NOT NULL DEFAULT 'prose');
INSERT INTO "passages" VALUES(1,1,4585539577822346661,1,'The river rose by two metres.','[0,29]','en',NULL,'["Floods", "The river"]','Floods › The river',NULL,NULL,NULL,NULL,NULL,NULL,'prose');
INSERT INTO "passages" VALUES(2,1,4585539577822346661,2,'The lake stayed where it was.','[0,29]','en',NULL,'["Floods", "The lake"]','Floods › The lake',NULL,NULL,NULL,NULL,NULL,NULL,'prose');
INSERT INTO "passages" VALUES(3,1,4585539577822346661,3,'The well dried up in August.','[0,28]','en',NULL,'["Droughts"]','Droughts',NULL,NULL,NULL,NULL,NULL,NULL,'prose');
INSERT INTO "passages" VALUES(4,1,4585539577822346661,4,'Month | Rain
May | 20 mm','[0,12,13,24]','en',NULL,'["Droughts"]','Droughts',NULL,NULL,NULL,NULL,NULL,'Month | Rain','table');
CREATE TABLE sources (
            id INTEGER PRIMARY KEY AUTOINCREMENT,
            collection INTEGER NOT NULL REFERENCES collections(id),
            key TEXT NOT NULL,
            title TEXT NOT NULL,
            url TEXT, date TEXT, author TEXT, lang TEXT,
            lang_stated INTEGER NOT NULL,
            running INTEGER NOT NULL,
            UNIQUE (collection, key));
INSERT INTO "sources" VALUES(1,1,'/floods.md','floods.md',NULL,NULL,NULL,'en',0,1);
CREATE UNIQUE INDEX "idx__sqlite_migrations_migration_set_name"
    ON "_sqlite_migrations" ("migration_set", "name");
CREATE INDEX passages_of_source ON passages (source, ordinal);
DELETE FROM "sqlite_sequence";
INSERT INTO "sqlite_sequence" VALUES('collections',1);
INSERT INTO "sqlite_sequence" VALUES('sources',1);
INSERT INTO "sqlite_sequence" VALUES('passages',4);
COMMIT;
