ALTER TABLE {schema}.timers ADD COLUMN first_due_at timestamp with time zone;

CREATE INDEX ix_timers_first_due_at ON {schema}.timers (first_due_at) WHERE first_due_at IS NOT NULL;
