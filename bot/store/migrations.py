"""How the database came to be. Append only: what is released stays as it is."""

from __future__ import annotations

from collections import defaultdict

from sqlite_utils import Database, Migrations

MIGRATIONS = Migrations("framework-advisor")


@MIGRATIONS()
def m001_conversations(db: Database) -> None:
    """What is known of places, and which deliveries of Slack's were seen."""
    db.executescript("""
        CREATE TABLE conversations (
            workspace TEXT NOT NULL,
            channel TEXT NOT NULL,
            kind TEXT NOT NULL CHECK (kind IN ('public', 'private', 'direct')),
            checked_at TEXT NOT NULL,
            PRIMARY KEY (workspace, channel)
        ) STRICT, WITHOUT ROWID;
        CREATE TABLE deliveries (
            key TEXT PRIMARY KEY,
            at TEXT NOT NULL
        ) STRICT, WITHOUT ROWID;
        CREATE INDEX deliveries_at ON deliveries (at);
    """)


@MIGRATIONS()
def m002_consultations(db: Database) -> None:
    """A consultation is a document; columns repeat what is looked for."""
    db.executescript("""
        CREATE TABLE consultations (
            id INTEGER PRIMARY KEY AUTOINCREMENT,
            workspace TEXT NOT NULL,
            channel TEXT NOT NULL,
            state TEXT NOT NULL CHECK (state IN ('open', 'lapsed', 'cancelled', 'recorded')),
            started_by TEXT NOT NULL,
            touched_at TEXT NOT NULL,
            revision INTEGER NOT NULL,
            document TEXT NOT NULL CHECK (json_valid(document))
        ) STRICT;
        CREATE INDEX consultations_resumable ON consultations (workspace, channel, id)
            WHERE state IN ('open', 'lapsed');
        CREATE INDEX consultations_of_person ON consultations (workspace, started_by, id)
            WHERE state IN ('open', 'lapsed');
        CREATE INDEX consultations_idle ON consultations (touched_at) WHERE state = 'open';
    """)


@MIGRATIONS()
def m003_threads(db: Database) -> None:
    """`revision` repeats the consultation's, so that an index holds just the threads that lag."""
    db.executescript("""
        CREATE TABLE threads (
            consultation INTEGER PRIMARY KEY REFERENCES consultations (id) ON DELETE CASCADE,
            workspace TEXT NOT NULL,
            channel TEXT NOT NULL,
            thread_ts TEXT,
            reply_url TEXT,
            revision INTEGER NOT NULL,
            revision_shown INTEGER NOT NULL DEFAULT 0,
            lease_owner TEXT,
            lease_until TEXT,
            not_before TEXT
        ) STRICT;
        CREATE INDEX threads_lagging ON threads (consultation) WHERE revision_shown < revision;
        CREATE TABLE thread_messages (
            consultation INTEGER NOT NULL REFERENCES threads (consultation) ON DELETE CASCADE,
            slot TEXT NOT NULL,
            ts TEXT NOT NULL,
            digest TEXT NOT NULL,
            PRIMARY KEY (consultation, slot)
        ) STRICT, WITHOUT ROWID;
        CREATE TABLE thread_roots (
            workspace TEXT NOT NULL,
            channel TEXT NOT NULL,
            ts TEXT NOT NULL,
            consultation INTEGER NOT NULL REFERENCES threads (consultation) ON DELETE CASCADE,
            PRIMARY KEY (workspace, channel, ts, consultation)
        ) STRICT, WITHOUT ROWID;
        CREATE INDEX thread_roots_consultation ON thread_roots (consultation);
    """)


