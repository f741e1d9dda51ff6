CREATE TABLE {schema}.bulk_jobs (
    job_id uuid NOT NULL,
    created_at timestamp with time zone NOT NULL,
    operation smallint NOT NULL,
    total_count integer NOT NULL,
    search json,
    actor text,
    reason text,
    status smallint NOT NULL,
    taken_count integer NOT NULL,
    done_count integer NOT NULL,
    refused_count integer NOT NULL,
    fence bigint NOT NULL,
    attempt integer NOT NULL,
    next_at timestamp with time zone,
    finished_at timestamp with time zone,
    aborted_by text,
    abort_reason text,
    CONSTRAINT pk_bulk_jobs PRIMARY KEY (job_id)
);

CREATE INDEX ix_bulk_jobs_created_at ON {schema}.bulk_jobs (created_at);
CREATE INDEX ix_bulk_jobs_next_at ON {schema}.bulk_jobs (next_at) WHERE next_at IS NOT NULL;

CREATE TABLE {schema}.bulk_rows (
    job_id uuid NOT NULL,
    position integer NOT NULL,
    instance_id uuid NOT NULL,
    outcome smallint NOT NULL,
    at timestamp with time zone,
    message text,
    CONSTRAINT pk_bulk_rows PRIMARY KEY (job_id, position)
);

CREATE INDEX ix_bulk_rows_outcome ON {schema}.bulk_rows (job_id, outcome, position);
