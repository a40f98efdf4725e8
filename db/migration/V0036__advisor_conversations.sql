-- What people asked the advisor and what it answered. Each account sees its own alone; administrators see what was
-- marked as good or bad, without whose it was unless it says so.
create table advisor.conversation (
    id bigint generated always as identity primary key,
    owner text not null,
    title text not null check (title <> ''),
    started_at timestamptz not null,
    -- Of the last question; who asks nothing for long loses it, see OEE_CONVERSATION_DAYS.
    touched_at timestamptz not null
);
create index conversation_of_owner on advisor.conversation (owner, touched_at desc);

-- A question and what became of it.
create table advisor.turn (
    id bigint generated always as identity primary key,
    conversation_id bigint not null references advisor.conversation on delete cascade,
    question text not null,
    -- The page it was asked beside; empty for none.
    page text not null,
    asked_at timestamptz not null,
    -- Null while it is answered, and for ever where the instance died over it.
    outcome text,
    -- What was shown: sentences with their marks, figures and citations, ways and charts. The documents may be gone.
    answer jsonb,
    struck_out integer not null default 0,
    -- Who answered; empty for the planner, which is no model.
    model text not null default '',
    tokens bigint not null default 0,
    answered_at timestamptz,
    -- Thumbs up or down, with a comment; null without.
    helpful boolean,
    remark text not null default '',
    judged_at timestamptz,
    -- When an administrator has seen to it.
    reviewed_at timestamptz,
    reviewed_by text not null default ''
);
create index turn_of_conversation on advisor.turn (conversation_id, id);
create index turn_judged on advisor.turn (judged_at desc) where judged_at is not null;

-- What models took, by day of UTC; the budgets are kept by it.
create table advisor.token_use (
    day date not null,
    owner text not null,
    tokens bigint not null,
    primary key (day, owner)
);