@MIGRATIONS()
def m004_decisions(db: Database) -> None:
    """Numbers are given in the order of the ids, so that both sort alike within a workspace."""
    db.executescript("""
        CREATE TABLE decisions (
            id INTEGER PRIMARY KEY AUTOINCREMENT,
            workspace TEXT NOT NULL,
            number INTEGER NOT NULL,
            title TEXT NOT NULL,
            status TEXT NOT NULL
                CHECK (status IN ('proposed', 'accepted', 'rejected', 'deprecated', 'superseded')),
            chosen TEXT NOT NULL,
            chosen_name TEXT NOT NULL,
            recommended TEXT,
            recommended_name TEXT NOT NULL,
            overridden INTEGER NOT NULL CHECK (overridden IN (0, 1)),
            why_not TEXT NOT NULL,
            rationale TEXT NOT NULL,
            recorded_by TEXT NOT NULL,
            recorded_at TEXT NOT NULL,
            review_on TEXT,
            channel TEXT NOT NULL,
            kind TEXT NOT NULL CHECK (kind IN ('public', 'private', 'direct')),
            permalink TEXT NOT NULL,
            consultation INTEGER UNIQUE REFERENCES consultations (id) ON DELETE SET NULL,
            supersedes INTEGER,
            superseded_by INTEGER,
            answers TEXT NOT NULL,
            reasons TEXT NOT NULL,
            snapshot TEXT NOT NULL CHECK (json_valid(snapshot)),
            UNIQUE (workspace, number),
            FOREIGN KEY (workspace, supersedes) REFERENCES decisions (workspace, number)
                DEFERRABLE INITIALLY DEFERRED,
            FOREIGN KEY (workspace, superseded_by) REFERENCES decisions (workspace, number)
                DEFERRABLE INITIALLY DEFERRED
        ) STRICT;
        CREATE INDEX decisions_channel ON decisions (workspace, channel, number);
        CREATE TABLE decision_deciders (
            decision INTEGER NOT NULL REFERENCES decisions (id) ON DELETE CASCADE,
            position INTEGER NOT NULL,
            user TEXT NOT NULL,
            PRIMARY KEY (decision, position)
        ) STRICT, WITHOUT ROWID;
        CREATE TABLE decision_events (
            id INTEGER PRIMARY KEY AUTOINCREMENT,
            decision INTEGER NOT NULL REFERENCES decisions (id) ON DELETE CASCADE,
            at TEXT NOT NULL,
            by_user TEXT NOT NULL,
            what TEXT NOT NULL,
            value_before TEXT NOT NULL,
            value_after TEXT NOT NULL,
            why TEXT NOT NULL
        ) STRICT;
        CREATE INDEX decision_events_decision ON decision_events (decision, id);
    """)


@MIGRATIONS()
def m005_decision_search(db: Database) -> None:
    """The workspace is a word of the index, so that a search reads no other workspace's entries."""
    db.executescript("""
        CREATE VIRTUAL TABLE decisions_fts USING fts5 (
            workspace, title, chosen_name, rationale, why_not, answers, reasons,
            content = 'decisions', content_rowid = 'id', tokenize = 'unicode61 remove_diacritics 2'
        );
        CREATE TRIGGER decisions_fts_insert AFTER INSERT ON decisions BEGIN
            INSERT INTO decisions_fts
                (rowid, workspace, title, chosen_name, rationale, why_not, answers, reasons)
            VALUES
                (new.id, new.workspace, new.title, new.chosen_name, new.rationale, new.why_not, new.answers,
                 new.reasons);
        END;
        CREATE TRIGGER decisions_fts_delete AFTER DELETE ON decisions BEGIN
            INSERT INTO decisions_fts
                (decisions_fts, rowid, workspace, title, chosen_name, rationale, why_not, answers, reasons)
            VALUES
                ('delete', old.id, old.workspace, old.title, old.chosen_name, old.rationale, old.why_not,
                 old.answers, old.reasons);
        END;
        CREATE TRIGGER decisions_fts_update AFTER UPDATE ON decisions
        WHEN (old.title, old.chosen_name, old.rationale, old.why_not, old.answers, old.reasons)
            IS NOT (new.title, new.chosen_name, new.rationale, new.why_not, new.answers, new.reasons)
        BEGIN
            INSERT INTO decisions_fts
                (decisions_fts, rowid, workspace, title, chosen_name, rationale, why_not, answers, reasons)
            VALUES
                ('delete', old.id, old.workspace, old.title, old.chosen_name, old.rationale, old.why_not,
                 old.answers, old.reasons);
            INSERT INTO decisions_fts
                (rowid, workspace, title, chosen_name, rationale, why_not, answers, reasons)
            VALUES
                (new.id, new.workspace, new.title, new.chosen_name, new.rationale, new.why_not, new.answers,
                 new.reasons);
        END;
        INSERT INTO decisions_fts (decisions_fts) VALUES ('rebuild');
    """)


