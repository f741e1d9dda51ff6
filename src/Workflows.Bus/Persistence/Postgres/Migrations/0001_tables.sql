CREATE TABLE {schema}.instances (
    instance_id uuid NOT NULL,
    workflow text COLLATE "C" NOT NULL,
    version integer NOT NULL,
    created_at timestamp with time zone NOT NULL,
    key text COLLATE "C",
    key_folded text COLLATE "C",
    tags jsonb,
    trace_parent text,
    state json NOT NULL,
    status smallint NOT NULL,
    revision bigint NOT NULL,
    current_node text,
    rest_node text COLLATE "C",
    waiting_for text COLLATE "C",
    waiting_since timestamp with time zone,
    due_at timestamp with time zone,
    attempt integer,
    node_since timestamp with time zone,
    error_type text,
    error_message text,
    fingerprint text COLLATE "C",
    faulted_at timestamp with time zone,
    updated_at timestamp with time zone NOT NULL,
    finished_at timestamp with time zone,
    stale_at timestamp with time zone,
    execution json NOT NULL,
    error json,
    CONSTRAINT pk_instances PRIMARY KEY (instance_id)
) WITH (fillfactor = 50, autovacuum_vacuum_scale_factor = 0.05, autovacuum_analyze_scale_factor = 0.05);

CREATE UNIQUE INDEX ux_instances_live_key ON {schema}.instances (workflow, key) WHERE key IS NOT NULL AND status < 6;
CREATE INDEX ix_instances_workflow_created_at ON {schema}.instances (workflow, version, status, created_at);
CREATE INDEX ix_instances_status_created_at ON {schema}.instances (status, created_at) INCLUDE (workflow, version);
CREATE INDEX ix_instances_key_folded ON {schema}.instances (key_folded, created_at) WHERE key_folded IS NOT NULL;
CREATE INDEX ix_instances_tags ON {schema}.instances USING gin (tags jsonb_path_ops) WHERE tags IS NOT NULL;
CREATE INDEX ix_instances_stale_at ON {schema}.instances (stale_at) WHERE stale_at IS NOT NULL;
CREATE INDEX ix_instances_rest_node ON {schema}.instances (rest_node, created_at) WHERE rest_node IS NOT NULL;
CREATE INDEX ix_instances_waiting ON {schema}.instances (waiting_for, workflow, waiting_since) WHERE waiting_since IS NOT NULL;
CREATE INDEX ix_instances_error_created_at ON {schema}.instances (created_at) WHERE error_type IS NOT NULL;
CREATE INDEX ix_instances_fingerprint ON {schema}.instances (fingerprint, created_at) INCLUDE (faulted_at, workflow, version) WHERE fingerprint IS NOT NULL;
CREATE INDEX ix_instances_finished_at ON {schema}.instances (finished_at) INCLUDE (workflow, status, created_at) WHERE finished_at IS NOT NULL;

CREATE TABLE {schema}.journal (
    instance_id uuid NOT NULL,
    sequence integer NOT NULL,
    at timestamp with time zone NOT NULL,
    kind text COLLATE "C" NOT NULL,
    node text,
    token integer,
    attempt integer,
    actor text COLLATE "C",
    reason text,
    detail json,
    error json,
    patch json,
    job_id uuid,
    event_taken uuid,
    CONSTRAINT pk_journal PRIMARY KEY (instance_id, sequence)
);

CREATE INDEX ix_journal_audit ON {schema}.journal (kind, at) WHERE actor IS NOT NULL;
CREATE INDEX ix_journal_actor ON {schema}.journal (actor, kind, at) WHERE actor IS NOT NULL;
CREATE INDEX ix_journal_job_id ON {schema}.journal (job_id, at) WHERE job_id IS NOT NULL;
CREATE INDEX ix_journal_event_taken ON {schema}.journal (event_taken) WHERE event_taken IS NOT NULL;

CREATE TABLE {schema}.timers (
    timer_id uuid NOT NULL,
    due_at timestamp with time zone NOT NULL,
    instance_id uuid,
    workflow text COLLATE "C",
    version integer,
    destination text,
    content_type text,
    body text,
    CONSTRAINT pk_timers PRIMARY KEY (timer_id)
) WITH (autovacuum_vacuum_scale_factor = 0.02);

CREATE INDEX ix_timers_due_at ON {schema}.timers (due_at);

CREATE TABLE {schema}.subscriptions (
    workflow text COLLATE "C" NOT NULL,
    wait text COLLATE "C" NOT NULL,
    key text COLLATE "C" NOT NULL,
    instance_id uuid NOT NULL,
    event_type text NOT NULL,
    CONSTRAINT pk_subscriptions PRIMARY KEY (workflow, wait, key, instance_id)
) WITH (autovacuum_vacuum_scale_factor = 0.05);

CREATE TABLE {schema}.parked_events (
    event_id uuid NOT NULL,
    workflow text COLLATE "C" NOT NULL,
    wait text COLLATE "C" NOT NULL,
    key text COLLATE "C" NOT NULL,
    event_type text NOT NULL,
    body text NOT NULL,
    received_at timestamp with time zone NOT NULL,
    expires_at timestamp with time zone NOT NULL,
    is_offered boolean NOT NULL,
    CONSTRAINT pk_parked_events PRIMARY KEY (workflow, wait, key, event_id)
) WITH (autovacuum_vacuum_scale_factor = 0.05);

CREATE INDEX ix_parked_events_event_id ON {schema}.parked_events (event_id);
CREATE INDEX ix_parked_events_expires_at ON {schema}.parked_events (expires_at);

CREATE TABLE {schema}.definitions (
    workflow text COLLATE "C" NOT NULL,
    version integer NOT NULL,
    definition json NOT NULL,
    shapes json,
    registered_at timestamp with time zone NOT NULL,
    CONSTRAINT pk_definitions PRIMARY KEY (workflow, version)
);

CREATE TABLE {schema}.audit (
    audit_id uuid NOT NULL,
    at timestamp with time zone NOT NULL,
    actor text COLLATE "C" NOT NULL,
    operation text COLLATE "C" NOT NULL,
    is_accepted boolean NOT NULL,
    instance_id uuid,
    job_id uuid,
    workflow text COLLATE "C",
    key text COLLATE "C",
    reason text,
    outcome text,
    CONSTRAINT pk_audit PRIMARY KEY (audit_id)
);

CREATE INDEX ix_audit_operation ON {schema}.audit (operation, at);
CREATE INDEX ix_audit_actor ON {schema}.audit (actor, operation, at);
CREATE INDEX ix_audit_instance_id ON {schema}.audit (instance_id, at) WHERE instance_id IS NOT NULL;
CREATE INDEX ix_audit_job_id ON {schema}.audit (job_id, at) WHERE job_id IS NOT NULL;
