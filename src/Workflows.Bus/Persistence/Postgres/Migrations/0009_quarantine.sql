CREATE TABLE {schema}.quarantine (
    id uuid NOT NULL,
    kind smallint NOT NULL,
    subject_id uuid NOT NULL,
    workflow text COLLATE "C",
    version integer,
    instance_id uuid,
    revision bigint,
    reason text NOT NULL,
    try_count integer NOT NULL,
    first_at timestamp with time zone NOT NULL,
    last_at timestamp with time zone NOT NULL,
    next_at timestamp with time zone NOT NULL,
    quarantined_at timestamp with time zone,
    content text,
    CONSTRAINT pk_quarantine PRIMARY KEY (id)
);

CREATE INDEX ix_quarantine_quarantined_at ON {schema}.quarantine (quarantined_at, id) WHERE quarantined_at IS NOT NULL;
CREATE INDEX ix_quarantine_instance_id ON {schema}.quarantine (instance_id) WHERE instance_id IS NOT NULL;