@MIGRATIONS()
def m006_decision_details(db: Database) -> None:
    """Consequences, revisions, and tables to find decisions by. What is there already is taken over."""
    db.executescript("""
        ALTER TABLE decisions ADD COLUMN consequences TEXT NOT NULL DEFAULT '';
        ALTER TABLE decisions ADD COLUMN parts TEXT NOT NULL DEFAULT '[]' CHECK (json_valid(parts));
        ALTER TABLE decisions ADD COLUMN revision INTEGER NOT NULL DEFAULT 1;
        ALTER TABLE decision_events ADD COLUMN revision INTEGER NOT NULL DEFAULT 1;
        ALTER TABLE decision_events ADD COLUMN is_undo INTEGER NOT NULL DEFAULT 0 CHECK (is_undo IN (0, 1));

        -- `framework:` in the order of the list: what was chosen, and the frameworks that it consists of.
        CREATE TABLE decision_frameworks (
            workspace TEXT NOT NULL,
            framework TEXT NOT NULL,
            decision INTEGER NOT NULL REFERENCES decisions (id) ON DELETE CASCADE,
            PRIMARY KEY (workspace, framework, decision)
        ) STRICT, WITHOUT ROWID;
        INSERT INTO decision_frameworks (workspace, framework, decision)
            SELECT workspace, chosen, id FROM decisions;

        -- `by:` in the order of the list: who recorded it, and its deciders.
        CREATE TABLE decision_people (
            workspace TEXT NOT NULL,
            user TEXT NOT NULL,
            decision INTEGER NOT NULL REFERENCES decisions (id) ON DELETE CASCADE,
            PRIMARY KEY (workspace, user, decision)
        ) STRICT, WITHOUT ROWID;
        INSERT INTO decision_people (workspace, user, decision)
            SELECT workspace, recorded_by, id FROM decisions
            UNION SELECT d.workspace, p.user, d.id
            FROM decision_deciders p JOIN decisions d ON d.id = p.decision;

        -- Past decisions that share an answer, the newest first.
        CREATE TABLE decision_answers (
            workspace TEXT NOT NULL,
            question TEXT NOT NULL,
            option TEXT NOT NULL,
            decision INTEGER NOT NULL REFERENCES decisions (id) ON DELETE CASCADE,
            name TEXT NOT NULL,
            label TEXT NOT NULL,
            PRIMARY KEY (workspace, question, option, decision)
        ) STRICT, WITHOUT ROWID;
        INSERT INTO decision_answers (workspace, question, option, decision, name, label)
            SELECT d.workspace, json_extract(a.value, '$.question'), json_extract(a.value, '$.option'), d.id,
                json_extract(a.value, '$.name'), json_extract(a.value, '$.label')
            FROM decisions d, json_each(d.snapshot, '$.answers') a;

        -- `status:` and `overridden` in the order of the list.
        CREATE INDEX decisions_status ON decisions (workspace, status, number);
        CREATE INDEX decisions_overridden ON decisions (workspace, number) WHERE overridden = 1;
        -- From a day to the first or last decision of it: `since:` and `before:` are ranges of numbers.
        CREATE INDEX decisions_recorded_at ON decisions (workspace, recorded_at, number);
        -- Counts by framework read this index and nothing else.
        CREATE INDEX decisions_chosen ON decisions (workspace, chosen, chosen_name, channel, kind)
            WHERE status IN ('proposed', 'accepted');
    """)


