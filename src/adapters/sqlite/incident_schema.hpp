#pragma once

#include "adapters/sqlite/answers_schema.hpp"
#include "adapters/sqlite/api_tokens_schema.hpp"
#include "adapters/sqlite/audit_schema.hpp"
#include "adapters/sqlite/drafts.hpp"
#include "adapters/sqlite/migration.hpp"
#include "adapters/sqlite/outbox.hpp"
#include "adapters/sqlite/tallies.hpp"

namespace resuelve::sqlite {

/// incidents.db. Enumerations are stored as their numbers, so their values are only ever added at the end.
///
/// Lists are read in the order of an index, so that the first page costs the same with 10^3 and 10^6 incidents: for
/// each key that they are sorted by there is an index for all, for a team and for an assignee, `open` first because
/// queues show what is open; by time of creation also for a customer, category, priority and status. `id` makes
/// the order total.
inline constexpr std::string_view incident_tables = R"sql(
CREATE TABLE incidents(
    row           INTEGER PRIMARY KEY,
    id            BLOB NOT NULL UNIQUE,
    reference     TEXT NOT NULL UNIQUE,
    version       INTEGER NOT NULL,
    open          INTEGER NOT NULL,
    status        INTEGER NOT NULL,
    priority      INTEGER NOT NULL,
    created       INTEGER NOT NULL,
    updated       INTEGER NOT NULL,
    deadline      INTEGER NOT NULL,
    due           INTEGER,           -- when the system has to do something
    team          BLOB,
    assignee      BLOB,
    customer      BLOB,
    category      TEXT,
    contact_email TEXT,              -- of a claim that no account owns yet
    escalated     INTEGER NOT NULL,
    tags          TEXT NOT NULL,     -- each between two line feeds, or empty
    search_print  INTEGER NOT NULL,  -- of the words by which it is found: whether they changed
    doc           TEXT NOT NULL      -- the incident in JSON: last, because it is long
) STRICT;

CREATE INDEX incidents_created           ON incidents(open, created, id);
CREATE INDEX incidents_created_team      ON incidents(team, open, created, id);
CREATE INDEX incidents_created_assignee  ON incidents(assignee, open, created, id);
CREATE INDEX incidents_created_category  ON incidents(category, open, created, id);
CREATE INDEX incidents_created_priority  ON incidents(priority, open, created, id);
CREATE INDEX incidents_created_status    ON incidents(status, created, id);
CREATE INDEX incidents_created_customer  ON incidents(customer, created, id) WHERE customer IS NOT NULL;

CREATE INDEX incidents_updated           ON incidents(open, updated, id);
CREATE INDEX incidents_updated_team      ON incidents(team, open, updated, id);
CREATE INDEX incidents_updated_assignee  ON incidents(assignee, open, updated, id);

CREATE INDEX incidents_deadline          ON incidents(open, deadline, id);
CREATE INDEX incidents_deadline_team     ON incidents(team, open, deadline, id);
CREATE INDEX incidents_deadline_assignee ON incidents(assignee, open, deadline, id);

CREATE INDEX incidents_priority          ON incidents(open, priority, id);
CREATE INDEX incidents_priority_team     ON incidents(team, open, priority, id);
CREATE INDEX incidents_priority_assignee ON incidents(assignee, open, priority, id);

CREATE INDEX incidents_waiting      ON incidents(priority DESC, deadline, created) WHERE open = 1 AND assignee IS NULL;
CREATE INDEX incidents_waiting_team ON incidents(team, priority DESC, deadline, created) WHERE open = 1 AND assignee IS NULL;
CREATE INDEX incidents_due          ON incidents(due) WHERE due IS NOT NULL;
CREATE INDEX incidents_unowned      ON incidents(contact_email) WHERE contact_email IS NOT NULL;

-- What reports count, apart from the long texts.
CREATE TABLE facts(
    incident     INTEGER PRIMARY KEY REFERENCES incidents(row),
    created      INTEGER NOT NULL,
    status       INTEGER NOT NULL,
    closed_as    INTEGER,
    priority     INTEGER NOT NULL,
    channel      INTEGER NOT NULL,
    category     TEXT,
    team         BLOB,
    assignee     BLOB,
    customer     BLOB,
    escalated    INTEGER NOT NULL,
    score        INTEGER,
    answer_by    INTEGER NOT NULL,
    first_answer INTEGER,
    answered     INTEGER
) STRICT;

CREATE TABLE entries(
    incident    INTEGER NOT NULL REFERENCES incidents(row),
    number      INTEGER NOT NULL,
    kind        INTEGER NOT NULL,
    visibility  INTEGER NOT NULL,
    author_role INTEGER NOT NULL,
    author_id   BLOB,
    author_name TEXT NOT NULL,
    at          INTEGER NOT NULL,
    erased      INTEGER NOT NULL,
    salt        BLOB NOT NULL,
    digest      BLOB NOT NULL,
    hash        BLOB NOT NULL,
    body        TEXT NOT NULL,
    PRIMARY KEY(incident, number)
) STRICT, WITHOUT ROWID;

CREATE TABLE attachments(
    id           BLOB PRIMARY KEY,
    incident     BLOB NOT NULL,
    name         TEXT NOT NULL,
    content_type TEXT NOT NULL,
    size         INTEGER NOT NULL,
    sha256       BLOB NOT NULL,
    state        INTEGER NOT NULL,
    role         INTEGER NOT NULL,
    uploaded_by  BLOB,
    uploaded_at  INTEGER NOT NULL,
    entry        INTEGER,
    visibility   INTEGER NOT NULL
) STRICT, WITHOUT ROWID;
CREATE INDEX attachments_incident ON attachments(incident, uploaded_at);
CREATE INDEX attachments_sha256   ON attachments(sha256);
CREATE INDEX attachments_pending  ON attachments(uploaded_at) WHERE entry IS NULL;

CREATE TABLE known_persons(
    id             BLOB PRIMARY KEY,
    role           INTEGER NOT NULL,
    version        INTEGER NOT NULL,
    name           TEXT NOT NULL,
    email          TEXT NOT NULL,
    language       TEXT NOT NULL,
    email_verified INTEGER NOT NULL,
    active         INTEGER NOT NULL
) STRICT, WITHOUT ROWID;
CREATE INDEX known_persons_email ON known_persons(email);

CREATE VIRTUAL TABLE search USING fts5(
    everybody, employees, content='', detail='column', columnsize=0, prefix='2 3 4', tokenize='resuelve_words');

-- Erased, but words of it may still be in the file: whoever opens the store finishes it.
CREATE TABLE unfinished_erasures(one INTEGER PRIMARY KEY CHECK (one = 1)) STRICT;
)sql";

