-- Times are seconds since 1970-01-01T00:00:00Z. Subjects are pseudonyms (keyed digests), never numbers of documents.
create table sessions (
    token_hash text primary key,
    actor text not null,            -- JSON
    client text,                    -- JSON: the subject bound at a counter, bank or kiosk
    client_card text,               -- JSON: what the card said
    created integer not null,
    seen integer not null,
    expires integer not null
) strict;
create index sessions_by_expiry on sessions (expires);

create table registers (
    register text not null,
    subject text not null,
    fields text not null,           -- JSON object
    primary key (register, subject)
) strict;

-- Answers that this service gave, so that one may stand in when the register is unreachable at receipt.
create table answers (
    session text not null,
    subject text not null,
    fact text not null,
    value text not null,            -- JSON
    expires integer not null,
    primary key (session, subject, fact)
) strict;

create table materials (
    packet text not null,
    sha256 text not null,
    subject text not null,
    size integer not null,
    media text not null,
    received integer not null,
    primary key (packet, sha256)
) strict;

create table cases (
    number text primary key,
    packet text not null unique,
    packet_digest text not null,
    decision_digest text not null,
    module text not null,
    supersedes text,
    superseded_by text,
    item text not null,
    subject text not null,
    actor text not null,
    channel text not null,
    region text,
    state text not null,
    post text not null,
    verdict text not null,
    milestones text not null,       -- JSON [{id, at}]
    receipt text not null,          -- JSON, as it was given
    packet_body blob not null,      -- canonical bytes
    redecided text not null,        -- JSON, our own decision
    received integer not null,
    changed integer not null
) strict;
create index cases_by_subject on cases (subject, received);
create index cases_by_queue on cases (state, post, received);

create table case_events (
    id integer primary key,
    number text not null references cases (number),
    at integer not null,
    actor text not null,
    action text not null,
    note text
) strict;
create index case_events_by_case on case_events (number, id);

create table drafts (
    code_hash text primary key,
    subject text not null,
    item text not null,
    body text not null,
    created integer not null,
    expires integer not null
) strict;
create index drafts_by_subject on drafts (subject);