@MIGRATIONS()
def m007_decision_reviews(db: Database) -> None:
    """One row for each review that has come due, so that it is told of once and counted once.

    `is_due` marks the decisions whose review is open: what is due is then listed in the order of the numbers,
    and the timer looks only at what has come due since it last looked.
    """
    db.executescript("""
        ALTER TABLE decisions ADD COLUMN is_due INTEGER NOT NULL DEFAULT 0 CHECK (is_due IN (0, 1));
        -- `due` in the order of the list.
        CREATE INDEX decisions_due ON decisions (workspace, number) WHERE is_due = 1;
        -- What comes due next, in any workspace.
        CREATE INDEX decisions_coming_due ON decisions (review_on, workspace)
            WHERE is_due = 0 AND review_on IS NOT NULL AND status IN ('proposed', 'accepted');
        CREATE TABLE decision_reviews (
            decision INTEGER NOT NULL REFERENCES decisions (id) ON DELETE CASCADE,
            due_on TEXT NOT NULL,
            not_before TEXT NOT NULL DEFAULT '',
            lease_owner TEXT,
            lease_until TEXT,
            channel TEXT,
            ts TEXT,
            posted_at TEXT,
            closed INTEGER NOT NULL DEFAULT 0 CHECK (closed IN (0, 1)),
            PRIMARY KEY (decision, due_on)
        ) STRICT, WITHOUT ROWID;
        -- What is still to be told, by when it may be.
        CREATE INDEX decision_reviews_waiting ON decision_reviews (not_before, decision)
            WHERE posted_at IS NULL AND closed = 0;
    """)


@MIGRATIONS()
def m008_search_consequences(db: Database) -> None:
    """Search consequences too; `content="decisions"` is the spelling by which browsers of SQLite know it."""
    columns = "workspace, title, chosen_name, rationale, why_not, answers, reasons, consequences"
    new, old = (", ".join(f"{row}.{name}" for name in columns.split(", ")) for row in ("new", "old"))
    db.executescript(f"""
        DROP TRIGGER decisions_fts_insert;
        DROP TRIGGER decisions_fts_delete;
        DROP TRIGGER decisions_fts_update;
        DROP TABLE decisions_fts;
        CREATE VIRTUAL TABLE decisions_fts USING fts5 (
            {columns}, content="decisions", content_rowid="id", tokenize="unicode61 remove_diacritics 2"
        );
        CREATE TRIGGER decisions_fts_insert AFTER INSERT ON decisions BEGIN
            INSERT INTO decisions_fts (rowid, {columns}) VALUES (new.id, {new});
        END;
        CREATE TRIGGER decisions_fts_delete AFTER DELETE ON decisions BEGIN
            INSERT INTO decisions_fts (decisions_fts, rowid, {columns}) VALUES ('delete', old.id, {old});
        END;
        CREATE TRIGGER decisions_fts_update AFTER UPDATE ON decisions WHEN ({old}) IS NOT ({new}) BEGIN
            INSERT INTO decisions_fts (decisions_fts, rowid, {columns}) VALUES ('delete', old.id, {old});
            INSERT INTO decisions_fts (rowid, {columns}) VALUES (new.id, {new});
        END;
        INSERT INTO decisions_fts (decisions_fts) VALUES ('rebuild');
    """)


@MIGRATIONS()
def m009_count_by_index(db: Database) -> None:
    """With the status in it, the index answers the counts by framework without a look at the table."""
    db.executescript("""
        DROP INDEX decisions_chosen;
        CREATE INDEX decisions_chosen ON decisions (workspace, chosen, chosen_name, channel, kind, status)
            WHERE status IN ('proposed', 'accepted');
    """)