/// Which answers tell of which incident, to forget them when it is erased.
inline constexpr std::string_view answered_incidents = R"sql(
CREATE TABLE answered_incidents(
    key      TEXT PRIMARY KEY REFERENCES answers(key) ON DELETE CASCADE,
    incident BLOB NOT NULL
) STRICT, WITHOUT ROWID;
CREATE INDEX answered_incidents_incident ON answered_incidents(incident);
)sql";

/// For the search index that was in this file until index_in_a_file_of_its_own.
inline constexpr std::string_view unindexed_documents = R"sql(
CREATE TABLE unindexed(document INTEGER PRIMARY KEY) STRICT; -- a rowid of search
INSERT INTO search(search, rank) VALUES ('automerge', 8);
)sql";

/// Few incidents have a category when they are opened, and nobody lists those without one by it.
inline constexpr std::string_view category_index_of_categorised = R"sql(
DROP INDEX incidents_created_category;
CREATE INDEX incidents_created_category ON incidents(category, open, created, id) WHERE category IS NOT NULL;
)sql";

inline constexpr std::string_view merging_of_sixteen = R"sql(
INSERT INTO search(search, rank) VALUES ('crisismerge', 32);
INSERT INTO search(search, rank) VALUES ('automerge', 16);
)sql";

/// See SearchIndex.
inline constexpr std::string_view index_in_a_file_of_its_own = R"sql(
DROP TABLE search;
DROP TABLE unindexed;
CREATE TABLE unindexed(
    number   INTEGER PRIMARY KEY,
    document INTEGER NOT NULL -- rowid in the search index: to be read again
) STRICT;
CREATE TABLE search_store(one INTEGER PRIMARY KEY CHECK (one = 1), id TEXT NOT NULL) STRICT;
INSERT INTO search_store(one, id) VALUES (1, lower(hex(randomblob(16))));
)sql";

/// Erased attachments kept the digests of their bytes.
inline constexpr std::string_view digests_of_erased_attachments = R"sql(
UPDATE attachments SET sha256 = zeroblob(32) WHERE name = '';
)sql";

/// What figures of reports list. The indexes are partial: an incident that was opened by the web, without an order, is
/// in none of them until something happens to it.
inline constexpr std::string_view lists_of_figures = R"sql(
ALTER TABLE incidents ADD COLUMN channel      INTEGER NOT NULL DEFAULT 0;
ALTER TABLE incidents ADD COLUMN closed_as    INTEGER;
ALTER TABLE incidents ADD COLUMN score        INTEGER;
ALTER TABLE incidents ADD COLUMN first_answer INTEGER;
ALTER TABLE incidents ADD COLUMN answered     INTEGER; -- whether in time or late
ALTER TABLE incidents ADD COLUMN product      TEXT;    -- of the order

UPDATE incidents SET channel = f.channel, closed_as = f.closed_as, score = f.score, first_answer = f.first_answer,
    answered = f.answered > f.answer_by
FROM facts AS f WHERE f.incident = incidents.row
    AND (f.channel <> 0 OR coalesce(f.closed_as, f.score, f.first_answer, f.answered) IS NOT NULL);
UPDATE incidents SET product = doc ->> '$.order.product' WHERE doc ->> '$.order.product' IS NOT NULL;

CREATE INDEX incidents_created_channel      ON incidents(channel, open, created, id) WHERE channel <> 0;
CREATE INDEX incidents_created_closed_as    ON incidents(closed_as, created, id) WHERE closed_as IS NOT NULL;
CREATE INDEX incidents_created_score        ON incidents(score, created, id) WHERE score IS NOT NULL;
CREATE INDEX incidents_created_first_answer ON incidents(open, created, id) WHERE first_answer IS NOT NULL;
CREATE INDEX incidents_created_answered     ON incidents(answered, created, id) WHERE answered IS NOT NULL;
CREATE INDEX incidents_created_product      ON incidents(product, created, id) WHERE product IS NOT NULL;
)sql";

/// Few incidents wait for approval, so an index of those alone does for every order.
inline constexpr std::string_view lists_of_approvals = R"sql(
ALTER TABLE incidents ADD COLUMN approval INTEGER; -- where it stands, if a proposal wants it
CREATE INDEX incidents_created_approval ON incidents(approval, created, id) WHERE approval IS NOT NULL;
)sql";

/// As few are snoozed.
inline constexpr std::string_view lists_of_snoozed = R"sql(
ALTER TABLE incidents ADD COLUMN snoozed INTEGER; -- until when, if it is
CREATE INDEX incidents_created_snoozed ON incidents(open, created, id) WHERE snoozed IS NOT NULL;
)sql";

inline constexpr std::array<Migration, 20> incident_migrations{{{1, incident_tables},
                                                                {2, outbox_schema},
                                                                {3, answers_schema},
                                                                {4, answered_incidents},
                                                                {5, audit_schema},
                                                                {6, api_tokens_schema},
                                                                {7, drafts_schema},
                                                                {8, unindexed_documents},
                                                                {9, category_index_of_categorised},
                                                                {10, merging_of_sixteen},
                                                                {11, index_in_a_file_of_its_own},
                                                                {12, digests_of_erased_attachments},
                                                                {13, lists_of_figures},
                                                                {14, tallies_schema},
                                                                {15, outbox_without_index},
                                                                {16, tallies_of_a_version},
                                                                {17, lists_of_approvals},
                                                                {18, lists_of_snoozed},
                                                                {19, form_drafts_schema},
                                                                {20, forms_of_one_schema}}};

} // namespace resuelve::sqlite