@MIGRATIONS()
def m010_reasons_stay_with_what_was_replaced(db: Database) -> None:
    """Why a decision was replaced stands with it; what replaced it may be read by others."""
    db.execute("UPDATE decision_events SET why = '' WHERE what = 'supersedes'")


@MIGRATIONS()
def m011_search_questions(db: Database) -> None:
    """Search the short names of the questions too; the trigger brings the index in step."""
    db.execute("""
        UPDATE decisions SET answers = (
            SELECT group_concat(
                json_extract(a.value, '$.name') || ': ' || json_extract(a.value, '$.label'), char(10)
            )
            FROM json_each(decisions.snapshot, '$.answers') a
        ) WHERE json_array_length(snapshot, '$.answers') > 0
    """)


@MIGRATIONS()
def m012_mentions(db: Database) -> None:
    """Which threads show which decisions besides their own, and which conversations changed their kind."""
    db.executescript("""
        CREATE TABLE thread_mentions (
            consultation INTEGER NOT NULL REFERENCES threads (consultation) ON DELETE CASCADE,
            number INTEGER NOT NULL,
            workspace TEXT NOT NULL,
            PRIMARY KEY (consultation, number)
        ) STRICT, WITHOUT ROWID;
        CREATE INDEX thread_mentions_decision ON thread_mentions (workspace, number);
        -- Counts the changes of any kind; a conversation bears the number of its last one.
        ALTER TABLE conversations ADD COLUMN kind_change INTEGER NOT NULL DEFAULT 0;
        CREATE INDEX conversations_kind_change ON conversations (kind_change);
        -- Looked at once more, which tells what they mention.
        UPDATE threads SET revision_shown = 0 WHERE revision_shown > 0;
    """)


@MIGRATIONS()
def m013_longest_overdue_first(db: Database) -> None:
    """What is to be reviewed, in the order of the days; what is due is its beginning."""
    db.executescript("""
        CREATE INDEX decisions_overdue ON decisions (workspace, review_on, number)
            WHERE review_on IS NOT NULL AND status IN ('proposed', 'accepted');
    """)


@MIGRATIONS(transactional=False)
def m014_one_end_of_a_link(db: Database) -> None:
    """Only what was replaced says by what, so that one decision may replace several.

    The table is made anew. Foreign keys are off meanwhile, or dropping the old one would take along all that
    refers to it, and they cannot be turned off inside a transaction. What was done before the process died is
    not done again.
    """
    if "supersedes" not in db.table("decisions").columns_dict:
        return
    db.execute("PRAGMA foreign_keys = OFF")
    try:
        with db.atomic():
            _make_decisions_anew(db)
    finally:
        db.execute("PRAGMA foreign_keys = ON")


def _make_decisions_anew(db: Database) -> None:
    # Written before anything is read, so that nobody else writes in between.
    db.execute("""
        CREATE TABLE decisions_anew (
            id INTEGER PRIMARY KEY AUTOINCREMENT,
            workspace TEXT NOT NULL,
            number INTEGER NOT NULL,
            title TEXT NOT NULL,
            status TEXT NOT NULL
                CHECK (status IN ('proposed', 'accepted', 'rejected', 'deprecated', 'superseded')),
            chosen TEXT NOT NULL,
            chosen_name TEXT NOT NULL,
            recommended TEXT,
            recommended_name TEXT NOT NULL,
            overridden INTEGER NOT NULL CHECK (overridden IN (0, 1)),
            why_not TEXT NOT NULL,
            rationale TEXT NOT NULL,
            recorded_by TEXT NOT NULL,
            recorded_at TEXT NOT NULL,
            review_on TEXT,
            channel TEXT NOT NULL,
            kind TEXT NOT NULL CHECK (kind IN ('public', 'private', 'direct')),
            permalink TEXT NOT NULL,
            consultation INTEGER UNIQUE REFERENCES consultations (id) ON DELETE SET NULL,
            superseded_by INTEGER,
            answers TEXT NOT NULL,
            reasons TEXT NOT NULL,
            snapshot TEXT NOT NULL CHECK (json_valid(snapshot)),
            consequences TEXT NOT NULL DEFAULT '',
            parts TEXT NOT NULL DEFAULT '[]' CHECK (json_valid(parts)),
            revision INTEGER NOT NULL DEFAULT 1,
            is_due INTEGER NOT NULL DEFAULT 0 CHECK (is_due IN (0, 1)),
            UNIQUE (workspace, number),
            FOREIGN KEY (workspace, superseded_by) REFERENCES decisions (workspace, number)
                DEFERRABLE INITIALLY DEFERRED
        ) STRICT
    """)
    columns = ", ".join(each.name for each in db.table("decisions_anew").columns)
    # Its indexes and triggers go with the old table.
    lost = db.execute("SELECT sql FROM sqlite_master WHERE tbl_name = 'decisions' AND type <> 'table'")
    again = [sql for (sql,) in map(tuple, lost.fetchall()) if sql]
    for statement in (
        f"INSERT INTO decisions_anew ({columns}) SELECT {columns} FROM decisions ORDER BY id",
        """
        UPDATE sqlite_sequence SET seq = (SELECT seq FROM sqlite_sequence WHERE name = 'decisions')
        WHERE name = 'decisions_anew'
        """,
        "DROP TABLE decisions",
        "ALTER TABLE decisions_anew RENAME TO decisions",
        *again,
        # From a decision to those that it replaces, in order.
        """
        CREATE INDEX decisions_superseded_by ON decisions (workspace, superseded_by, number)
            WHERE superseded_by IS NOT NULL
        """,
    ):
        db.execute(statement)


@MIGRATIONS()
def m015_marks(db: Database) -> None:
    """What decisions have in common, as a bit for each number, so that all of a long log are compared."""
    db.execute("""
        CREATE TABLE decision_marks (
            workspace TEXT NOT NULL,
            mark TEXT NOT NULL,
            block INTEGER NOT NULL,
            bits BLOB NOT NULL,
            PRIMARY KEY (workspace, mark, block)
        ) STRICT, WITHOUT ROWID
    """)
    blocks: defaultdict[tuple[str, str, int], bytearray] = defaultdict(bytearray)
    marks = db.execute("""
        SELECT d.workspace, 'answer ' || a.question || ' ' || a.option, d.number
        FROM decisions d JOIN decision_answers a ON a.decision = d.id
        UNION ALL SELECT d.workspace, 'framework ' || w.framework, d.number
        FROM decisions d JOIN decision_frameworks w ON w.decision = d.id
        UNION ALL SELECT workspace, 'choice ' || chosen, number FROM decisions
        UNION ALL SELECT workspace, 'channel ' || channel, number FROM decisions
    """)
    for workspace, mark, number in marks:
        block, place = divmod(number, 4096)
        bits = blocks[workspace, mark, block]
        bits.extend(bytes(max(place // 8 + 1 - len(bits), 0)))
        bits[place // 8] |= 1 << place % 8
    for key, bits in blocks.items():
        db.execute("INSERT INTO decision_marks VALUES (?, ?, ?, ?)", (*key, bytes(bits)))


@MIGRATIONS()
def m016_reasons_stay_with_the_link(db: Database) -> None:
    """Why a decision was replaced may tell of what replaced it, so only the link says it."""
    db.execute("""
        UPDATE decision_events SET why = '' WHERE what = 'status' AND value_after = 'superseded' AND EXISTS (
            SELECT 1 FROM decision_events l
            WHERE l.decision = decision_events.decision AND l.revision = decision_events.revision
                AND l.what = 'superseded by' AND l.why = decision_events.why
        )
    """)
